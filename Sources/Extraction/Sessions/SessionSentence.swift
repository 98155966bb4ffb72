import ClinicalText
import Lexicon

/// The amounts of one sentence and the treatments that they are amounts of.
struct SessionSentence {
  let text: SessionTokens
  let setting: SessionSetting
  let topics: UnsafeBufferPointer<SessionTopic>
  let phrases: SessionPhrases

  var tokens: Range<Int> { text.bounds }

  var grammar: SessionGrammar { SessionGrammar(text: text, phrases: phrases) }

  init(
    _ text: SessionTokens, _ setting: SessionSetting, topics: UnsafeBufferPointer<SessionTopic>, phrases: SessionPhrases
  ) {
    self.text = text
    self.setting = setting
    self.topics = topics
    self.phrases = phrases
  }

  /// Appends the amounts of the sentence to `found`, which has to be empty.
  /// - Parameters:
  ///   - first: the first of the tokens that `text.firstOpening` gives.
  ///   - starts: the tokens at which amounts can start.
  func read(from first: Int, of starts: TokenSet, into found: inout [SessionReading]) {
    var at: Int? = first
    while let token = at {
      var end = token + 1
      read(token, text.range(atOpening: token), into: &found, &end)
      at = text.firstOpening(from: end, of: starts)
    }
  }

  /// Appends the amounts that start at `token`, and moves `end` behind them.
  private func read(_ token: Int, _ number: SessionNumber?, into found: inout [SessionReading], _ end: inout Int) {
    let accepted = readings(at: token, number, after: found)
    guard let first = accepted.first else { return }
    if !isRestated(first, after: &found) { found.append(first) }
    end = max(end, first.end)
    guard let second = accepted.second else { return }
    found.append(second)
    end = max(end, second.end)
  }

  private func readings(at token: Int, _ number: SessionNumber?, after found: [SessionReading]) -> SessionReadings {
    let read = grammar.readings(at: token, number)
    guard let first = read.first else {
      guard let number else { return .none }
      return SessionReadings(first: treatment(number) ?? bare(number, after: found))
    }
    guard first.isPortion else {
      let extended = first.form == .grid ? withTail(first) : withRate(lasting(spanning(first)))
      return isAdmitted(extended) ? SessionReadings(first: extended) : .none
    }
    let part = withTreatment(withTail(first))
    let whole = read.second.map { pointingBack(withTreatment(withTail($0)), after: found) }
    return isPortionAdmitted(part, whole) ? SessionReadings(first: part, second: whole) : .none
  }

  /// Marks the whole of "6 of the 18" where eighteen have been stated before.
  private func pointingBack(_ whole: SessionReading, after found: [SessionReading]) -> SessionReading {
    guard whole.form == .bare, !whole.isUntold,
      setting.known[whole.high] != nil || found.contains(where: { $0.high == whole.high })
    else { return whole }
    var whole = whole
    whole.isBackward = true
    return whole
  }

  /// The whole of "6 of the 12 PT" with the treatment that is its unit.
  private func withTreatment(_ reading: SessionReading) -> SessionReading {
    guard reading.form == .bare, reading.isWhole,
      let topic = topics.first(where: { $0.tokens.lowerBound == reading.end }), topic.isCounted, !topic.isWeak
    else { return reading }
    return reading.through(topic.tokens.upperBound)
  }

  // MARK: Amounts that only their surroundings tell

  /// "24 PT", "12 post-op physical therapy", "10 of chiropractic".
  private func treatment(_ number: SessionNumber) -> SessionReading? {
    guard !topics.isEmpty, number.high > 1, number.high <= 100, !number.isScanned else { return nil }
    var at = number.end
    if text.has(at, .partitive) { at += 1 }
    for _ in 0..<4 {
      if let topic = topics.first(where: { $0.tokens.lowerBound == at }) {
        guard topic.isCounted, !topic.isWeak, topic.category != .other,
          !text.has(topic.tokens.upperBound, [.document, .unit, .head]),
          !grammar.isFrequency(behind: topic.tokens.upperBound - 1)
        else { return nil }
        return SessionReading(.treatment, number, through: topic.tokens.upperBound)
      }
      guard text.isMark(at, "-") || text.isWord(at) && !text.has(at, .stop) else { return nil }
      at += 1
    }
    return nil
  }

  // MARK: The phrases around an amount

  /// The reading with "more", "in all", "approved", "after the operation" behind it.
  func withTail(_ reading: SessionReading) -> SessionReading {
    guard reading.form == .bare || reading.form == .grid else { return reading }
    let places: SessionEllipsisLexicon.Places = reading.form == .grid ? .sum : .tail
    if let tail = phrases.first(at: reading.end, places, through: tokens.upperBound) {
      return reading.through(Int(tail.end))
    }
    guard reading.form == .bare, let end = grammar.behindEvent(at: reading.end) else { return reading }
    return reading.through(end)
  }

  /// "12 visits of physical therapy over eight weeks": how long, where the treatment stands between.
  private func lasting(_ reading: SessionReading) -> SessionReading {
    guard reading.form == .counted, reading.duration == nil, let topic = topicBehind(reading), topic.isCounted,
      let duration = grammar.fillingDuration(at: topic.tokens.upperBound)
    else { return reading }
    var reading = reading
    reading.core = reading.core ?? reading.tokens
    reading.duration = duration.length
    reading.end = duration.end
    return reading
  }

  /// "7 days with PT and OT once a day": how often, where the treatment stands between.
  private func withRate(_ reading: SessionReading) -> SessionReading {
    guard reading.form == .days, text.has(reading.end, .with), let topic = topicBehind(reading), topic.isCounted else {
      return reading
    }
    var end = topic.tokens.upperBound
    while let next = topics.first(where: { $0.tokens.lowerBound > end - 1 }), isJoint(end..<next.tokens.lowerBound) {
      end = next.tokens.upperBound
    }
    return grammar.behindRate(at: end).map(reading.through) ?? reading
  }

  /// The reading with "another", "the remaining", "a total of" before it.
  func withHead(_ reading: SessionReading) -> SessionReading {
    guard let head = phrases.first(before: reading.start, [.head]) else { return reading }
    let first = Int(head.start)
    var reading = reading
    reading.core = reading.tokens
    reading.start = text.has(first, .article) ? first + 1 : first
    return reading
  }

  /// "#6" behind "acupuncture sessions": one amount from the treatment on.
  private func spanning(_ reading: SessionReading) -> SessionReading {
    guard reading.form == .multiple, text.isMark(reading.start, "#"), !isBlocked(reading) else { return reading }
    let first = max(tokens.lowerBound, reading.start - 10)
    guard let unit = (first..<reading.start).first(where: { text.has($0, .unit) }) else { return reading }
    let topic = topics.last { $0.tokens.lowerBound >= first && $0.tokens.lowerBound <= unit && $0.isCounted }
    var reading = reading
    reading.start = min(unit, topic?.tokens.lowerBound ?? unit)
    return reading
  }

  /// "twelve visits for the shoulder (2 x 6)": the same amount once more, which the first one takes in where only what
  /// comes with the treatment stands between: "twelve visits with a patch, 2 times weekly for 6 weeks".
  private func isRestated(_ reading: SessionReading, after found: inout [SessionReading]) -> Bool {
    guard reading.form == .grid || reading.form == .product, let last = found.last,
      last.form == .counted || last.form == .days, last.low == reading.low, last.high == reading.high,
      reading.start - last.end <= 12,
      text.isMark(reading.start - 1, "(") || text.isMark(reading.start - 1, ",")
    else { return false }
    if text.has(last.end, .with), text.isMark(reading.start - 1, ",") {
      found[found.count - 1].end = reading.end
      found[found.count - 1].frequency = reading.frequency
      found[found.count - 1].duration = reading.duration
    }
    return true
  }
}
