import ClinicalText

/// A number or a range of numbers as it stands, `tokens` including a restatement in parentheses.
struct SessionNumber: Equatable {
  var low: Int
  var high: Int
  var tokens: Range<Int>
  /// Written as "l2", as scans have it: a number only right before its unit.
  var isScanned = false
}

/// The tokens of one sentence with what the vocabulary of amounts says of them.
struct SessionTokens {
  static let largest = 300

  let reading: Reading
  let vocabulary: SessionVocabulary
  let bounds: Range<Int>

  func classes(_ token: Int) -> SessionWords {
    bounds.contains(token) ? vocabulary.classes(of: reading.words[token]) : []
  }

  func has(_ token: Int, _ words: SessionWords) -> Bool { !classes(token).isDisjoint(with: words) }

  func isMark(_ token: Int, _ mark: Unicode.Scalar) -> Bool { bounds.contains(token) && reading.isMark(token, mark) }

  func isWord(_ token: Int) -> Bool { bounds.contains(token) && reading.flags[token].contains(.word) }

  func isNumeral(_ token: Int) -> Bool { bounds.contains(token) && reading.flags[token].contains(.number) }

  /// Whether the token stands right behind the one before it.
  func isTight(_ token: Int) -> Bool {
    bounds.contains(token) && token > bounds.lowerBound && !reading.flags[token].contains(.spaceBefore)
  }

  func isText(_ token: Int, _ word: StaticString) -> Bool {
    guard isWord(token) else { return false }
    let bytes = reading.viewBytes(ofToken: token)
    guard bytes.count == word.utf8CodeUnitCount else { return false }
    return bytes.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: bytes.count))
  }

  // MARK: Numbers

  /// A number or range that starts at `token`: "12", "twelve (12)", "6-10", "six to eight", "one or two", "a dozen".
  func range(at token: Int) -> SessionNumber? {
    guard let first = number(at: token), opensAmount(token) else { return nil }
    guard let second = secondNumber(behind: first) else { return first }
    return SessionNumber(
      low: first.low, high: second.high, tokens: first.tokens.lowerBound..<second.tokens.upperBound)
  }

  private func secondNumber(behind first: SessionNumber) -> SessionNumber? {
    let joint = first.tokens.upperBound
    let isSpan = isMark(joint, "-") || has(joint, .spanWord) || isBetween(first)
    guard isSpan, let second = number(at: joint + 1), second.high > first.low else {
      return nil
    }
    return isDatePart(second.tokens.upperBound) ? nil : second
  }

  /// "between 13 and 20".
  private func isBetween(_ first: SessionNumber) -> Bool {
    isText(first.tokens.lowerBound - 1, "between") && isText(first.tokens.upperBound, "and")
  }

  /// One number with its restatement: "twelve (12)", "six (6)".
  func number(at token: Int) -> SessionNumber? {
    guard var number = bareNumber(at: token) else { return nil }
    let open = number.tokens.upperBound
    if isMark(open, "("), let again = bareNumber(at: open + 1), again.low == number.low,
      isMark(again.tokens.upperBound, ")")
    {
      number.tokens = token..<again.tokens.upperBound + 1
    }
    return number
  }

  private func bareNumber(at token: Int) -> SessionNumber? {
    guard bounds.contains(token) else { return nil }
    if isNumeral(token) { return numeral(at: token) }
    if let value = vocabulary.value(of: reading.words[token]) { return numberWord(value, at: token) }
    if has(token, .dozen) {
      let value = has(token - 2, .half) ? 6 : 12
      return SessionNumber(low: value, high: value, tokens: token..<token + 1)
    }
    return scannedNumber(at: token)
  }

  private func numeral(at token: Int) -> SessionNumber? {
    guard let value = reading.number(token), value <= Self.largest, !isDecimal(token) else { return nil }
    return SessionNumber(low: value, high: value, tokens: token..<token + 1)
  }

  /// "twelve", "twenty-four", "one dozen", "one more dozen".
  private func numberWord(_ value: Int, at token: Int) -> SessionNumber? {
    let next = isMark(token + 1, "-") ? token + 2 : token + 1
    if value >= 20, value < 100, value % 10 == 0, bounds.contains(next),
      let ones = vocabulary.value(of: reading.words[next]), (1...9).contains(ones)
    {
      return SessionNumber(low: value + ones, high: value + ones, tokens: token..<next + 1)
    }
    for dozen in token + 1...token + 2 where has(dozen, .dozen) {
      return SessionNumber(low: value * 12, high: value * 12, tokens: token..<dozen + 1)
    }
    return SessionNumber(low: value, high: value, tokens: token..<token + 1)
  }

  /// "l2" for "12".
  private func scannedNumber(at token: Int) -> SessionNumber? {
    guard reading.flags[token].contains(.word) else { return nil }
    let bytes = reading.viewBytes(ofToken: token)
    guard bytes.count == 2, bytes[0] == UInt8(ascii: "l"), (0x30...0x39).contains(bytes[1]) else { return nil }
    let value = 10 + Int(bytes[1] & 0x0F)
    return SessionNumber(low: value, high: value, tokens: token..<token + 1, isScanned: true)
  }

  /// The number of a word such as "x12", and the token after it.
  func gluedTimes(at token: Int) -> Int? {
    guard isWord(token) else { return nil }
    let bytes = reading.viewBytes(ofToken: token)
    guard (2...3).contains(bytes.count), bytes[0] == UInt8(ascii: "x") else { return nil }
    var value = 0
    for byte in bytes.dropFirst() {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte & 0x0F)
    }
    return value > 0 ? value : nil
  }

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
    if has(token - 1, .lead) || isMark(token - 1, "$") { return false }
    let isJoined =
      isTight(token) && isTight(token - 1)
      && (isMark(token - 1, "-") || isMark(token - 1, "/") || isMark(token - 1, "."))
    if isJoined, isNumeral(token) { return false }
    if isMark(token + 1, "%") || isOrdinalEnd(token + 1) { return false }
    if isMark(token + 1, "/"), isNumeral(token + 2), isMark(token + 3, "/") { return false }
    return !(isMark(token + 1, "-") && isNumeral(token + 2) && isDatePart(token + 3))
  }

  private func isOrdinalEnd(_ token: Int) -> Bool {
    guard isTight(token), isWord(token) else { return false }
    let bytes = reading.viewBytes(ofToken: token)
    guard bytes.count == 2 else { return false }
    switch (bytes[0], bytes[1]) {
    case (UInt8(ascii: "t"), UInt8(ascii: "h")), (UInt8(ascii: "s"), UInt8(ascii: "t")),
      (UInt8(ascii: "n"), UInt8(ascii: "d")), (UInt8(ascii: "r"), UInt8(ascii: "d")):
      return true
    default: return false
    }
  }
}
