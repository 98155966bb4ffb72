import ClinicalText
import Lexicon

/// Finds amounts of treatment sessions, visits, treatments and programme days, whose they are and what they are for.
public struct SessionExtractor: Sendable {
  let vocabulary: SessionVocabulary
  let ellipses: SessionEllipsisLexicon
  let roles: SessionRoleLexicon
  let services: ServiceLexicon

  /// - Throws: `LexiconError` for an unusable file of `sessions/`.
  public init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    self.services = services
    vocabulary = try SessionVocabulary(in: &builder)
    ellipses = try SessionEllipsisLexicon(in: &builder)
    roles = try SessionRoleLexicon(in: &builder)
  }

  /// The amounts in text order.
  /// - Parameter disputed: the treatments in dispute, as the sections of the document number them.
  public func sessions(in document: AnalyzedDocument, disputed: [Mention<DisputedService>]) -> [Mention<SessionAmount>]
  {
    var scan = SessionScan(document, disputed: disputed, extractor: self)
    return scan.run()
  }
}

/// What a sentence's place in the letter says of the amounts in it.
struct SessionSetting {
  var section: SectionKind?
  var isGuideline: Bool
  var isModified: Bool
  /// The treatment of the item that the section is about, where that is counted in sessions.
  var itemCategory: ServiceCategory?
  /// The disputed programme that is counted in days.
  var programme: ServiceCategory?
  /// The treatment spoken of in the sentences before.
  var recent: ServiceCategory?
  /// The only treatment of the last sentence that named one.
  var recentGuideline: ServiceCategory?
  /// Totals that the letter has stated already, and what they were.
  var known: [Int: SessionAmount] = [:]
  /// Whether one of the last sentences states an amount.
  var followsAmount = false
}

/// One pass over a document.
struct SessionScan {
  /// A treatment named so many sentences ago is still spoken of.
  private static let memory = 5

  private let document: AnalyzedDocument
  private let disputed: [Mention<DisputedService>]
  private let extractor: SessionExtractor
  private let topics: SessionTopics
  private let only: ServiceCategory?
  private var recent: (category: ServiceCategory, sentence: Int)?
  /// The treatment of the last sentence that named any, where it named one only.
  private var alone: ServiceCategory?
  private var known: [Int: SessionAmount] = [:]
  private var lastAmount: Int?
  private let itemCategories: [ServiceCategory?]
  private let programme: ServiceCategory?

  init(_ document: AnalyzedDocument, disputed: [Mention<DisputedService>], extractor: SessionExtractor) {
    self.document = document
    self.disputed = disputed
    self.extractor = extractor
    let topics = SessionTopics(document, extractor.services)
    self.topics = topics
    itemCategories = disputed.map { item in
      let category = item.value.category
      let isCounted =
        category.isTherapy || topics.topics(in: item.tokens).contains { $0.isCounted && $0.category == category }
      return isCounted ? category : nil
    }
    let counted = Set(itemCategories.compactMap { $0 })
    only = counted.count == 1 ? counted.first : topics.only
    programme = [.functionalRestoration, .workConditioning].first(where: counted.contains)
  }

  mutating func run() -> [Mention<SessionAmount>] {
    var mentions: [Mention<SessionAmount>] = []
    var sectionIndex = 0
    for sentence in 0..<document.reading.sentenceCount {
      while sectionIndex < document.sections.count, document.sections[sectionIndex].sentences.upperBound <= sentence {
        sectionIndex += 1
        forget(before: sectionIndex)
      }
      let section = document.sections.indices.contains(sectionIndex) ? document.sections[sectionIndex] : nil
      read(sentence, setting(of: sentence, in: section), into: &mentions)
      note(sentence)
    }
    return mentions
  }

  /// What was spoken of goes on in a section about the same item.
  private mutating func forget(before section: Int) {
    let next = document.sections.indices.contains(section) ? document.sections[section].item : nil
    if let next, next == document.sections[section - 1].item { return }
    recent = nil
    alone = nil
    lastAmount = nil
  }

  private func setting(of sentence: Int, in section: Section?) -> SessionSetting {
    let holds = section.map { $0.sentences.contains(sentence) } ?? false
    let index = holds ? section?.item.flatMap { disputed.indices.contains($0) ? $0 : nil } : nil
    return SessionSetting(
      section: holds ? section?.kind : nil, isGuideline: document.statements[sentence] == .guideline,
      isModified: index.map { disputed[$0].value.decision == .modified } ?? false,
      itemCategory: index.flatMap { itemCategories[$0] }, programme: programme,
      recent: recent.flatMap { sentence - $0.sentence <= Self.memory ? $0.category : nil },
      recentGuideline: alone, known: known,
      followsAmount: lastAmount.map { sentence - $0 <= 2 } ?? false)
  }

  /// Remembers the last treatment of a sentence.
  private mutating func note(_ sentence: Int) {
    let named = topics.topics(in: document.reading.tokens(ofSentence: sentence)).filter { $0.isCounted && !$0.isWeak }
    guard let last = named.last(where: { $0.category != .other }) ?? named.last else { return }
    recent = (last.category, sentence)
    alone = named.allSatisfy { $0.category == last.category } ? last.category : nil
  }

  private mutating func read(_ sentence: Int, _ setting: SessionSetting, into mentions: inout [Mention<SessionAmount>])
  {
    let tokens = document.reading.tokens(ofSentence: sentence)
    guard tokens.contains(where: { mayStart($0) }) else { return }
    let reader = SessionSentence(
      tokens: tokens, document: document, setting: setting, only: only, topics: topics.topics(in: tokens),
      extractor: extractor)
    let readings = reader.readings { mayStart($0) }
    guard !readings.isEmpty else { return }
    let assigner = SessionRoleAssigner(
      document: document, text: reader.text, lexicon: extractor.roles, setting: setting,
      amounts: readings.map { SessionRoleAssigner.Amount($0, through: reader.topicBehind($0)?.tokens.upperBound) })
    for (reading, role) in zip(readings, assigner.assignments()) {
      let mention = mention(reading, reader, role)
      for total in [reading.low, reading.high] { known[total] = mention.value }
      mentions.append(mention)
    }
    lastAmount = sentence
    if let last = readings.last.flatMap({ reader.topic(of: $0) }), last.source != .letter {
      recent = (last.category, sentence)
    }
  }

  /// Whether a number, "once", "x12" or "#" stands at `token`.
  @inline(__always)
  private func mayStart(_ token: Int) -> Bool {
    let reading = document.reading
    if reading.flags[token].contains(.number) { return true }
    if extractor.vocabulary.starts(reading.words[token]) { return true }
    let first = reading.view[Int(reading.tokenStarts[token])]
    guard first == UInt8(ascii: "x") || first == UInt8(ascii: "l") || first == UInt8(ascii: "#") else { return false }
    return reading.tokenEnds[token] - reading.tokenStarts[token] <= 3
  }

  private func mention(
    _ reading: SessionReading, _ reader: SessionSentence, _ role: SessionRoleAssigner.Assignment
  ) -> Mention<SessionAmount> {
    let isRange = reading.low != reading.high
    let value = SessionAmount(
      role: role.role, service: reader.topic(of: reading)?.category, count: isRange ? nil : reading.low,
      low: isRange ? reading.low : nil, high: isRange ? reading.high : nil, frequency: reading.frequency,
      duration: reading.duration)
    return Mention(
      span: document.reading.span(ofTokens: reading.tokens), tokens: reading.tokens, value: value,
      confidence: role.confidence,
      rule: RuleReference(file: "sessions/words.tsv", line: 0, name: reading.form.rawValue), evidence: role.evidence)
  }
}
