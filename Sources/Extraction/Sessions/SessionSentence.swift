import ClinicalText
import Lexicon

/// The amounts of one sentence and the treatments that they are amounts of.
struct SessionSentence {
  let tokens: Range<Int>
  let setting: SessionSetting
  /// The only treatment that the letter names.
  let only: ServiceCategory?
  let topics: ArraySlice<SessionTopic>
  let text: SessionTokens
  let grammar: SessionGrammar
  private let lexicon: SessionEllipsisLexicon
  private let ellipses: ArraySlice<PhraseHit>

  init(
    tokens: Range<Int>, document: AnalyzedDocument, setting: SessionSetting, only: ServiceCategory?,
    topics: ArraySlice<SessionTopic>, extractor: SessionExtractor
  ) {
    self.tokens = tokens
    self.setting = setting
    self.only = only
    self.topics = topics
    text = SessionTokens(reading: document.reading, vocabulary: extractor.vocabulary, bounds: tokens)
    grammar = SessionGrammar(text: text)
    lexicon = extractor.ellipses
    ellipses = document.phrases.hits(extractor.ellipses.layer, within: tokens)
  }

  func readings(startingWhere mayStart: (Int) -> Bool) -> [SessionReading] {
    var found: [SessionReading] = []
    var at = tokens.lowerBound
    while at < tokens.upperBound {
      guard mayStart(at) else {
        at += 1
        continue
      }
      let accepted = readings(at: at, after: found)
      for reading in accepted where !isRestated(reading, after: found) { found.append(reading) }
      at = max(at + 1, accepted.last?.tokens.upperBound ?? 0)
    }
    return found
  }

  private func readings(at token: Int, after found: [SessionReading]) -> [SessionReading] {
    let read = grammar.readings(at: token)
    if let first = read.first, first.isPortion {
      let completed = pointingBack(read.map { withTreatment(withTail($0)) }, after: found)
      return isPortionAdmitted(completed) ? completed : []
    }
    if let reading = read.first {
      let extended = reading.form == .grid ? withTail(reading) : spanning(reading)
      return isAdmitted(extended) ? [extended] : []
    }
    guard let number = text.range(at: token) else { return [] }
    if let treatment = treatment(number) { return [treatment] }
    return bare(number, after: found).map { [$0] } ?? []
  }

  /// Marks "6 of the 18" where eighteen have been stated before.
  private func pointingBack(_ pair: [SessionReading], after found: [SessionReading]) -> [SessionReading] {
    guard pair.count == 2, pair[1].form == .bare, !pair[1].isUntold,
      setting.known[pair[1].high] != nil || found.contains(where: { $0.high == pair[1].high })
    else { return pair }
    var pair = pair
    pair[1].isBackward = true
    return pair
  }

  /// The whole of "6 of the 12 PT" with the treatment that is its unit.
  private func withTreatment(_ reading: SessionReading) -> SessionReading {
    let end = reading.tokens.upperBound
    guard reading.form == .bare, reading.isWhole,
      let topic = topics.first(where: { $0.tokens.lowerBound == end }), topic.isCounted, !topic.isWeak
    else { return reading }
    var reading = reading
    reading.tokens = reading.tokens.lowerBound..<topic.tokens.upperBound
    return reading
  }

  // MARK: Amounts that only their surroundings tell

  /// "24 PT", "12 post-op physical therapy", "10 of chiropractic".
  private func treatment(_ number: SessionNumber) -> SessionReading? {
    guard number.high > 1, number.high <= 100, !number.isScanned else { return nil }
    var at = number.tokens.upperBound
    if grammar.isText(at, "of") { at += 1 }
    for _ in 0..<4 {
      if let topic = topics.first(where: { $0.tokens.lowerBound == at }) {
        guard topic.isCounted, !topic.isWeak, topic.category != .other,
          !text.has(topic.tokens.upperBound, [.document, .unit, .head])
        else {
          return nil
        }
        return SessionReading(.treatment, number, through: topic.tokens.upperBound)
      }
      guard text.isMark(at, "-") || text.isWord(at) && !text.has(at, .stop) else { return nil }
      at += 1
    }
    return nil
  }

  /// Whether a treatment is spoken of here at all.
  private var hasTopic: Bool { !topics.isEmpty || setting.itemCategory != nil || setting.recent != nil }

  /// "twelve more", "only two have been provided", "has had 16".
  private func bare(_ number: SessionNumber, after found: [SessionReading]) -> SessionReading? {
    guard number.low > 0, number.high <= 100, !number.isScanned, hasTopic else { return nil }
    if number.high == 1, phrase(at: number.tokens.upperBound, [.head]) != nil { return nil }
    var reading = withHead(withTail(SessionReading(.bare, number, through: number.tokens.upperBound)))
    if text.isMark(number.tokens.upperBound, "/"),
      let duration = grammar.duration(at: number.tokens.upperBound, implied: nil)
    {
      reading.duration = duration.quantity
      reading.tokens = reading.tokens.lowerBound..<duration.end
    }
    let hasTail = reading.tokens.upperBound > number.tokens.upperBound
    let isAmount =
      hasTail || isTold(number) || isNamed(number) || isCoordinated(number, after: found)
      || isSubject(number, after: found)
      || reading.duration != nil && phrase(before: number.tokens.lowerBound, [.before, .head]) != nil
    reading.isBackward = !isAmount && isKnown(number)
    guard isAmount || reading.isBackward else { return nil }
    guard let topic = topic(of: reading), topic.source != .letter, !isBlocked(reading) else { return nil }
    return reading
  }

  private func isTold(_ number: SessionNumber) -> Bool {
    if phrase(at: number.tokens.upperBound, [.after]) != nil || isChanged(number) { return true }
    guard number.high > 1, isBoundary(number.tokens.upperBound) else { return false }
    return phrase(before: number.tokens.lowerBound, [.before, .head]) != nil
  }

  /// "the twelve", where the letter has spoken of twelve sessions before.
  private func isKnown(_ number: SessionNumber) -> Bool {
    text.isText(number.tokens.lowerBound - 1, "the") && number.high > 1 && isBoundary(number.tokens.upperBound)
      && setting.known[number.low] != nil
  }

  /// "Eight is moderate." behind a sentence that states an amount, in a section about the treatment.
  private func isSubject(_ number: SessionNumber, after found: [SessionReading]) -> Bool {
    guard setting.itemCategory != nil, setting.followsAmount || !found.isEmpty, number.high > 1 else { return false }
    let start = number.tokens.lowerBound
    return (start == tokens.lowerBound || text.isMark(start - 1, ";")) && text.has(number.tokens.upperBound, .verb)
  }

  /// "modified the visits to two".
  private func isChanged(_ number: SessionNumber) -> Bool {
    let to = number.tokens.lowerBound - 1
    guard text.isText(to, "to"), !text.isNumeral(to - 1), isBoundary(number.tokens.upperBound) else { return false }
    return (max(tokens.lowerBound, to - 8)..<max(tokens.lowerBound, to)).contains {
      text.isText($0, "modified") || text.isText($0, "reduced") || text.isText($0, "cut")
    }
  }

  /// "CBT 10 - denied", "Chiro: 12 (2016)".
  private func isNamed(_ number: SessionNumber) -> Bool {
    guard setting.section != .guidelines, !setting.isGuideline, number.low == number.high, number.high > 1 else {
      return false
    }
    let end = number.tokens.upperBound
    let start = number.tokens.lowerBound
    guard isBoundary(end), !text.isMark(end, "-") || !text.isTight(end) else { return false }
    let named = text.isMark(start - 1, ":") ? start - 1 : start
    guard named < start || text.isMark(end, "-") else { return false }
    return topics.contains { $0.isCounted && !$0.isWeak && $0.tokens.upperBound == named }
  }

  /// "12 visits before and 24 after the operation; knee, 8 and 12": one more of several amounts.
  private func isCoordinated(_ number: SessionNumber, after found: [SessionReading]) -> Bool {
    guard let last = found.last, number.tokens.lowerBound - last.tokens.upperBound <= 15 else { return false }
    let (start, end) = (number.tokens.lowerBound - 1, number.tokens.upperBound)
    let isSum = text.isMark(start, "+")
    let isJoined =
      text.isMark(start, ",") || text.isMark(start, "(") || grammar.isText(start, "and") || grammar.isText(start, "or")
      || grammar.isText(start, "to") && number.low < number.high
    guard isSum || isJoined else { return false }
    if phrase(at: end, [.again]) != nil { return true }
    guard last.form == .counted || last.form == .bare else { return false }
    if isSum || grammar.isText(start, "or") || number.low < number.high { return isBoundary(end) }
    return !tokens.contains(end) || text.isMark(end, ")") || text.isMark(end, ".")
      || (grammar.isText(end, "and") || grammar.isText(end, "or")) && text.number(at: end + 1) != nil
  }

  /// The phrase that starts at `token` and tells an amount there.
  private func phrase(at token: Int, _ places: SessionEllipsisLexicon.Places) -> PhraseHit? {
    ellipses.first {
      Int($0.start) == token && Int($0.end) <= tokens.upperBound && !lexicon.places(of: $0).isDisjoint(with: places)
    }
  }

  /// The phrase that ends at `token` and tells an amount behind it.
  private func phrase(before token: Int, _ places: SessionEllipsisLexicon.Places) -> PhraseHit? {
    ellipses.first { Int($0.end) == token && !lexicon.places(of: $0).isDisjoint(with: places) }
  }

  /// Whether a phrase in `range` tells what became of the number before it.
  func tellsOutcome(in range: Range<Int>) -> Bool {
    ellipses.contains { range.contains(Int($0.start)) && !lexicon.places(of: $0).isDisjoint(with: [.after, .tail]) }
  }

  /// Whether nothing stands at `token` that the number before it could count.
  private func isBoundary(_ token: Int) -> Bool {
    guard tokens.contains(token) else { return true }
    if text.has(token, .afterBare) { return true }
    guard text.reading.flags[token].contains(.punctuation) else { return false }
    return !(text.isMark(token, "%") || text.isMark(token, "/") || text.isMark(token, "-") && text.isTight(token))
  }

  /// The reading with "more", "in all", "approved" behind it.
  private func withTail(_ reading: SessionReading) -> SessionReading {
    guard reading.form == .bare || reading.form == .grid,
      let tail = phrase(at: reading.tokens.upperBound, [.tail])
    else { return reading }
    var reading = reading
    reading.tokens = reading.tokens.lowerBound..<Int(tail.end)
    return reading
  }

  /// The reading with "another", "the remaining", "a total of" before it.
  private func withHead(_ reading: SessionReading) -> SessionReading {
    guard let head = phrase(before: reading.tokens.lowerBound, [.head]) else { return reading }
    let first = Int(head.start)
    let isArticle = grammar.isText(first, "the") || grammar.isText(first, "a") || grammar.isText(first, "an")
    var reading = reading
    reading.core = reading.tokens
    reading.tokens = (isArticle ? first + 1 : first)..<reading.tokens.upperBound
    return reading
  }

  /// "#6" behind "acupuncture sessions": one amount from the treatment on.
  private func spanning(_ reading: SessionReading) -> SessionReading {
    guard reading.form == .multiple, text.isMark(reading.tokens.lowerBound, "#"), !isBlocked(reading) else {
      return reading
    }
    var reading = reading
    let first = max(tokens.lowerBound, reading.tokens.lowerBound - 10)
    guard let unit = (first..<reading.tokens.lowerBound).first(where: { text.has($0, .unit) }) else { return reading }
    let topic = topics.last { $0.tokens.lowerBound >= first && $0.tokens.lowerBound <= unit && $0.isCounted }
    reading.tokens = min(unit, topic?.tokens.lowerBound ?? unit)..<reading.tokens.upperBound
    return reading
  }

  /// "twelve visits for the shoulder (2 x 6)": the same amount once more.
  private func isRestated(_ reading: SessionReading, after found: [SessionReading]) -> Bool {
    guard reading.form == .grid || reading.form == .product, let last = found.last, last.form == .counted else {
      return false
    }
    let start = reading.tokens.lowerBound
    return last.low == reading.low && last.high == reading.high && start - last.tokens.upperBound <= 12
      && (text.isMark(start - 1, "(") || text.isMark(start - 1, ","))
  }
}
