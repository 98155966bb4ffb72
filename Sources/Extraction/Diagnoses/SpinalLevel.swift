import ClinicalText
import Lexicon

/// A vertebra, the segment between two, or a range of segments.
struct SpinalLevel: Sendable, BitwiseCopyable, Hashable {
  static let none = SpinalLevel(upper: 0, lower: 0)

  /// Vertebrae counted from the skull: C1 is 1, T1 is 8, L1 is 20, S1 is 25.
  var upper: UInt8
  /// Equal to `upper` for a single vertebra.
  var lower: UInt8

  /// Written in full: "L5", "L4-L5".
  var name: String { upper == lower ? Self.vertebra(upper) : Self.vertebra(upper) + "-" + Self.vertebra(lower) }

  /// The word that names the part of the spine the level belongs to, by its upper vertebra.
  var region: String {
    switch upper {
    case ...7: "cervical"
    case ...19: "thoracic"
    case 24 where lower > 24: "lumbosacral"
    case ...24: "lumbar"
    default: "sacral"
    }
  }

  private static func vertebra(_ number: UInt8) -> String { vertebrae[Int(number)] }

  /// By number.
  private static let vertebrae =
    [""] + (1...7).map { "C\($0)" } + (1...12).map { "T\($0)" } + (1...5).map { "L\($0)" } + (1...5).map { "S\($0)" }

  /// The vertebra of region `letter` (lower case), nil where there is none of that number. "C8" names a root and is
  /// counted with C7, "L6" with L5.
  static func vertebra(letter: UInt8, number: Int) -> UInt8? {
    guard number > 0 else { return nil }
    switch letter {
    case UInt8(ascii: "c") where number <= 8: return UInt8(min(number, 7))
    case UInt8(ascii: "t") where number <= 12: return UInt8(7 + number)
    case UInt8(ascii: "l") where number <= 6: return UInt8(19 + min(number, 5))
    case UInt8(ascii: "s") where number <= 5: return UInt8(24 + number)
    default: return nil
    }
  }
}

/// The words that spinal levels are written with, and how they are read from tokens.
struct SpinalLevelWords: Sendable {
  private enum Role: String, CaseIterable { case range, noun }

  private let ranges: [WordID]
  private let nouns: [WordID]

  /// - Throws: `LexiconError` for an unknown role in `diagnoses/level-words.tsv`.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    var ranges: [WordID] = []
    var nouns: [WordID] = []
    for row in try builder.source.rows(of: "diagnoses/level-words.tsv", columns: 2) {
      let role = try row.value(0, as: Role.self)
      for word in row.list(1) {
        if role == .range { ranges.append(builder.word(word)) } else { nouns.append(builder.word(word)) }
      }
    }
    self.ranges = ranges
    self.nouns = nouns
  }

  /// The level that starts at `token` and the token behind it; nil where none does.
  @inline(__always)
  func level(at token: Int, before end: Int, in reading: Reading) -> (level: SpinalLevel, end: Int)? {
    guard let first = vertebra(at: token, in: reading) else { return nil }
    return level(from: first, at: token, before: end, in: reading)
  }

  private func level(
    from first: (number: UInt8, letter: UInt8), at token: Int, before end: Int, in reading: Reading
  ) -> (level: SpinalLevel, end: Int) {
    var level = SpinalLevel(upper: first.number, lower: first.number)
    var at = token + 1
    while let next = joined(at: at, before: end, letter: first.letter, in: reading), next.number > level.lower {
      level.lower = next.number
      at = next.end
    }
    if at + 1 < end, ranges.contains(reading.words[at]), let last = self.level(at: at + 1, before: end, in: reading),
      last.level.lower > level.lower
    {
      return (SpinalLevel(upper: level.upper, lower: last.level.lower), last.end)
    }
    if at < end, nouns.contains(reading.words[at]) { at += 1 }
    return (level, at)
  }

  /// "-5", "/L5" behind a vertebra.
  private func joined(at token: Int, before end: Int, letter: UInt8, in reading: Reading) -> (number: UInt8, end: Int)?
  {
    guard token + 1 < end, reading.isMark(token, "-") || reading.isMark(token, "/") else { return nil }
    if let vertebra = vertebra(at: token + 1, in: reading) { return (vertebra.number, token + 2) }
    guard let number = reading.number(token + 1) else { return nil }
    if let same = SpinalLevel.vertebra(letter: letter, number: number) { return (same, token + 2) }
    return nil
  }

  @inline(__always)
  private func vertebra(at token: Int, in reading: Reading) -> (number: UInt8, letter: UInt8)? {
    let start = Int(reading.tokenStarts[token])
    let count = Int(reading.tokenEnds[token]) - start
    guard count == 2 || count == 3, isDigit(reading.view[start + 1]) else { return nil }
    var number = Int(reading.view[start + 1] & 0x0F)
    if count == 3 {
      guard isDigit(reading.view[start + 2]) else { return nil }
      number = number * 10 + Int(reading.view[start + 2] & 0x0F)
    }
    let letter = reading.view[start]
    return SpinalLevel.vertebra(letter: letter, number: number).map { ($0, letter) }
  }

  @inline(__always)
  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
