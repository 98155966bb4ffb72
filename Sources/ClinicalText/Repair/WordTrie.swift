/// The words that a repair may read, letter by letter.
struct WordTrie: Sendable {
  struct Node: Sendable {
    var byte: UInt8
    var parent: Int32
    var firstChild: Int32 = WordTrie.none
    var sibling: Int32 = WordTrie.none
    /// Negative natural logarithm of the word's share in running text; infinite where no word ends.
    var cost: Float = .infinity
  }

  static let none: Int32 = -1
  static let root: Int32 = 0
  private(set) var nodes = [Node(byte: 0, parent: WordTrie.none)]

  /// Adds a word of folded letters; the lower cost stays where it is known.
  mutating func insert(_ word: some Sequence<UInt8>, cost: Float) {
    var node = Self.root
    for byte in word { node = child(of: node, byte) ?? addChild(of: node, byte) }
    nodes[Int(node)].cost = min(nodes[Int(node)].cost, cost)
  }

  func child(of node: Int32, _ byte: UInt8) -> Int32? {
    var child = nodes[Int(node)].firstChild
    while child != Self.none, nodes[Int(child)].byte != byte { child = nodes[Int(child)].sibling }
    return child == Self.none ? nil : child
  }

  func children(of node: Int32) -> [Int32] {
    var children: [Int32] = []
    var child = nodes[Int(node)].firstChild
    while child != Self.none {
      children.append(child)
      child = nodes[Int(child)].sibling
    }
    return children
  }

  /// The cost of a word, nil where it is none.
  func cost(of word: some Sequence<UInt8>) -> Float? {
    var node = Self.root
    for byte in word {
      guard let next = child(of: node, byte) else { return nil }
      node = next
    }
    let cost = nodes[Int(node)].cost
    return cost < .infinity ? cost : nil
  }

  /// The letters on the way to a node.
  func word(at node: Int32) -> [UInt8] {
    var letters: [UInt8] = []
    var node = node
    while node != Self.root {
      letters.append(nodes[Int(node)].byte)
      node = nodes[Int(node)].parent
    }
    return letters.reversed()
  }

  private mutating func addChild(of node: Int32, _ byte: UInt8) -> Int32 {
    let index = Int32(nodes.count)
    nodes.append(Node(byte: byte, parent: node, sibling: nodes[Int(node)].firstChild))
    nodes[Int(node)].firstChild = index
    return index
  }
}
