/// Words that tell which marks were printed.
public struct MarkKnowledge: Sendable {
  /// Hashes of words that no sentence ends with and no compound holds.
  private(set) var functionWords: Set<UInt64> = []
  /// Hashes of what stands behind an apostrophe within a word.
  private(set) var clitics: Set<UInt64> = []
  /// ASCII marks that letters do not have.
  private(set) var neverPrinted: Set<UInt8> = []
  private var pairs: Set<UInt64> = []

  public mutating func add(functionWord: String) { functionWords.insert(WordHash.of(functionWord.utf8)) }
  public mutating func add(clitic: String) { clitics.insert(WordHash.of(clitic.utf8)) }
  public mutating func add(neverPrinted mark: UInt8) { neverPrinted.insert(mark) }

  /// Adds two folded words that follow each other in a phrase.
  public mutating func add(pair first: some Sequence<UInt8>, _ second: some Sequence<UInt8>) {
    pairs.insert(Self.hash(first, second))
  }

  func holdsPair(_ first: some Sequence<UInt8>, _ second: some Sequence<UInt8>) -> Bool {
    pairs.contains(Self.hash(first, second))
  }

  private static func hash(_ first: some Sequence<UInt8>, _ second: some Sequence<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in first { hash.add(byte) }
    hash.add(0x20)
    for byte in second { hash.add(byte) }
    return hash.value
  }
}
