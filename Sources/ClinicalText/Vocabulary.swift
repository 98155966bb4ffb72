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
        // Most words are known and stand in the first slot looked at.
        while slots[slot].tag != Self.tag(hash), slots[slot].id != Self.unknown { slot = (slot + 1) & mask }
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

/// A hash over the bytes of a word, eight at a time: each chunk is mixed in with the two halves of a product, as wyhash
/// does.
@frozen
public struct WordHash: Sendable {
  @usableFromInline static let seed: UInt64 = 0xA076_1D64_78BD_642F
  @usableFromInline var state = seed
  /// The bytes that are not mixed in yet, the first of them lowest.
  @usableFromInline var chunk: UInt64 = 0
  /// Bits of `chunk` in use.
  @usableFromInline var width: UInt64 = 0

  @inlinable
  public init() {}

  @inlinable @inline(__always)
  public mutating func add(_ byte: UInt8) {
    chunk |= UInt64(byte) &<< width
    width &+= 8
    if width == 64 { mix() }
  }

  @inlinable @inline(__always)
  mutating func mix() {
    state = Self.mixed(state, chunk)
    chunk = 0
    width = 0
  }

  /// Of a whole word: the state after each eight bytes, from `seed` on, and after the rest with zeros behind it.
  @inlinable @inline(__always)
  static func mixed(_ state: UInt64, _ chunk: UInt64) -> UInt64 {
    let product = (state ^ chunk).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  @inlinable @inline(__always)
  public var value: UInt64 { width == 0 ? state : Self.mixed(state, chunk) }

  /// As for any sequence, eight bytes at a time.
  @inlinable
  public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = WordHash()
    let raw = UnsafeRawBufferPointer(bytes)
    var at = 0
    while at &+ 8 <= raw.count {
      let chunk = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      hash.state = mixed(hash.state, UInt64(littleEndian: chunk))
      at &+= 8
    }
    while at < raw.count {
      hash.add(bytes[at])
      at &+= 1
    }
    return hash.value
  }

  @inlinable
  public static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in bytes { hash.add(byte) }
    return hash.value
  }
}
