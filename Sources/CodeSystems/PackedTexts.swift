import CodeTableFormat
import PackedData

/// Texts as runs of word numbers.
struct PackedTexts: Sendable {
  private let runs: PackedData
  private let words: PackedData
  private let starts: PackedData

  init(runs: PackedData, words: PackedData, starts: PackedData) {
    self.runs = runs
    self.words = words
    self.starts = starts
  }

  /// The first word and the number of words that a field of a record says.
  func place(in data: PackedData, at field: Int) -> (start: Int, count: Int) {
    (
      data.number24(at: field + PackedCodeFormat.Text.start),
      data.number12(at: field + PackedCodeFormat.Text.count)
    )
  }

  /// The number of the word at an index of the runs.
  func word(at index: Int) -> Int { runs.number18(at: index * PackedCodeFormat.Text.wordWidth) }

  /// Appends the UTF-8 of a text.
  func append(_ place: (start: Int, count: Int), to output: inout [UInt8]) {
    for index in place.start..<place.start + place.count {
      if index > place.start { output.append(UInt8(ascii: " ")) }
      let word = word(at: index)
      words.appendText(in: starts.number24(at: word * 4)..<starts.number24(at: word * 4 + 4), to: &output)
    }
  }
}
