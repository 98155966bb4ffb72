import ClinicalText

/// Collects the phrases of all layers into the nodes and edges of a `PhraseTrie`.
struct PhraseTrieBuilder {
  private static let noEntry: Int32 = -1
  private static let root: Int32 = 0

  private struct Entry {
    var layer: UInt8
    var row: Int32
    /// The next entry of the same node.
    var next = PhraseTrieBuilder.noEntry
  }

  /// A node's entries are a chain in the order they came in.
  private struct Node {
    /// The node before it, `root` for one that a word leads to from the root.
    let parent: Int32
    let word: WordID
    var first = PhraseTrieBuilder.noEntry
    var last = PhraseTrieBuilder.noEntry
    var goesOn = false
  }

  /// Node that a word leads to from the root, 0 where no phrase starts with it.
  private var roots: [Int32] = []
  // Edges in an open table; node 0 marks a free slot.
  private var edgeKeys = [UInt64](repeating: 0, count: 1 << 16)
  private var edgeNodes = [Int32](repeating: 0, count: 1 << 16)
  private var nodes = [Node(parent: Self.root, word: Vocabulary.unknown)]
  private var entries: [Entry] = []
  private var depth = 1
  private(set) var layerCount = 0

  mutating func addLayer() -> Int {
    layerCount += 1
    return layerCount - 1
  }

  mutating func insert(_ words: [WordID], layer: LayerID, row: Int) {
    guard let first = words.first else { return }
    while roots.count <= Int(first) { roots.append(0) }
    if roots[Int(first)] == 0 { roots[Int(first)] = addNode(behind: Self.root, first) }
    var node = roots[Int(first)]
    for index in 1..<words.count { node = child(of: node, words[index]) }
    depth = max(depth, words.count)
    append(Entry(layer: UInt8(layer.index), row: Int32(row)), to: Int(node))
  }

  /// - Parameter wordCount: of the vocabulary, some words of which start no phrase.
  consuming func build(wordCount: Int) -> PhraseTrie {
    let (packed, entries) = packedNodes()
    var rootNodes = [PhraseTrie.Node](repeating: .none, count: wordCount)
    var edges: [PhraseTrie.Edge] = []
    edges.reserveCapacity(nodes.count)
    // By node: the number of the edge that leads to it.
    var numbers = [Int32](repeating: 0, count: nodes.count)
    for (index, node) in nodes.enumerated().dropFirst() {
      if node.parent == Self.root {
        rootNodes[Int(node.word)] = packed[index]
      } else {
        let parent = nodes[Int(node.parent)]
        let isBehindRoot = parent.parent == Self.root
        numbers[index] = Int32(edges.count)
        edges.append(
          PhraseTrie.Edge(
            parent: isBehindRoot ? parent.word : numbers[Int(node.parent)], isBehindRoot: isBehindRoot,
            word: node.word, node: packed[index]))
      }
    }
    return PhraseTrie(layerCount: layerCount, depth: depth, roots: rootNodes, edges: edges, entries: entries)
  }

  /// Each node as the automaton has it, and the entries of nodes with several, those of a node side by side.
  private func packedNodes() -> (nodes: [PhraseTrie.Node], entries: [PhraseTrie.Entry]) {
    var packed = [PhraseTrie.Entry(layer: 0, row: 0, isLast: true)]
    let nodes = nodes.map { node in
      guard node.first != Self.noEntry else { return PhraseTrie.Node(several: 0, goesOn: node.goesOn) }
      guard node.first != node.last else { return PhraseTrie.Node(packedEntry(node.first), goesOn: node.goesOn) }
      let first = packed.count
      var at = node.first
      while at != Self.noEntry {
        packed.append(packedEntry(at))
        at = entries[Int(at)].next
      }
      return PhraseTrie.Node(several: first, goesOn: node.goesOn)
    }
    return (nodes, packed)
  }

  private func packedEntry(_ index: Int32) -> PhraseTrie.Entry {
    let entry = entries[Int(index)]
    return PhraseTrie.Entry(layer: Int(entry.layer), row: Int(entry.row), isLast: entry.next == Self.noEntry)
  }

  private mutating func child(of node: Int32, _ word: WordID) -> Int32 {
    let key = Self.key(node, word)
    let slot = slot(of: key)
    if edgeNodes[slot] != 0 { return edgeNodes[slot] }
    nodes[Int(node)].goesOn = true
    let child = addNode(behind: node, word)
    edgeKeys[slot] = key
    edgeNodes[slot] = child
    if nodes.count * 3 >= edgeKeys.count * 2 { grow() }
    return child
  }

  private static func key(_ node: Int32, _ word: WordID) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
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

  /// The slot that holds the edge, or the free one where it belongs.
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (edgeKeys.count - 1)
    while edgeNodes[slot] != 0, edgeKeys[slot] != key { slot = (slot + 1) & (edgeKeys.count - 1) }
    return slot
  }

  private mutating func append(_ entry: Entry, to node: Int) {
    let index = Int32(entries.count)
    entries.append(entry)
    let last = nodes[node].last
    if last == Self.noEntry { nodes[node].first = index } else { entries[Int(last)].next = index }
    nodes[node].last = index
  }

  private mutating func addNode(behind parent: Int32, _ word: WordID) -> Int32 {
    nodes.append(Node(parent: parent, word: word))
    return Int32(nodes.count - 1)
  }
}
