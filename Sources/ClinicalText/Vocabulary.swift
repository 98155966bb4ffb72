/// Number of a word in a vocabulary. Forms that a lexicon treats alike share one.
public typealias WordID = Int32

/// The words that lexicons and patterns know, looked up by a hash of their folded bytes.
///
/// The hash is 64 bits wide and words are not compared after it: with 100,000 words a stranger is taken for one of them
/// once in 10^14 words.
public struct Vocabulary: Sendable {
  /// The id of every word that no lexicon knows.
  public static let unknown: WordID = 0

  private var hashes: [UInt64] = Array(repeating: 0, count: 1024)
  private var ids: [WordID] = Array(repeating: 0, count: 1024)
  private var used = 0
  /// Ids in use are 1..<wordCount.
  public private(set) var wordCount: Int = 1

  public init() {}

  /// The word's id, made where it has none.
  public mutating func insert(_ folded: some Sequence<UInt8>) -> WordID {
    let hash = WordHash.of(folded)
    if let id = find(hash) { return id }
    let id = WordID(wordCount)
    wordCount += 1
    add(hash, id)
    return id
  }

  /// Makes `form` another way to write word `id`, unless it is a word already.
  public mutating func insert(form: some Sequence<UInt8>, of id: WordID) {
    let hash = WordHash.of(form)
    if find(hash) == nil { add(hash, id) }
  }

  /// The id of the word with that hash, or `unknown`.
  @inline(__always)
  public func id(forHash hash: UInt64) -> WordID {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while hashes[slot] != 0 {
      if hashes[slot] == hash { return ids[slot] }
      slot = (slot + 1) & mask
    }
    return Self.unknown
  }

  public func id(of folded: some Sequence<UInt8>) -> WordID { id(forHash: WordHash.of(folded)) }

  private func find(_ hash: UInt64) -> WordID? {
    let id = id(forHash: hash)
    return id == Self.unknown ? nil : id
  }

  private mutating func add(_ hash: UInt64, _ id: WordID) {
    if used * 2 >= hashes.count { grow() }
    place(hash, id)
    used += 1
  }

  private mutating func place(_ hash: UInt64, _ id: WordID) {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while hashes[slot] != 0 { slot = (slot + 1) & mask }
    hashes[slot] = hash
    ids[slot] = id
  }

  private mutating func grow() {
    let (oldHashes, oldIDs) = (hashes, ids)
    hashes = Array(repeating: 0, count: oldHashes.count * 2)
    ids = Array(repeating: 0, count: oldHashes.count * 2)
    for (hash, id) in zip(oldHashes, oldIDs) where hash != 0 { place(hash, id) }
  }
}

/// FNV-1a with a final mix; never 0, so that 0 can mark a free slot.
public struct WordHash: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  @inline(__always)
  public mutating func add(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  @inline(__always)
  public var value: UInt64 { (state ^ (state >> 29)) | (1 << 63) }

  public static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in bytes { hash.add(byte) }
    return hash.value
  }
}
