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
  static let noEntry: Int32 = -1

  struct Entry: Sendable {
    let layer: UInt8
    let row: Int32
  }

  /// A node's number with what is asked of it most often, so that most steps touch no table.
  struct Node: Sendable {
    static let none = Node(raw: 0)
    private let raw: Int32

    private init(raw: Int32) { self.raw = raw }

    init(_ index: Int, endsPhrase: Bool, goesOn: Bool) {
      raw = Int32(index) << 2 | (goesOn ? 2 : 0) | (endsPhrase ? 1 : 0)
    }

    var exists: Bool { raw != 0 }
    var endsPhrase: Bool { raw & 1 != 0 }
    /// Whether a longer phrase passes through it.
    var goesOn: Bool { raw & 2 != 0 }
    var index: Int32 { raw >> 2 }
  }

  /// Twelve bytes, so that the table of all edges stays in a core's own cache.
  struct Edge: Sendable {
    let parent: Int32
    let word: WordID
    let node: Node

    init(key: UInt64, node: Node) {
      parent = Int32(truncatingIfNeeded: key >> 32)
      word = WordID(truncatingIfNeeded: key)
      self.node = node
    }
  }

  /// Node that each word leads to from the root.
  let roots: [Node]
  /// An open table.
  let edges: [Edge]
  let firstEntries: [Int32]
  let nextEntries: [Int32]
  let entries: [Entry]

  @inline(__always)
  func root(_ word: WordID) -> Node { roots[Int(word)] }

  /// The node behind `word`, `none` where no phrase goes on so.
  @inline(__always)
  func next(_ node: Node, _ word: WordID) -> Node {
    guard node.goesOn, word != Vocabulary.unknown else { return .none }
    var slot = Self.slot(of: Self.key(node.index, word), in: edges.count)
    while edges[slot].node.exists, edges[slot].parent != node.index || edges[slot].word != word {
      slot = (slot + 1) & (edges.count - 1)
    }
    return edges[slot].node
  }

  /// The first entry that ends at a node, nil where none does.
  @inline(__always)
  func firstEntry(at node: Node) -> Int32? { Self.known(firstEntries[Int(node.index)]) }

  /// The entry behind `index` at the same node.
  @inline(__always)
  func nextEntry(after index: Int32) -> Int32? { Self.known(nextEntries[Int(index)]) }

  @inline(__always)
  func entry(_ index: Int32) -> Entry { entries[Int(index)] }

  @inline(__always)
  private static func known(_ index: Int32) -> Int32? { index == noEntry ? nil : index }

  static func key(_ node: Int32, _ word: WordID) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))
  }

  /// Where the search for `key` begins in an open table of `count` slots, a power of two.
  @inline(__always)
  static func slot(of key: UInt64, in count: Int) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
  }
}
