import Synchronization

/// Reads a text through the errors of optical character recognition.
///
/// A text without the marks of such errors is left alone after a look at the words that no lexicon knows, unless a
/// recogniser read it from a page: such a text may have few. In one that has them, the words that nothing knows are decoded anew with their neighbours: the cheapest way to have printed known
/// words and numbers so that this could be read. A word that is known is never changed into another.
public final class TextRepair: Sendable {
  /// What a repair needs to know, made when the first damaged text comes.
  public struct Knowledge: Sendable {
    public var confusions = CharacterConfusions()
    public var marks = MarkKnowledge()
    public var lines = KnownLines()
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
  /// - Parameters:
  ///   - reading: the text as it stands.
  ///   - layout: of a text that was read from pages.
  func repairedText(
    of source: UnsafeBufferPointer<UInt8>, _ reading: TokenTable, _ layout: PageLayout?
  ) -> RepairedText? {
    let recognition = layout.flatMap { $0.isRecognized ? $0 : nil }
    guard recognition != nil || NoiseGauge.isNoisy(source, reading) else { return nil }
    let knowledge = loaded.withLock { known in
      if let known { return known }
      let fresh = load()
      known = fresh
      return fresh
    }
    let edits = RepairZones(source, reading, knowledge, recognition).edits()
    if recognition != nil { return edits.isEmpty ? nil : RepairedText(source, edits) }
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
  /// Whether it is part of an e-mail or web address.
  func isInAddress(_ token: Int) -> Bool {
    let most = 40
    var (start, end) = (token, token + 1)
    while start > 0, !isSpaced(start), token - start < most { start -= 1 }
    while end < count, !isSpaced(end), end - token < most { end += 1 }
    return (start..<end).contains { at in
      byte(at) == UInt8(ascii: "@") || bytes(at).elementsEqual("www".utf8)
        || byte(at) == UInt8(ascii: ":") && at + 2 < end && byte(at + 1) == UInt8(ascii: "/")
          && byte(at + 2) == UInt8(ascii: "/")
    }
  }
  /// Its last byte.
  func byte(ofEnd token: Int) -> UInt8 { storage.view[end(token) - 1] }
  func bytes(_ token: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: storage.view + start(token), count: width(token))
  }
}
