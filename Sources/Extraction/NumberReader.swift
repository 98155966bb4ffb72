import ClinicalText
import Lexicon

/// Reads numbers below a thousand, in digits ("52", also "5l" as a scanner may have it) or words ("forty-seven").
struct NumberReader: Sendable {
  struct Number {
    var value: Int
    var tokens: Range<Int>
  }

  private let values: NumberWords

  init(_ builder: inout LexiconBuilder) throws(LexiconError) { values = try NumberWords(&builder) }

  /// The number that ends right before `token`, a hyphen passed over.
  func number(before token: Int, _ reading: Reading) -> Number? {
    var last = token - 1
    if last >= 0, reading.isMark(last, "-") { last -= 1 }
    guard last >= 0, token < reading.tokenCount, !reading.flags[token].contains(.sentenceStart) else { return nil }
    if let digits = digits(endingAt: last, reading) { return digits }
    guard let ones = values[reading.words[last]] else { return nil }
    let tens = last - (last > 0 && reading.isMark(last - 1, "-") ? 2 : 1)
    if ones < 10, tens >= 0, let value = values[reading.words[tens]], value >= 20 {
      return Number(value: value + ones, tokens: tens..<last + 1)
    }
    return Number(value: ones, tokens: last..<last + 1)
  }

  /// The number that starts at `token`.
  func number(at token: Int, _ reading: Reading) -> Number? {
    guard token < reading.tokenCount else { return nil }
    if let value = reading.number(token), value < 1000 { return Number(value: value, tokens: token..<token + 1) }
    guard let tens = values[reading.words[token]] else { return nil }
    let next = token + (token + 1 < reading.tokenCount && reading.isMark(token + 1, "-") ? 2 : 1)
    if tens >= 20, next < reading.tokenCount, let ones = values[reading.words[next]], ones < 10 {
      return Number(value: tens + ones, tokens: token..<next + 1)
    }
    return Number(value: tens, tokens: token..<token + 1)
  }

  private func digits(endingAt last: Int, _ reading: Reading) -> Number? {
    if let value = reading.number(last), value < 1000, !isPartOfNumber(last, reading) {
      return Number(value: value, tokens: last..<last + 1)
    }
    guard last > 0, let head = reading.number(last - 1), head < 10,
      reading.tokenEnds[last - 1] == reading.tokenStarts[last],
      let tail = scannedDigit(reading.viewBytes(ofToken: last))
    else { return nil }
    return Number(value: head * 10 + tail, tokens: last - 1..<last + 1)
  }

  /// "3.5", "10/12".
  private func isPartOfNumber(_ token: Int, _ reading: Reading) -> Bool {
    guard token > 1, !reading.flags[token].contains(.spaceBefore) else { return false }
    return (reading.isMark(token - 1, ".") || reading.isMark(token - 1, "/"))
      && reading.flags[token - 2].contains(.number)
  }

  private func scannedDigit(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes.count == 1 else { return nil }
    return bytes[0] == UInt8(ascii: "l") ? 1 : bytes[0] == UInt8(ascii: "o") ? 0 : nil
  }
}
