import ClinicalText
import Lexicon

/// The number words of `layout/number-words.tsv` and their values.
struct NumberWords: Sendable {
  private static let none: Int32 = -1
  /// By word id.
  private let values: [Int32]

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    let words = try Self.values(&builder)
    var values = [Int32](repeating: Self.none, count: Int(words.keys.max() ?? 0) + 1)
    for (word, value) in words { values[Int(word)] = Int32(clamping: value) }
    self.values = values
  }

  /// The value of a word, nil for one that is no number.
  @inline(__always)
  subscript(word: WordID) -> Int? {
    guard Int(word) < values.count, values[Int(word)] != Self.none else { return nil }
    return Int(values[Int(word)])
  }

  static func values(_ builder: inout LexiconBuilder) throws(LexiconError) -> [WordID: Int] {
    var values: [WordID: Int] = [:]
    for row in try builder.source.rows(of: "layout/number-words.tsv", columns: 2) {
      guard let value = Int(row[1]) else { throw row.error("column 2 has to be a number") }
      values[builder.word(row[0])] = value
    }
    return values
  }
}
