import ClinicalText

/// Numbers whose unit is left unsaid.
extension SessionSentence {
  /// No such number is larger.
  private static let largestBare = 100

  /// Whether a treatment is spoken of here at all.
  private var hasTopic: Bool { !topics.isEmpty || setting.itemCategory != nil || setting.recent != nil }

  /// "twelve more", "only two have been provided", "has had 16".
  func bare(_ number: SessionNumber, after found: [SessionReading]) -> SessionReading? {
    let end = number.end
    guard mayBeBare(number, after: found), number.low > 0, number.high <= Self.largestBare, !number.isScanned, hasTopic
    else { return nil }
    if grammar.isFrequency(behind: end - 1) { return nil }
    if number.high == 1, phrases.first(at: end, [.head], through: tokens.upperBound) != nil { return nil }
    var reading = withHead(withTail(SessionReading(.bare, number, through: end)))
    if text.isMark(end, "/"), let duration = grammar.duration(at: end, implied: nil) {
      reading.duration = duration.length
      reading.end = duration.end
    }
    let named = named(number)
    if let named, named.tokens.upperBound == reading.start { reading.start = named.tokens.lowerBound }
    let isAmount =
      reading.end > end || isTold(number) || named != nil || isCoordinated(number, after: found)
      || isSubject(number, after: found)
    reading.isBackward = !isAmount && isKnown(number)
    guard isAmount || reading.isBackward else { return nil }
    if reading.duration == nil, let duration = grammar.fillingDuration(at: reading.end) {
      reading.duration = duration.length
      reading.end = duration.end
    }
    guard let topic = topic(of: reading), topic.source != .letter, !isBlocked(reading) else { return nil }
    return reading
  }

  /// Whether there is anything at all beside a number that could tell it to be an amount, of what is quickly seen.
  private func mayBeBare(_ number: SessionNumber, after found: [SessionReading]) -> Bool {
    let (start, end) = (number.start, number.end)
    return !found.isEmpty || setting.followsAmount || start == tokens.lowerBound || text.isMark(start - 1, ":")
      || text.isMark(end, "/") || text.has(end, .phase)
      || text.has(start - 1, [.definite, .target]) || phrases.touch(start, end)
      || topics.contains { $0.end == start || $0.end == start - 1 }
  }

  private func isTold(_ number: SessionNumber) -> Bool {
    if phrases.first(at: number.end, [.after], through: tokens.upperBound) != nil || isChanged(number) {
      return true
    }
    guard number.high > 1, isBoundary(number.end) else { return false }
    return phrases.first(before: number.start, [.before, .head]) != nil
  }

  /// "the twelve", where the letter has spoken of twelve sessions before.
  private func isKnown(_ number: SessionNumber) -> Bool {
    text.has(number.start - 1, .definite) && number.high > 1 && isBoundary(number.end)
      && setting.known[number.low] != nil
  }

  /// "Eight is moderate.", "..., so eight is too many": the subject of a clause in a section about the treatment.
  private func isSubject(_ number: SessionNumber, after found: [SessionReading]) -> Bool {
    guard setting.itemCategory != nil, number.high > 1, text.has(number.end, .verb) else { return false }
    let before = number.start - 1
    if number.start == tokens.lowerBound { return true }
    return text.isMark(before, ";") || text.isMark(before, ":")
      || !found.isEmpty && (text.isMark(before, ",") || text.has(before, [.and, .clause]))
  }

  /// "modified the visits to two".
  private func isChanged(_ number: SessionNumber) -> Bool {
    let to = number.start - 1
    guard text.has(to, .target), !text.isNumeral(to - 1), isBoundary(number.end) else { return false }
    return (max(tokens.lowerBound, to - 8)..<max(tokens.lowerBound, to)).contains { text.has($0, .changed) }
  }

  /// The treatment right before a number that counts it: "CBT 10 - denied", "Chiro: 12 (2016)", "PT (31)".
  private func named(_ number: SessionNumber) -> SessionTopic? {
    guard setting.section != .guidelines, !setting.isGuideline, number.low == number.high, number.high > 1 else {
      return nil
    }
    let end = number.end
    let start = number.start
    guard isBoundary(end), !text.isMark(end, "-") || !text.isTight(end) else { return nil }
    let isBracketed = text.isMark(start - 1, "(") && text.isMark(end, ")")
    let named = isBracketed || text.isMark(start - 1, ":") ? start - 1 : start
    guard named < start || text.isMark(end, "-") || text.isMark(end, "(") else { return nil }
    return topics.first { $0.isCounted && !$0.isWeak && $0.tokens.upperBound == named }
  }

  /// "12 visits before and 24 after the operation; knee, 8 and 12": one more of several amounts.
  private func isCoordinated(_ number: SessionNumber, after found: [SessionReading]) -> Bool {
    guard let last = found.last, number.start - last.end <= 15 else { return false }
    let (start, end) = (number.start - 1, number.end)
    if phrases.first(before: number.start, .instead) != nil { return isBoundary(end) }
    let isSum = text.isMark(start, "+")
    let isJoined =
      text.isMark(start, ",") || text.isMark(start, "(") && !text.isMark(start - 1, ")")
      || text.has(start, [.and, .or])
      || text.has(start, .target) && number.low < number.high
    guard isSum || isJoined else { return false }
    if phrases.first(at: end, [.again], through: tokens.upperBound) != nil { return true }
    guard last.form == .counted || last.form == .bare else { return false }
    if isSum || text.has(start, .or) || number.low < number.high { return isBoundary(end) }
    return !tokens.contains(end) || text.isMark(end, ")") || text.isMark(end, ".")
      || text.has(end, [.and, .or]) && text.number(at: end + 1) != nil
  }

  /// Whether nothing stands at `token` that the number before it could count.
  private func isBoundary(_ token: Int) -> Bool {
    guard tokens.contains(token) else { return true }
    if text.has(token, .afterBare) { return true }
    return text.isPunctuation(token)
      && !(text.isMark(token, "%") || text.isMark(token, "/") || text.isMark(token, "-") && text.isTight(token))
  }
}
