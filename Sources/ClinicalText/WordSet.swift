/// A set of words, told by a bit for each word of the vocabulary.
public struct WordSet: Sendable {
  private var bits: [UInt64] = []

  public init(_ words: some Sequence<WordID>) {
    for word in words {
      let place = Int(word) / 64
      if place >= bits.count { bits += repeatElement(0, count: place + 1 - bits.count) }
      bits[place] |= 1 << UInt64(word % 64)
    }
  }

  public func contains(_ word: WordID) -> Bool {
    let place = Int(word) / 64
    return place < bits.count && bits[place] >> UInt64(word % 64) & 1 != 0
  }
}
