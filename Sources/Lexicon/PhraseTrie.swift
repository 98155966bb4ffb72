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

  /// Node that a word leads to from the root, 0 where no phrase starts with it.
  private var roots: [Int32] = []
  private var edges: [UInt64: Int32] = [:]
  private var entries: [[Entry]] = [[]]
  // The frozen form: edges in an open table, entries in one array.
  private var edgeKeys: [UInt64] = []
  private var edgeNodes: [Int32] = []
  private var entryStarts: [Int32] = []
  private var entryList: [Entry] = []

  mutating func insert(_ words: [WordID], layer: LayerID, row: Int) {
    guard let first = words.first else { return }
    if roots.count <= Int(first) { roots += Array(repeating: 0, count: Int(first) + 1 - roots.count) }
    if roots[Int(first)] == 0 { roots[Int(first)] = addNode() }
    var node = roots[Int(first)]
    for word in words.dropFirst() {
      let key = Self.key(node, word)
      if let next = edges[key] {
        node = next
      } else {
        let next = addNode()
        edges[key] = next
        node = next
      }
    }
    entries[Int(node)].append(Entry(layer: UInt8(layer.index), row: Int32(row)))
  }

  mutating func freeze(wordCount: Int) {
    roots += Array(repeating: 0, count: max(0, wordCount + 1 - roots.count))
    var capacity = 1024
    while capacity < edges.count * 2 { capacity *= 2 }
    edgeKeys = Array(repeating: 0, count: capacity)
    edgeNodes = Array(repeating: 0, count: capacity)
    for (key, node) in edges {
      var slot = Self.slot(key) & (capacity - 1)
      while edgeKeys[slot] != 0 { slot = (slot + 1) & (capacity - 1) }
      edgeKeys[slot] = key
      edgeNodes[slot] = node
    }
    for list in entries {
      entryStarts.append(Int32(entryList.count))
      entryList += list
    }
    entryStarts.append(Int32(entryList.count))
    edges = [:]
    entries = []
  }

  @inline(__always)
  func root(_ word: WordID) -> Int32 { roots[Int(word)] }

  /// The node behind `word`, 0 where no phrase goes on so.
  @inline(__always)
  func next(_ node: Int32, _ word: WordID) -> Int32 {
    guard word != Vocabulary.unknown else { return 0 }
    let key = Self.key(node, word)
    let mask = edgeKeys.count - 1
    var slot = Self.slot(key) & mask
    while edgeKeys[slot] != 0 {
      if edgeKeys[slot] == key { return edgeNodes[slot] }
      slot = (slot + 1) & mask
    }
    return 0
  }

  /// The phrases that end at a node.
  @inline(__always)
  func accepted(at node: Int32) -> Range<Int> {
    Int(entryStarts[Int(node)])..<Int(entryStarts[Int(node) + 1])
  }

  @inline(__always)
  func entry(_ index: Int) -> Entry { entryList[index] }

  private mutating func addNode() -> Int32 {
    entries.append([])
    return Int32(entries.count - 1)
  }

  private static func key(_ node: Int32, _ word: WordID) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
  }

  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }
}
