/// Splits the terms of a lexicon into the words that the tokenizer makes of text, without their hyphens.
public final class TermTokenizer {
  /// Longer terms are cut off here, in UTF-8 bytes.
  private static let longest = 512
  private let storage = ReadingStorage(capacity: TermTokenizer.longest)
  private let noWords = Vocabulary()

  public init() {}

  /// Calls `body` with the folded bytes of each word; they are valid during the call only.
  public func forEachWord(of term: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    Array(term.utf8.prefix(Self.longest)).withUnsafeBufferPointer { bytes in
      let line = Line(start: 0, end: bytes.count, indent: 0)
      var tokenizer = Tokenizer(bytes, storage, noWords)
      for token in 0..<tokenizer.run([line]).tokens {
        let start = Int(storage.starts[token])
        let word = UnsafeBufferPointer(start: storage.view + start, count: Int(storage.ends[token]) - start)
        if !(word.count == 1 && word[0] == UInt8(ascii: "-")) { body(word) }
      }
    }
  }
}
