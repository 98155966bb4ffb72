import ClinicalText
import Lexicon

/// The words of amounts by their ids.
struct SessionVocabulary: Sendable {
  /// Indexed by word id; the row of `Vocabulary.unknown` is empty.
  let classes: ConstantTable<SessionWords>
  /// The values of words that hold a number, for the same ids.
  let values: ConstantTable<Int16>
  /// Has a hit at each word that an amount can start with.
  private let startWords: LayerID

  /// "x99" is the largest number that is written so.
  private static let largestGlued = 99

  /// - Throws: `LexiconError` for an unknown class or a number word without a value.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    var classes: [SessionWords] = []
    var values: [Int16] = []
    func add(_ words: SessionWords, _ value: Int16, to word: WordID) {
      let missing = max(0, Int(word) + 1 - classes.count)
      classes += repeatElement([], count: missing)
      values += repeatElement(0, count: missing)
      classes[Int(word)].formUnion(words)
      values[Int(word)] += value
    }
    for row in try builder.source.rows(of: "sessions/words.tsv", columns: 2) {
      guard let words = SessionWords(name: row[0]) else { throw row.error("unknown class \(row[0])") }
      for word in row.list(1) { add(words, 0, to: builder.word(word)) }
    }
    for (word, value) in try NumberWords.values(&builder) { add(.number, Int16(clamping: value), to: word) }
    for number in 1...Self.largestGlued { add(.glued, Int16(number), to: builder.word("x\(number)")) }
    for digit in 0...9 { add(.scanned, Int16(10 + digit), to: builder.word("l\(digit)")) }
    add(.sign, 0, to: builder.word("#"))
    self.classes = ConstantTable(classes)
    self.values = ConstantTable(values)
    let starts = classes.indices.filter { !classes[$0].isDisjoint(with: .starts) }
    startWords = try builder.addLayer("sessions/words", words: starts.map { WordID($0) })
  }

  /// The numbers and words of a document that amounts can start with.
  func starts(in document: AnalyzedDocument) -> TokenSet {
    var starts = document.numbers
    document.phrases[startWords].withUnsafeBufferPointer { hits in
      for hit in hits { starts.insert(Int(hit.start)) }
    }
    return starts
  }
}

/// Values that are written once and read by all threads without counting references.
final class ConstantTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Lives as long as the table.
  let rows: UnsafeBufferPointer<Element>

  init(_ elements: [Element]) {
    let rows = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
    _ = rows.initialize(fromContentsOf: elements)
    self.rows = UnsafeBufferPointer(rows)
  }

  deinit { rows.deallocate() }
}
