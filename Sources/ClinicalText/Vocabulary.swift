/// Number of a word in a vocabulary. Forms that a lexicon treats alike share one.
public typealias WordID = Int32

/// The words that lexicons and patterns know, looked up by a hash of their folded bytes.
///
/// A word is told by its slot and 32 further bits of its hash and is not compared after that: one unknown word in some
/// billions is taken for a known one.
public struct Vocabulary: Sendable {
  /// The id of every word that no lexicon knows.
  public static let unknown: WordID = 0

  private struct Slot: Sendable {
    var tag: UInt32 = 0
    var id: WordID = Vocabulary.unknown
  }

  private var slots = [Slot](repeating: Slot(), count: 1024)
  /// Of the words 1..<wordCount, for growing.
  private var hashes: [UInt64] = []
  /// Ids in use are 1..<wordCount.
  public private(set) var wordCount: Int = 1

  public init() {}

  /// The word's id, made where it has none.
  @inlinable
  public mutating func insert(_ folded: some Sequence<UInt8>) -> WordID { insert(hash: WordHash.of(folded)) }

  /// The id of the word with that hash, made where it has none.
  public mutating func insert(hash: UInt64) -> WordID {
    let known = id(forHash: hash)
    guard known == Self.unknown else { return known }
    if wordCount * 2 >= slots.count { grow() }
    let id = WordID(wordCount)
    wordCount += 1
    hashes.append(hash)
    slots[slot(of: hash)] = Slot(tag: Self.tag(hash), id: id)
    return id
  }

  /// The id of the word with that hash, or `unknown`.
  @inline(__always)
  public func id(forHash hash: UInt64) -> WordID { slots[slot(of: hash)].id }

  /// Writes the ids of words; the look-ups do not wait for one another.
  func findIDs(of hashes: UnsafeBufferPointer<UInt64>, into ids: UnsafeMutablePointer<WordID>) {
    slots.withUnsafeBufferPointer { slots in
      let mask = slots.count - 1
      for index in hashes.indices {
        let hash = hashes[index]
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot].id != Self.unknown, slots[slot].tag != Self.tag(hash) { slot = (slot + 1) & mask }
        ids[index] = slots[slot].id
      }
    }
  }

  @inlinable
  public func id(of folded: some Sequence<UInt8>) -> WordID { id(forHash: WordHash.of(folded)) }

  private mutating func grow() {
    slots = [Slot](repeating: Slot(), count: slots.count * 2)
    for (index, hash) in hashes.enumerated() {
      slots[slot(of: hash)] = Slot(tag: Self.tag(hash), id: WordID(index + 1))
    }
  }

  /// The slot that holds the word, or the free one where it belongs.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].id != Self.unknown, slots[slot].tag != Self.tag(hash) { slot = (slot + 1) & mask }
    return slot
  }

  @inline(__always)
  private static func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }
}

/// FNV-1a with a final mix.
@frozen
public struct WordHash: Sendable {
  @usableFromInline var state: UInt64 = 0xCBF2_9CE4_8422_2325

  @inlinable
  public init() {}

  @inlinable @inline(__always)
  public mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  @inlinable @inline(__always)
  public var value: UInt64 { state ^ (state >> 29) }

  @inlinable
  public static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in bytes { hash.add(byte) }
    return hash.value
  }
}
