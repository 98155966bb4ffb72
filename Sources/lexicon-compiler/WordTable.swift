import CodeTableFormat
import PackedData

/// Texts as runs of word numbers: the titles of a code system repeat their words, so that a number
/// of three digits stands for each.
struct WordTable {
  private var numbers: [Substring: Int] = [:]
  private var words: [Substring] = []
  private var runs: [String: (start: Int, count: Int)] = [:]
  private var run = PackedDataWriter()

  /// Where the text lies, as `PackedCodeFormat.Text` says; equal texts share a place.
  mutating func field(for text: String) throws -> PackedDataWriter {
    let place = try runs[text] ?? append(text)
    var field = PackedDataWriter()
    try field.append(place.start, digits: 4)
    try field.append(place.count, digits: 2)
    return field
  }

  private mutating func append(_ text: String) throws -> (start: Int, count: Int) {
    let start = run.count / PackedCodeFormat.Text.wordWidth
    let parts = text.split(separator: " ")
    for word in parts { try run.append(number(of: word), digits: PackedCodeFormat.Text.wordWidth) }
    runs[text] = (start, parts.count)
    return (start, parts.count)
  }

  private mutating func number(of word: Substring) -> Int {
    if let known = numbers[word] { return known }
    numbers[word] = words.count
    words.append(word)
    return words.count - 1
  }

  /// Declares the runs, the words and, one number more than there are words, where each begins; and
  /// the numbers of the words that say that a code leaves something open.
  func declarations() throws -> String {
    var text = PackedDataWriter()
    var starts = PackedDataWriter()
    for word in words {
      try starts.append(text.count, digits: 4)
      text.append(text: word)
    }
    try starts.append(text.count, digits: 4)
    let unspecified = words.indices.filter { words[$0].lowercased().hasPrefix("unspecified") }
    return "let embeddedUnspecifiedWords: [Int] = \(unspecified)\n" + run.declaration(named: "embeddedTexts")
      + text.declaration(named: "embeddedWords")
      + starts.declaration(named: "embeddedWordStarts")
  }
}
