import ClinicalText

/// Names a lexicon within the phrase matcher.
public struct LayerID: Hashable, Sendable {
  public let index: Int
}

/// A phrase of a layer found in a reading.
public struct PhraseHit: Sendable {
  /// Half-open range of tokens.
  public let start: Int32
  public let end: Int32
  /// Row of the layer's lexicon.
  public let row: Int32

  public var tokens: Range<Int> { Int(start)..<Int(end) }
}

/// All phrases of all layers in one automaton over word ids.
struct PhraseTrie: Sendable {
  struct Entry: Sendable {
    let layer: UInt8
    let row: Int32
  }

  private static let noEntry: Int32 = -1

  /// Node that a word leads to from the root, 0 where no phrase starts with it.
  private var roots: [Int32] = []
  // Edges in an open table; node 0 marks a free slot.
  private var edgeKeys = [UInt64](repeating: 0, count: 65_536)
  private var edgeNodes = [Int32](repeating: 0, count: 65_536)
  private var nodeCount = 1
  // The entries of a node are a chain in the order they came in.
  private var firstEntries: [Int32] = [PhraseTrie.noEntry]
  private var lastEntries: [Int32] = [PhraseTrie.noEntry]
  private var nextEntries: [Int32] = []
  private var entries: [Entry] = []

  mutating func insert(_ words: [WordID], layer: LayerID, row: Int) {
    guard let first = words.first else { return }
    if roots.count <= Int(first) { roots += Array(repeating: 0, count: Int(first) + 1 - roots.count) }
    if roots[Int(first)] == 0 { roots[Int(first)] = addNode() }
    var node = roots[Int(first)]
    for word in words.dropFirst() { node = child(of: node, word) }
    append(Entry(layer: UInt8(layer.index), row: Int32(row)), to: Int(node))
  }

  /// Makes room for words that start no phrase.
  mutating func freeze(wordCount: Int) {
    roots += Array(repeating: 0, count: max(0, wordCount + 1 - roots.count))
  }

  @inline(__always)
  func root(_ word: WordID) -> Int32 { roots[Int(word)] }

  /// The node behind `word`, 0 where no phrase goes on so.
  @inline(__always)
  func next(_ node: Int32, _ word: WordID) -> Int32 {
    word == Vocabulary.unknown ? 0 : edgeNodes[slot(of: Self.key(node, word))]
  }

  /// The first entry that ends at a node, nil where none does.
  @inline(__always)
  func firstEntry(at node: Int32) -> Int32? { Self.known(firstEntries[Int(node)]) }

  /// The entry behind `index` at the same node.
  @inline(__always)
  func nextEntry(after index: Int32) -> Int32? { Self.known(nextEntries[Int(index)]) }

  @inline(__always)
  func entry(_ index: Int32) -> Entry { entries[Int(index)] }

  @inline(__always)
  private static func known(_ index: Int32) -> Int32? { index == noEntry ? nil : index }

  private mutating func child(of node: Int32, _ word: WordID) -> Int32 {
    let key = Self.key(node, word)
    let known = edgeNodes[slot(of: key)]
    if known != 0 { return known }
    if nodeCount * 2 >= edgeKeys.count { grow() }
    let child = addNode()
    let slot = slot(of: key)
    edgeKeys[slot] = key
    edgeNodes[slot] = child
    return child
  }

  private mutating func grow() {
    let (oldKeys, oldNodes) = (edgeKeys, edgeNodes)
    edgeKeys = Array(repeating: 0, count: oldKeys.count * 2)
    edgeNodes = Array(repeating: 0, count: oldKeys.count * 2)
    for (key, node) in zip(oldKeys, oldNodes) where node != 0 {
      let slot = slot(of: key)
      edgeKeys[slot] = key
      edgeNodes[slot] = node
    }
  }

  private mutating func append(_ entry: Entry, to node: Int) {
    let index = Int32(entries.count)
    entries.append(entry)
    nextEntries.append(Self.noEntry)
    if lastEntries[node] == Self.noEntry { firstEntries[node] = index } else { nextEntries[Int(lastEntries[node])] = index }
    lastEntries[node] = index
  }

  private mutating func addNode() -> Int32 {
    firstEntries.append(Self.noEntry)
    lastEntries.append(Self.noEntry)
    nodeCount += 1
    return Int32(nodeCount - 1)
  }

  private static func key(_ node: Int32, _ word: WordID) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
  }

  /// The slot that holds the edge, or the free one where it belongs.
  @inline(__always)
  private func slot(of key: UInt64) -> Int {
    let mask = edgeKeys.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
    while edgeNodes[slot] != 0, edgeKeys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }
}
