import ClinicalText

/// A number or a range of numbers as it stands.
struct SessionNumber {
  private let least: Int32
  private let most: Int32
  /// Half-open range of tokens, a restatement in parentheses included.
  private let from: Int32
  private let to: Int32
  /// Written as "l2", as scans have it: a number only right before its unit.
  let isScanned: Bool

  init(low: Int, high: Int, tokens: Range<Int>, isScanned: Bool = false) {
    least = Int32(truncatingIfNeeded: low)
    most = Int32(truncatingIfNeeded: high)
    from = Int32(truncatingIfNeeded: tokens.lowerBound)
    to = Int32(truncatingIfNeeded: tokens.upperBound)
    self.isScanned = isScanned
  }

  var low: Int { Int(least) }
  var high: Int { Int(most) }
  var start: Int { Int(from) }
  var end: Int { Int(to) }

  func through(_ end: Int) -> SessionNumber {
    SessionNumber(low: low, high: high, tokens: start..<end, isScanned: isScanned)
  }
}

extension SessionTokens {
  /// No amount of sessions is larger.
  static let largest = 300

  /// The first token of the sentence that is `token` or behind it and at which an amount can start that is no part of a
  /// date, a decimal or another number: a number of few digits, "once", "x12", "#".
  func firstOpening(from token: Int, of starts: TokenSet) -> Int? {
    var next = starts.first(from: token)
    while let token = next, token < bounds.upperBound {
      if !isNumeral(token) || !isLongNumeral(token) && opensAmount(token) { return token }
      next = starts.first(from: token + 1)
    }
    return nil
  }

  /// A number or range that starts at `token`: "12", "twelve (12)", "6-10", "six to eight", "one or two", "a dozen".
  func range(at token: Int) -> SessionNumber? {
    opensAmount(token) ? span(at: token) : nil
  }

  /// The same at a token that `firstOpening` gave, which has looked at what a numeral stands in.
  func range(atOpening token: Int) -> SessionNumber? {
    isNumeral(token) || opensAmount(token) ? span(at: token) : nil
  }

  /// A number or range that starts at `token`, wherever it stands.
  func span(at token: Int) -> SessionNumber? {
    guard let first = number(at: token) else { return nil }
    guard let second = secondNumber(behind: first) else { return first }
    return SessionNumber(low: first.low, high: second.high, tokens: first.start..<second.end)
  }

  private func secondNumber(behind first: SessionNumber) -> SessionNumber? {
    let joint = first.end
    let isSpan = isMark(joint, "-") || has(joint, .spanWord) || isBetween(first)
    guard isSpan, let second = number(at: joint + 1), second.high > first.low else {
      return nil
    }
    return isDatePart(second.end) ? nil : second
  }

  /// "between 13 and 20".
  private func isBetween(_ first: SessionNumber) -> Bool {
    has(first.start - 1, .between) && has(first.end, .and)
  }

  /// One number with its restatement: "twelve (12)", "six (6)".
  func number(at token: Int) -> SessionNumber? {
    guard let number = bareNumber(at: token) else { return nil }
    guard isMark(number.end, "("), let again = bareNumber(at: number.end + 1), again.low == number.low,
      isMark(again.end, ")")
    else { return number }
    return number.through(again.end + 1)
  }

  private func bareNumber(at token: Int) -> SessionNumber? {
    guard bounds.contains(token) else { return nil }
    if isNumeral(token) { return numeral(at: token) }
    if let value = value(ofWord: token) { return numberWord(value, at: token) }
    if has(token, .dozen) { return dozen(at: token) }
    return value(token, .scanned).map { SessionNumber(low: $0, high: $0, tokens: token..<token + 1, isScanned: true) }
  }

  private func numeral(at token: Int) -> SessionNumber? {
    guard let value = value(ofNumeral: token), value <= Self.largest, !isDecimal(token) else {
      return nil
    }
    return SessionNumber(low: value, high: value, tokens: token..<token + 1)
  }

  /// "twelve", "twenty-four", "one dozen", "one more dozen".
  private func numberWord(_ value: Int, at token: Int) -> SessionNumber? {
    let next = isMark(token + 1, "-") ? token + 2 : token + 1
    if value >= 20, value < 100, value % 10 == 0, let ones = self.value(ofWord: next), (1...9).contains(ones) {
      return SessionNumber(low: value + ones, high: value + ones, tokens: token..<next + 1)
    }
    for dozen in token + 1...token + 2 where has(dozen, .dozen) {
      return SessionNumber(low: value * 12, high: value * 12, tokens: token..<dozen + 1)
    }
    return SessionNumber(low: value, high: value, tokens: token..<token + 1)
  }

  /// "a dozen", "half a dozen", with the words before.
  private func dozen(at token: Int) -> SessionNumber {
    let first = has(token - 1, .article) ? token - 1 : token
    if has(first - 1, .half) { return SessionNumber(low: 6, high: 6, tokens: first - 1..<token + 1) }
    return SessionNumber(low: 12, high: 12, tokens: first..<token + 1)
  }

  /// The number of a word such as "x12".
  func gluedTimes(at token: Int) -> Int? { value(token, .glued) }

  // MARK: What a number must not be

  private func isDecimal(_ token: Int) -> Bool {
    isMark(token + 1, ".") && isTight(token + 1) && isNumeral(token + 2) && isTight(token + 2)
  }

  /// A hyphen or slash and a number behind `token`, as in a date.
  private func isDatePart(_ token: Int) -> Bool {
    (isMark(token, "-") || isMark(token, "/")) && isNumeral(token + 1)
  }

  /// Whether an amount can start at `token`: not in a date, a decimal, a spinal level, a page or a month.
  private func opensAmount(_ token: Int) -> Bool {
    switch mark(token - 1) {
    case UInt8(ascii: "$"): return false
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."):
      if isNumeral(token), isTight(token), isTight(token - 1) { return false }
    default: break
    }
    switch mark(token + 1) {
    case UInt8(ascii: "%"): return false
    case UInt8(ascii: "/"): if isNumeral(token + 2), isMark(token + 3, "/") { return false }
    case UInt8(ascii: "-"): if isNumeral(token + 2), isDatePart(token + 3) { return false }
    default: break
    }
    return !has(token - 1, .lead) && !isOrdinalEnd(token + 1)
  }

  /// The end of "10th", "1st", "2nd", "3rd".
  private func isOrdinalEnd(_ token: Int) -> Bool { has(token, .ordinalEnd) && isTight(token) }
}
