import ClinicalText

/// A cheap look at what follows a token, so that the patterns run where a date can start and not at every number.
struct DateStarts: Sendable {
  /// Months, "of" and the endings of ordinals.
  private let behindDay: [WordID]
  /// A number has to stand within so many tokens behind a month or season.
  private static let reach = 4

  init(_ words: DateWords) { behindDay = words.behindDay }

  @inline(__always)
  func mayStart(at token: Int, _ reading: Reading) -> Bool {
    let flags = reading.flags[token]
    if flags.contains(.number) { return isDateNumber(token, reading) }
    guard flags.contains(.word), reading.words[token] != Vocabulary.unknown else { return false }
    let end = min(token + 1 + Self.reach, reading.tokenCount)
    return (token + 1..<end).contains { reading.flags[$0].contains(.number) }
  }

  /// Whether the number is a year, or has a mark with another number or a word of dates behind it.
  private func isDateNumber(_ token: Int, _ reading: Reading) -> Bool {
    let view = reading.view
    let start = Int(reading.tokenStarts[token])
    let end = Int(reading.tokenEnds[token])
    if end - start == 4 { return (0x31...0x32).contains(view[start]) }
    guard end - start <= 2, end < view.count else { return false }
    let mark = view[end] == 0x20 && end + 1 < view.count ? end + 1 : end
    switch view[mark] {
    case UInt8(ascii: "/"), UInt8(ascii: "."): return isNumber(behind: mark, view)
    case UInt8(ascii: "-"):
      return isNumber(behind: mark, view) || token + 2 < reading.tokenCount && isBehindDay(token + 2, reading)
    case UInt8(ascii: "o"), UInt8(ascii: "l"): return mark == end || isBehindDay(token + 1, reading)
    default: return token + 1 < reading.tokenCount && isBehindDay(token + 1, reading)
    }
  }

  /// Whether a year stands behind the mark, or a number with a mark or a word behind it that may lead to another one.
  private func isNumber(behind mark: Int, _ view: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = mark + 1
    if at < view.count, view[at] == 0x20 { at += 1 }
    let start = at
    while at < view.count, at < start + 4, isDigit(view[at]) { at += 1 }
    guard at > start, at < start + 3, at < view.count else { return at == start + 4 }
    if view[at] == 0x20, at + 1 < view.count { at += 1 }
    switch view[at] {
    case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ","): return true
    // "to", "through", "until".
    case UInt8(ascii: "t"), UInt8(ascii: "u"): return view[at - 1] == 0x20
    default: return false
    }
  }

  /// A digit, or a letter that a scanner takes it for.
  private func isDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == UInt8(ascii: "o") || byte == UInt8(ascii: "l")
  }

  private func isBehindDay(_ token: Int, _ reading: Reading) -> Bool {
    let word = reading.words[token]
    return word != Vocabulary.unknown && behindDay.contains(word)
  }
}
