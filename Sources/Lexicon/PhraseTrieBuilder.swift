import ClinicalText

/// Collects the phrases of all layers into the nodes and edges of a `PhraseTrie`.
struct PhraseTrieBuilder {
  /// Node that a word leads to from the root, 0 where no phrase starts with it.
  private var roots: [Int32] = []
  // Edges in an open table; node 0 marks a free slot.
  private var edgeKeys = [UInt64](repeating: 0, count: 1024)
  private var edgeNodes = [Int32](repeating: 0, count: 1024)
  /// The entries of each node are a chain in the order they came in.
  private var chains = [EntryChain()]
  private var nextEntries: [Int32] = []
  private var entries: [PhraseTrie.Entry] = []

  private struct EntryChain {
    var first = PhraseTrie.noEntry
    var last = PhraseTrie.noEntry
  }

  mutating func insert(_ words: [WordID], layer: LayerID, row: Int) {
    guard let first = words.first else { return }
    if roots.count <= Int(first) { roots += Array(repeating: 0, count: Int(first) + 1 - roots.count) }
    if roots[Int(first)] == 0 { roots[Int(first)] = addNode() }
    var node = roots[Int(first)]
    for word in words.dropFirst() { node = child(of: node, word) }
    append(PhraseTrie.Entry(layer: UInt8(layer.index), row: Int32(row)), to: Int(node))
  }

  /// - Parameter wordCount: of the vocabulary, some words of which start no phrase.
  consuming func build(wordCount: Int) -> PhraseTrie {
    var parents = [Bool](repeating: false, count: chains.count)
    for index in edgeKeys.indices where edgeNodes[index] != 0 { parents[Int(edgeKeys[index] >> 32)] = true }
    let nodes = chains.indices.map { node in
      node == 0
        ? PhraseTrie.Node.none
        : PhraseTrie.Node(node, endsPhrase: chains[node].first != PhraseTrie.noEntry, goesOn: parents[node])
    }
    roots += Array(repeating: 0, count: max(0, wordCount + 1 - roots.count))
    return PhraseTrie(
      roots: roots.map { nodes[Int($0)] },
      edges: zip(edgeKeys, edgeNodes).map { PhraseTrie.Edge(key: $0, node: nodes[Int($1)]) },
      firstEntries: chains.map(\.first), nextEntries: nextEntries, entries: entries)
  }

  private mutating func child(of node: Int32, _ word: WordID) -> Int32 {
    let key = PhraseTrie.key(node, word)
    let known = edgeNodes[slot(of: key)]
    if known != 0 { return known }
    if chains.count * 3 >= edgeKeys.count * 2 { grow() }
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

  /// The slot that holds the edge, or the free one where it belongs.
  private func slot(of key: UInt64) -> Int {
    var slot = PhraseTrie.slot(of: key, in: edgeKeys.count)
    while edgeNodes[slot] != 0, edgeKeys[slot] != key { slot = (slot + 1) & (edgeKeys.count - 1) }
    return slot
  }

  private mutating func append(_ entry: PhraseTrie.Entry, to node: Int) {
    let index = Int32(entries.count)
    entries.append(entry)
    nextEntries.append(PhraseTrie.noEntry)
    let last = chains[node].last
    if last == PhraseTrie.noEntry { chains[node].first = index } else { nextEntries[Int(last)] = index }
    chains[node].last = index
  }

  private mutating func addNode() -> Int32 {
    chains.append(EntryChain())
    return Int32(chains.count - 1)
  }
}
