import ClinicalText

/// Collects the phrases of all layers into the nodes and edges of a `PhraseTrie`.
struct PhraseTrieBuilder {
  private static let noEntry: Int32 = -1

  private struct Entry {
    var layer: UInt8
    var row: Int32
    /// The next entry of the same node.
    var next = PhraseTrieBuilder.noEntry
  }

  /// A node's entries are a chain in the order they came in.
  private struct Node {
    var first = PhraseTrieBuilder.noEntry
    var last = PhraseTrieBuilder.noEntry
    var goesOn = false
  }

  /// Node that a word leads to from the root, 0 where no phrase starts with it.
  private var roots: [Int32] = []
  // Edges in an open table; node 0 marks a free slot.
  private var edgeKeys = [UInt64](repeating: 0, count: 1 << 16)
  private var edgeNodes = [Int32](repeating: 0, count: 1 << 16)
  private var nodes = [Node()]
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
    if roots[Int(first)] == 0 { roots[Int(first)] = addNode() }
    var node = roots[Int(first)]
    for index in 1..<words.count { node = child(of: node, words[index]) }
    depth = max(depth, words.count)
    append(Entry(layer: UInt8(layer.index), row: Int32(row)), to: Int(node))
  }

  /// - Parameter wordCount: of the vocabulary, some words of which start no phrase.
  consuming func build(wordCount: Int) -> PhraseTrie {
    let numbers = nodeNumbers(wordCount: wordCount)
    let packedNodes = nodes.indices.map { index in
      PhraseTrie.Node(
        Int(numbers[index]), endsPhrase: nodes[index].first != Self.noEntry, goesOn: nodes[index].goesOn)
    }
    var edges: [PhraseTrie.Edge] = []
    edges.reserveCapacity(nodes.count)
    for (key, node) in zip(edgeKeys, edgeNodes) where node != 0 {
      edges.append(
        PhraseTrie.Edge(
          parent: numbers[Int(key >> 32)], word: WordID(truncatingIfNeeded: key), node: packedNodes[Int(node)]))
    }
    let (nodeEntries, packed) = packedEntries(numbers, nodeCount: wordCount + nodes.count)
    var rootNodes = [PhraseTrie.Node](repeating: .none, count: wordCount)
    for (word, root) in roots.enumerated() where root != 0 { rootNodes[word] = packedNodes[Int(root)] }
    return PhraseTrie(
      layerCount: layerCount, depth: depth, roots: rootNodes, edges: edges, nodeEntries: nodeEntries, entries: packed)
  }

  /// The number of each node in the automaton: that of its word for one that a word leads to from the root.
  private func nodeNumbers(wordCount: Int) -> [Int32] {
    var numbers = (0..<Int32(nodes.count)).map { Int32(wordCount) + $0 }
    for (word, root) in roots.enumerated() where root != 0 { numbers[Int(root)] = Int32(word) }
    return numbers
  }

  /// What each node holds of its entries, by number, and the entries of nodes with several, those of a node side by side.
  private func packedEntries(
    _ numbers: [Int32], nodeCount: Int
  ) -> (nodes: [PhraseTrie.Entry], entries: [PhraseTrie.Entry]) {
    var packed: [PhraseTrie.Entry] = []
    var byNumber = [PhraseTrie.Entry](repeating: PhraseTrie.Entry(several: 0), count: nodeCount)
    for (index, node) in nodes.enumerated() where node.first != Self.noEntry {
      if node.first == node.last {
        byNumber[Int(numbers[index])] = packedEntry(node.first)
      } else {
        byNumber[Int(numbers[index])] = PhraseTrie.Entry(several: packed.count)
        var at = node.first
        while at != Self.noEntry {
          packed.append(packedEntry(at))
          at = entries[Int(at)].next
        }
      }
    }
    return (byNumber, packed)
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
    let child = addNode()
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

  private mutating func addNode() -> Int32 {
    nodes.append(Node())
    return Int32(nodes.count - 1)
  }
}
