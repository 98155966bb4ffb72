/// Splits the terms of a lexicon into the words that the tokenizer makes of text, without their hyphens.
public struct TermTokenizer {
  /// Longer terms are cut off here, in UTF-8 bytes.
  private static let longest = 512
  private let storage = ReadingStorage(capacity: TermTokenizer.longest)
  private let noWords = Vocabulary()
  /// The hashes of the words of the term that was read last.
  public private(set) var hashes: [UInt64] = []
  /// The place of the last word in the view.
  private var last = 0..<0

  public init() {}

  /// Reads a term; `hashes` and `lastWord` are its words then.
  public mutating func read(_ term: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeBufferPointer(rebasing: term.prefix(Self.longest))
    hashes.removeAll(keepingCapacity: true)
    guard !bytes.isEmpty, !readSmallLetters(bytes) else { return }
    hashes.removeAll(keepingCapacity: true)
    var tokenizer = Tokenizer(bytes, storage, noWords)
    let count = tokenizer.run(Line(start: 0, end: bytes.count, indent: 0)).tokens
    for token in 0..<count where !isHyphen(token) {
      hashes.append(storage.hashes[token])
      last = Int(storage.starts[token])..<Int(storage.ends[token])
    }
  }

  /// Reads what nearly all terms are: words of small letters with one blank or hyphen between them.
  /// - Returns: false for any other term, of which words may have been read.
  private mutating func readSmallLetters(_ term: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while at < term.count {
      let start = at
      var hash = WordHash()
      while at < term.count, term[at] &- UInt8(ascii: "a") < 26 {
        hash.add(term[at])
        storage.view[at] = term[at]
        at += 1
      }
      guard at > start, at == term.count || term[at] == 0x20 || term[at] == UInt8(ascii: "-") else { return false }
      hashes.append(hash.value)
      last = start..<at
      at += 1
    }
    return true
  }

  /// The folded bytes of the last word of a term that has one, until the next is read.
  public var lastWord: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: storage.view + last.lowerBound, count: last.count)
  }

  private func isHyphen(_ token: Int) -> Bool {
    storage.ends[token] - storage.starts[token] == 1
      && storage.view[Int(storage.starts[token])] == UInt8(ascii: "-")
  }
}
