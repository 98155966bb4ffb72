import ClinicalText
import Lexicon

/// A cheap look at what follows a token, so that the patterns run where a date can start and not at every number.
struct DateStarts: Sendable {
  /// Words behind a day of the month: months, "of" and the endings of ordinals.
  private let behindDay: Set<WordID>
  /// A number has to stand within so many tokens behind a month or season.
  private static let reach = 4

  init(_ builder: inout LexiconBuilder) {
    let words =
      ["of", "st", "nd", "rd", "th", "january", "february", "march", "april", "may", "june", "july", "august"]
      + ["september", "october", "november", "december"]
      + ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
    var ids: Set<WordID> = []
    for word in words { ids.insert(builder.word(word)) }
    behindDay = ids
  }

  @inline(__always)
  func mayStart(at token: Int, _ reading: Reading) -> Bool {
    let flags = reading.flags[token]
    if flags.contains(.number) { return isDateNumber(token, reading) }
    guard flags.contains(.word), reading.words[token] != Vocabulary.unknown else { return false }
    let end = min(token + 1 + Self.reach, reading.tokenCount)
    return (token + 1..<end).contains { reading.flags[$0].contains(.number) }
  }

  private func isDateNumber(_ token: Int, _ reading: Reading) -> Bool {
    let view = reading.view
    let start = Int(reading.tokenStarts[token])
    let end = Int(reading.tokenEnds[token])
    if end - start == 4 { return (0x31...0x32).contains(view[start]) }
    guard end - start <= 2, end < view.count else { return false }
    let next = view[end] == 0x20 && end + 1 < view.count ? view[end + 1] : view[end]
    switch next {
    case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."): return true
    case UInt8(ascii: "o"),
      UInt8(ascii: "l") where view[end] == next:
      return true
    default: return token + 1 < reading.tokenCount && behindDay.contains(reading.words[token + 1])
    }
  }
}
