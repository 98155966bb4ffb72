/// Gives words their numbers.
protocol WordResolver {
  /// Whether words that are new get a number.
  static var isGrowing: Bool { get }

  /// The number of a word in its base form, 0 where it is unknown.
  mutating func number(of base: UnsafeBufferPointer<UInt8>) -> UInt32
}

/// Looks words up.
struct KnownWords: WordResolver {
  static let isGrowing = false
  let vocabulary: Vocabulary

  func number(of base: UnsafeBufferPointer<UInt8>) -> UInt32 { vocabulary.id(of: base) }
}

/// Adds words that are new.
struct GrowingWords: WordResolver {
  static let isGrowing = true
  var vocabulary: Vocabulary

  mutating func number(of base: UnsafeBufferPointer<UInt8>) -> UInt32 { vocabulary.intern(base) }
}

/// The base words of the code tables, numbered from 1; 0 stands for a word that they do not hold.
///
/// A word that is denied ("without myelopathy", "not intractable") is a word of its own, spelt with a leading `!`.
public struct Vocabulary: Sendable {
  /// The words of a compiled index, whose numbers come first.
  private let compiled: CodingIndex?
  private var words: ByteTable

  public init() {
    compiled = nil
    words = ByteTable()
  }

  /// The words of a compiled index, to which others can be added.
  public init(_ compiled: CodingIndex) {
    self.compiled = compiled
    words = ByteTable()
  }

  private var compiledCount: Int { compiled?.wordCount ?? 0 }

  public var count: Int { compiledCount + words.count }

  @inline(__always)
  public func id(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if let id = compiled?.word(word), id != 0 { return id }
    return words.count == 0 ? 0 : words.value(of: word) ?? 0
  }

  /// The number of `word`, which is added where it is new.
  public mutating func intern(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let known = id(of: word)
    return known != 0 ? known : words.insert(word, value: UInt32(count + 1))
  }

  /// The spelling of word `id`; empty for 0.
  public func spelling(of id: UInt32) -> ArraySlice<UInt8> {
    if id == 0 { return [] }
    if let compiled, id <= compiledCount { return Array(compiled.spelling(of: id))[...] }
    return words.key(at: Int(id) - compiledCount - 1)
  }

  public func isDenied(_ id: UInt32) -> Bool { spelling(of: id).first == UInt8(ascii: "!") }
}
