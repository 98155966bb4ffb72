/// Splits the terms of a lexicon into the words that the tokenizer makes of text, without their hyphens.
public struct TermTokenizer {
  /// Longer terms are cut off here, in UTF-8 bytes.
  private static let longest = 512
  private let storage = ReadingStorage(capacity: TermTokenizer.longest)
  private let noWords = Vocabulary()
  /// The hashes of the words of the term that was read last.
  public private(set) var hashes: [UInt64] = []
  private var last = 0

  public init() {}

  /// Reads a term; `hashes` and `lastWord` are its words then.
  public mutating func read(_ term: UnsafeBufferPointer<UInt8>) {
    let bytes = UnsafeBufferPointer(rebasing: term.prefix(Self.longest))
    hashes.removeAll(keepingCapacity: true)
    guard !bytes.isEmpty else { return }
    var tokenizer = Tokenizer(bytes, storage, noWords)
    let count = tokenizer.run(Line(start: 0, end: bytes.count, indent: 0)).tokens
    for token in 0..<count where !isHyphen(token) {
      hashes.append(storage.hashes[token])
      last = token
    }
  }

  /// The folded bytes of the last word of a term that has one, until the next is read.
  public var lastWord: UnsafeBufferPointer<UInt8> {
    let start = Int(storage.starts[last])
    return UnsafeBufferPointer(start: storage.view + start, count: Int(storage.ends[last]) - start)
  }

  private func isHyphen(_ token: Int) -> Bool {
    storage.ends[token] - storage.starts[token] == 1
      && storage.view[Int(storage.starts[token])] == UInt8(ascii: "-")
  }
}
