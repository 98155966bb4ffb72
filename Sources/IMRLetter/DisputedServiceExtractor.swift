import ClinicalText
import Extraction
import Lexicon

/// Codes disputed items: category, decision, quantity and printed procedure codes.
struct DisputedServiceExtractor: Sendable {
  private let services: ServiceLexicon

  init(_ services: ServiceLexicon) { self.services = services }

  func service(_ item: DisputedItem, in document: AnalyzedDocument) -> Mention<DisputedService> {
    let reading = document.reading
    let hits = Array(document.phrases.hits(services.layer, within: item.tokens))
    let head = head(of: hits)
    let value = DisputedService(
      category: category(head, hits), decision: item.decision,
      quantity: ItemQuantity.quantity(in: item.tokens, reading),
      codes: ItemQuantity.codes(in: item.tokens, reading))
    var evidence = [Evidence(key: "decision", rule: item.rule, cue: reading.span(ofTokens: item.cue))]
    if let head {
      let row = services.service(of: head).row
      evidence.append(Evidence(key: "category", rule: RuleReference(row), cue: reading.span(ofTokens: head.tokens)))
    }
    return Mention(
      span: reading.span(ofTokens: item.tokens), tokens: item.tokens, value: value,
      confidence: head == nil ? 0.5 : 0.95,
      rule: item.rule, evidence: evidence)
  }

  /// The hit that names the treatment: the first, as English puts what is done before what it is done with or for;
  /// a weak one only where there is no other.
  private func head(of hits: [PhraseHit]) -> PhraseHit? {
    hits.first { !services.service(of: $0).isWeak } ?? hits.first
  }

  /// A medicine that is injected is an injection.
  private func category(_ head: PhraseHit?, _ hits: [PhraseHit]) -> ServiceCategory {
    guard let head else { return .other }
    let category = services.service(of: head).category
    let isInjected = category == .medication && hits.contains { services.service(of: $0).category == .injection }
    return isInjected ? .injection : category
  }
}
