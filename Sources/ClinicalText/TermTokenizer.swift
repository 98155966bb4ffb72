/// Splits the terms of a lexicon into the words that the tokenizer makes of text, without their hyphens.
public final class TermTokenizer {
  /// Longer terms are cut off here, in UTF-8 bytes.
  private static let longest = 512
  private let storage = ReadingStorage(capacity: TermTokenizer.longest)
  private let noWords = Vocabulary()

  public init() {}

  /// The hashes of the words of a term, and the folded bytes of the last one.
  public func words(of term: String) -> (hashes: [UInt64], last: [UInt8]) {
    var term = term
    let count = term.withUTF8 { bytes in
      let bytes = UnsafeBufferPointer(rebasing: bytes.prefix(Self.longest))
      var tokenizer = Tokenizer(bytes, storage, noWords)
      return tokenizer.run([Line(start: 0, end: bytes.count, indent: 0)]).tokens
    }
    var hashes: [UInt64] = []
    var last = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    for token in 0..<count {
      let word = word(token)
      if word.count == 1, word[0] == UInt8(ascii: "-") { continue }
      hashes.append(WordHash.of(word))
      last = word
    }
    return (hashes, Array(last))
  }

  private func word(_ token: Int) -> UnsafeBufferPointer<UInt8> {
    let start = Int(storage.starts[token])
    return UnsafeBufferPointer(start: storage.view + start, count: Int(storage.ends[token]) - start)
  }
}
