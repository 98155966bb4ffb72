/// Splits the terms of a lexicon into the words that the tokenizer makes of text, without their hyphens.
public final class TermTokenizer {
  /// Longer terms are cut off here, in UTF-8 bytes.
  private static let longest = 512
  private let storage = ReadingStorage(capacity: TermTokenizer.longest)
  private let noWords = Vocabulary()

  public init() {}

  /// The hashes of the words of a term, and the folded bytes of the last one.
  public func words(of term: some StringProtocol) -> (hashes: [UInt64], last: [UInt8]) {
    Array(term.utf8.prefix(Self.longest)).withUnsafeBufferPointer { bytes in
      let line = Line(start: 0, end: bytes.count, indent: 0)
      var tokenizer = Tokenizer(bytes, storage, noWords)
      var hashes: [UInt64] = []
      var last: [UInt8] = []
      for token in 0..<tokenizer.run([line]).tokens {
        let start = Int(storage.starts[token])
        let word = UnsafeBufferPointer(start: storage.view + start, count: Int(storage.ends[token]) - start)
        if word.count == 1, word[0] == UInt8(ascii: "-") { continue }
        hashes.append(WordHash.of(word))
        last = Array(word)
      }
      return (hashes, last)
    }
  }
}
