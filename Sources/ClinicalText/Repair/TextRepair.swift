import Synchronization

/// Reads a text through the errors of optical character recognition.
///
/// A text without the marks of such errors is left alone after a look at the words that no lexicon knows. In one that
/// has them, the words that nothing knows are decoded anew with their neighbours: the cheapest way to have printed known
/// words and numbers so that this could be read. A word that is known is never changed into another.
public final class TextRepair: Sendable {
  /// What a repair needs to know, made when the first damaged text comes.
  public struct Knowledge: Sendable {
    public var confusions = CharacterConfusions()
    var words = WordTrie()

    public init() {}

    /// Adds a word.
    /// - Parameter cost: negative natural logarithm of its share in running text.
    public mutating func add(_ folded: some Sequence<UInt8>, cost: Float) { words.insert(folded, cost: cost) }
  }

  private let load: @Sendable () -> Knowledge
  private let loaded = Mutex<Knowledge?>(nil)

  /// - Parameter load: is called once, by the first text that needs it.
  public init(load: @escaping @Sendable () -> Knowledge) { self.load = load }

  /// The text with its errors mended, nil where it has none.
  /// - Parameter reading: the text as it stands.
  func repairedText(of source: UnsafeBufferPointer<UInt8>, _ reading: TokenTable) -> RepairedText? {
    guard NoiseGauge.isNoisy(source, reading) else { return nil }
    let knowledge = loaded.withLock { known in
      if let known { return known }
      let fresh = load()
      known = fresh
      return fresh
    }
    let edits = RepairZones(source, reading, knowledge).edits()
    guard NoiseGauge.isPlausible(edits: edits.count, tokens: reading.count) else { return nil }
    return RepairedText(source, edits)
  }
}

/// The tokens of a reading that is not finished.
struct TokenTable {
  let storage: ReadingStorage
  let count: Int

  func isWord(_ token: Int) -> Bool { storage.flags[token].contains(.word) }
  func isUnknownWord(_ token: Int) -> Bool { storage.words[token] == Vocabulary.unknown && isWord(token) }
  func start(_ token: Int) -> Int { Int(storage.starts[token]) }
  func end(_ token: Int) -> Int { Int(storage.ends[token]) }
  func width(_ token: Int) -> Int { end(token) - start(token) }
  func isSpaced(_ token: Int) -> Bool { storage.flags[token].contains(.spaceBefore) }
  func byte(_ token: Int) -> UInt8 { storage.view[start(token)] }
}
