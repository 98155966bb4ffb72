import ClinicalText
import Extraction
import Lexicon

/// Codes disputed items: category, decision, quantity and printed procedure codes.
struct DisputedServiceExtractor: Sendable {
  private let services: ServiceLexicon
  private let quantity: ItemQuantity

  /// - Throws: `LexiconError` for an unusable lexicon.
  init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    self.services = services
    quantity = try ItemQuantity(in: &builder)
  }

  func services(_ items: [DisputedItem], in document: AnalyzedDocument) -> [Mention<DisputedService>] {
    items.map { service($0, in: document) }
  }

  private func service(_ item: DisputedItem, in document: AnalyzedDocument) -> Mention<DisputedService> {
    let reading = document.reading
    let hits = document.phrases.hits(services.layer, within: item.tokens)
    let head = head(of: hits)
    let value = DisputedService(
      category: category(head, hits), decision: item.decision,
      quantity: quantity.quantity(in: item.tokens, reading), codes: quantity.codes(in: item.tokens, reading))
    return Mention(
      span: reading.span(ofTokens: item.tokens), tokens: item.tokens, value: value,
      confidence: head == nil ? 0.5 : 0.95, rule: item.rule, evidence: evidence(of: item, head, reading))
  }

  private func evidence(of item: DisputedItem, _ head: PhraseHit?, _ reading: Reading) -> EvidenceList {
    var evidence = EvidenceList(Evidence(key: .decision, rule: item.rule, cue: reading.span(ofTokens: item.cue)))
    guard let head else { return evidence }
    evidence.append(Evidence(key: .category, rule: services.rule(of: head), cue: reading.span(ofTokens: head.tokens)))
    return evidence
  }

  /// The hit that names the treatment: the first, as English puts what is done before what it is done with or for;
  /// a weak one only where there is no other.
  private func head(of hits: PhraseHitList) -> PhraseHit? {
    hits.first { !services.service(of: $0).isWeak } ?? hits.first
  }

  /// A medicine that is injected is an injection.
  private func category(_ head: PhraseHit?, _ hits: PhraseHitList) -> ServiceCategory {
    guard let head else { return .other }
    let category = services.service(of: head).category
    let isInjected = category == .medication && hits.contains { services.service(of: $0).category == .injection }
    return isInjected ? .injection : category
  }
}
