import ClinicalText
import Lexicon

/// One pass over a document.
struct SessionScan: ~Copyable {
  /// A treatment named so many sentences ago is still spoken of.
  private static let memory = 5
  /// An amount stated so many sentences ago is still spoken of.
  private static let amountMemory = 2

  /// A letter states about so many amounts.
  private static let usualAmounts = 24

  /// What an item is about, where its treatment is counted in sessions.
  private struct Item {
    var category: ServiceCategory?
    var isModified: Bool
  }

  private let lexicons: SessionLexicons
  private let document: AnalyzedDocument
  private let text: SessionTokens
  private let starts: TokenSet
  private let topics: UnsafeBufferPointer<SessionTopic>
  private let ellipses: UnsafeBufferPointer<PhraseHit>
  private let cues: UnsafeBufferPointer<PhraseHit>
  private let known = KnownAmounts()
  private let votes = SessionVotes()

  private var items: [Item] = []
  private var only: ServiceCategory?
  private var programme: ServiceCategory?
  /// The first phrase and the first cue that are not behind yet.
  private var nextEllipsis = 0
  private var nextCue = 0
  private var recent: (category: ServiceCategory, sentence: Int)?
  /// The treatment of the last sentence that named any, where it named one only.
  private var alone: ServiceCategory?
  private var lastAmount: Int?
  /// Of the sentence that is read, kept to be filled again.
  private var readings: [SessionReading] = []
  private var amounts: [SessionCueWeigher.Amount] = []
  private var roles: [SessionRoleAssigner.Assignment] = []
  private var mentions: [Mention<SessionAmount>] = []

  init(
    _ lexicons: SessionLexicons, _ document: AnalyzedDocument, _ text: SessionTokens, starts: TokenSet,
    topics: UnsafeBufferPointer<SessionTopic>, ellipses: UnsafeBufferPointer<PhraseHit>,
    cues: UnsafeBufferPointer<PhraseHit>
  ) {
    self.lexicons = lexicons
    self.document = document
    self.text = text
    self.starts = starts
    self.topics = topics
    self.ellipses = ellipses
    self.cues = cues
  }

  deinit {
    known.deallocate()
    votes.deallocate()
  }

  mutating func run(_ disputed: [Mention<DisputedService>]) -> [Mention<SessionAmount>] {
    take(disputed)
    mentions.reserveCapacity(Self.usualAmounts)
    var (section, topic, sentence) = (0, 0, 0)
    var start = starts.first(from: 0)
    while sentence < document.reading.sentenceCount {
      let tokens = document.reading.tokens(ofSentence: sentence)
      let hasTopic = topic < topics.count && topics[topic].start < tokens.upperBound
      guard hasTopic || start.map({ $0 < tokens.upperBound }) == true else {
        sentence += 1
        continue
      }
      while section < document.sections.count, document.sections[section].sentences.upperBound <= sentence {
        section += 1
        forget(before: section)
      }
      let named = topics.from(topic, in: tokens)
      topic += named.count
      if let first = start, first < tokens.upperBound {
        let text = text.within(tokens)
        if let first = text.firstOpening(from: first, of: starts) {
          read(sentence, in: section, text, from: first, named)
        }
        start = starts.first(from: tokens.upperBound)
      }
      if !named.isEmpty { note(named, sentence) }
      sentence += 1
    }
    return mentions
  }

  private mutating func take(_ disputed: [Mention<DisputedService>]) {
    var counted: [ServiceCategory] = []
    for index in disputed.indices {
      let category = disputed[index].value.category
      let isCounted =
        category.isTherapy
        || topics.within(disputed[index].tokens).contains { $0.isCounted && $0.category == category }
      items.append(
        Item(category: isCounted ? category : nil, isModified: disputed[index].value.decision == .modified))
      if isCounted, !counted.contains(category) { counted.append(category) }
    }
    only = counted.count == 1 ? counted.first : topics.only
    programme = [.functionalRestoration, .workConditioning].first(where: counted.contains)
  }

  // MARK: What is spoken of

  /// What was spoken of goes on in a section about the same item.
  private mutating func forget(before section: Int) {
    let next = section < document.sections.count ? document.sections[section].item : nil
    if let next, next == document.sections[section - 1].item { return }
    recent = nil
    alone = nil
    lastAmount = nil
  }

  private func setting(of sentence: Int, in section: Int) -> SessionSetting {
    var kind: SectionKind?
    var item: Item?
    if section < document.sections.count, document.sections[section].sentences.contains(sentence) {
      kind = document.sections[section].kind
      if let index = document.sections[section].item, items.indices.contains(index) { item = items[index] }
    }
    let isGuideline = document.statements[sentence] == .guideline
    let isModified = item?.isModified ?? false
    return SessionSetting(
      section: kind, facts: .place(kind, isModified: isModified, isGuideline: isGuideline), isGuideline: isGuideline,
      isModified: isModified, itemCategory: item?.category, programme: programme,
      recent: recent.flatMap { sentence - $0.sentence <= Self.memory ? $0.category : nil }, recentGuideline: alone,
      only: only, known: known, followsAmount: lastAmount.map { sentence - $0 <= Self.amountMemory } ?? false)
  }

  /// Remembers the last treatment that a sentence names.
  private mutating func note(_ named: UnsafeBufferPointer<SessionTopic>, _ sentence: Int) {
    var last: ServiceCategory?
    var isAlone = true
    for topic in named where topic.isCounted && !topic.isWeak {
      if let last, last != topic.category { isAlone = false }
      if topic.category != .other || last == nil || last == .other { last = topic.category }
    }
    guard let last else { return }
    recent = (last, sentence)
    alone = isAlone ? last : nil
  }

  // MARK: A sentence

  private mutating func read(
    _ sentence: Int, in section: Int, _ text: SessionTokens, from start: Int,
    _ named: UnsafeBufferPointer<SessionTopic>
  ) {
    let setting = setting(of: sentence, in: section)
    let phrases = SessionPhrases(
      hits: ellipses.next(in: text.bounds, &nextEllipsis), places: lexicons.ellipses.places.rows)
    let reader = SessionSentence(text, setting, topics: named, phrases: phrases)
    readings.removeAll(keepingCapacity: true)
    reader.read(from: start, of: starts, into: &readings)
    guard let last = readings.last else { return }
    assignRoles(reader)
    for index in readings.indices {
      mentions.append(mention(readings[index], roles[index], reader.topic(of: readings[index])?.category))
    }
    lastAmount = sentence
    if let last = reader.topic(of: last), last.source != .letter { recent = (last.category, sentence) }
    let first = mentions.count - readings.count
    for index in readings.indices {
      let value = mentions[first + index].value
      known.note(readings[index].low, .init(role: value.role, service: value.service))
      known.note(readings[index].high, .init(role: value.role, service: value.service))
    }
  }

  private mutating func assignRoles(_ reader: SessionSentence) {
    amounts.removeAll(keepingCapacity: true)
    for reading in readings { amounts.append(.init(reading, through: reader.topicBehind(reading)?.tokens.upperBound)) }
    roles.removeAll(keepingCapacity: true)
    let weigher = SessionCueWeigher(text: reader.text, setting: reader.setting)
    var assigner = SessionRoleAssigner(
      cues: lexicons.roles.table, priors: lexicons.priors.rows, hits: cues.next(in: reader.tokens, &nextCue),
      weigher: weigher,
      votes: votes)
    assigner.assign(to: amounts, &roles)
  }

  private func mention(
    _ reading: SessionReading, _ role: SessionRoleAssigner.Assignment, _ service: ServiceCategory?
  ) -> Mention<SessionAmount> {
    let isRange = reading.low != reading.high
    let value = SessionAmount(
      role: role.role, service: service, count: isRange ? nil : reading.low, low: isRange ? reading.low : nil,
      high: isRange ? reading.high : nil, frequency: reading.frequency?.quantity, duration: reading.duration?.quantity)
    return Mention(
      span: document.reading.span(ofTokens: reading.tokens), tokens: reading.tokens, value: value,
      confidence: role.confidence,
      rule: lexicons.rules[reading.form.rawValue], evidence: evidence(role))
  }

  private func evidence(_ role: SessionRoleAssigner.Assignment) -> EvidenceList {
    guard let cue = role.cue else { return EvidenceList() }
    let rule = lexicons.roles.rules[Int(cue.row)]
    return EvidenceList(Evidence(key: .role, rule: rule, cue: document.reading.span(ofTokens: cue.tokens)))
  }
}

extension UnsafeBufferPointer<PhraseHit> {
  /// The phrases that start in `tokens`, of phrases in text order; `first` moves on to them.
  fileprivate func next(in tokens: Range<Int>, _ first: inout Int) -> Self {
    while first < count, Int(self[first].start) < tokens.lowerBound { first += 1 }
    var end = first
    while end < count, Int(self[end].start) < tokens.upperBound { end += 1 }
    return Self(rebasing: self[first..<end])
  }
}
