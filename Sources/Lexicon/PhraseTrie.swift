import ClinicalText

/// All phrases of all layers in one automaton over word ids, in tables that are made once and never change.
final class PhraseTrie: @unchecked Sendable {
  /// A phrase that ends at a node: its layer and its row there.
  struct Entry {
    static let highestRow = 1 << 24
    private let raw: UInt32

    /// - Parameter row: below `highestRow`.
    init(layer: Int, row: Int, isLast: Bool) {
      raw = UInt32(row) | UInt32(layer) << 24 | (isLast ? 1 << 31 : 0)
    }

    /// Below 128.
    @inline(__always) var layer: Int { Int(raw >> 24 & 0x7F) }
    @inline(__always) var row: Int32 { Int32(bitPattern: raw & 0xFF_FFFF) }
    /// Whether no further phrase ends at the same node.
    @inline(__always) var isLast: Bool { raw >> 31 != 0 }

    /// Stands for several entries of a node: where the first of them is.
    init(several first: Int) { raw = UInt32(first) }
    /// Where the first of several entries is; of an entry that is not the last.
    @inline(__always) var first: Int { Int(raw) }
  }

  /// A node's number with what is asked of it most often, so that most steps touch no table. The node that a word leads
  /// to from the root has the word's number.
  struct Node {
    static let none = Node(raw: 0)
    private let raw: Int32

    private init(raw: Int32) { self.raw = raw }

    init(_ index: Int, endsPhrase: Bool, goesOn: Bool) {
      raw = Int32(index) << 2 | (goesOn ? 2 : 0) | (endsPhrase ? 1 : 0)
    }

    /// - Parameter marks: `marks` of the node.
    @inline(__always)
    init(root word: WordID, marks: UInt64) { raw = word << 2 | Int32(truncatingIfNeeded: marks) }

    /// Two bits: whether a phrase ends here and whether one goes on.
    var marks: UInt64 { UInt64(raw & 3) }
    @inline(__always) var exists: Bool { raw & 3 != 0 }
    @inline(__always) var endsPhrase: Bool { raw & 1 != 0 }
    /// Whether a longer phrase passes through it.
    @inline(__always) var goesOn: Bool { raw & 2 != 0 }
    @inline(__always) var index: Int32 { raw >> 2 }
  }

  /// Twelve bytes, so that the table of all edges stays in a core's own cache.
  struct Edge {
    let parent: Int32
    let word: WordID
    let node: Node
  }

  let layerCount: Int
  /// Words of the longest phrase.
  let depth: Int
  /// The marks of the nodes that words lead to from the root, 32 words an element: so small that it stays in a core's
  /// first cache.
  private let roots: UnsafeMutableBufferPointer<UInt64>
  /// An open table.
  private let edges: UnsafeMutableBufferPointer<Edge>
  private let edgeShift: UInt64
  /// A bit for each key that has an edge; most keys that are asked for have none and are turned away here.
  private let filter: UnsafeMutableBufferPointer<UInt64>
  private let filterShift: UInt64
  /// The only entry of each node, or where its entries are.
  private let nodeEntries: UnsafeMutableBufferPointer<Entry>
  /// Those of nodes with several.
  private let entries: UnsafeMutableBufferPointer<Entry>

  /// - Parameters:
  ///   - roots: the node of each word of the vocabulary, `none` where no phrase begins with it.
  ///   - edges: all edges, in any order.
  init(layerCount: Int, depth: Int, roots: [Node], edges: [Edge], nodeEntries: [Entry], entries: [Entry]) {
    self.layerCount = layerCount
    self.depth = depth
    var marks = [UInt64](repeating: 0, count: roots.count / 32 + 1)
    for (word, node) in roots.enumerated() { marks[word >> 5] |= node.marks << UInt64((word & 31) * 2) }
    self.roots = Self.table(marks)
    self.nodeEntries = Self.table(nodeEntries)
    self.entries = Self.table(entries)
    let edgeBits = UInt64(Int.bitWidth - max(8, edges.count * 2).leadingZeroBitCount)
    edgeShift = 64 - edgeBits
    self.edges = Self.table(Array(repeating: Edge(parent: 0, word: 0, node: .none), count: 1 << Int(edgeBits)))
    filterShift = edgeShift - 3
    filter = Self.table(Array(repeating: 0, count: 1 << Int(edgeBits + 3 - 6)))
    for edge in edges { add(edge) }
  }

  deinit {
    roots.deallocate()
    edges.deallocate()
    filter.deallocate()
    nodeEntries.deallocate()
    entries.deallocate()
  }

  private static func table<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let table = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = table.initialize(from: elements)
    return table
  }

  private func add(_ edge: Edge) {
    let hash = Self.hash(edge.parent, edge.word)
    var slot = Int(hash >> edgeShift)
    while edges[slot].node.exists { slot = (slot + 1) & (edges.count - 1) }
    edges[slot] = edge
    let bit = Int(hash >> filterShift)
    filter[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  @inline(__always)
  func root(_ word: WordID) -> Node {
    let marks = roots.baseAddress.unsafelyUnwrapped[Int(word &>> 5)]
    return Node(root: word, marks: marks &>> UInt64(truncatingIfNeeded: (word & 31) &* 2) & 3)
  }

  /// The node behind `word`, `none` where no phrase goes on so.
  @inline(__always)
  func next(_ node: Node, _ word: WordID) -> Node {
    guard node.goesOn, word != Vocabulary.unknown else { return .none }
    let hash = Self.hash(node.index, word)
    let bit = Int(hash >> filterShift)
    guard filter.baseAddress.unsafelyUnwrapped[bit >> 6] >> UInt64(bit & 63) & 1 != 0 else { return .none }
    let table = edges.baseAddress.unsafelyUnwrapped
    var slot = Int(hash >> edgeShift)
    while table[slot].node.exists, table[slot].parent != node.index || table[slot].word != word {
      slot = (slot + 1) & (edges.count - 1)
    }
    return table[slot].node
  }

  /// Calls `body` with the entries of a node that ends a phrase.
  @inline(__always)
  func forEachEntry(at node: Node, _ body: (Entry) -> Void) {
    var entry = nodeEntries.baseAddress.unsafelyUnwrapped[Int(node.index)]
    if entry.isLast { return body(entry) }
    var index = entry.first
    repeat {
      entry = entries.baseAddress.unsafelyUnwrapped[index]
      body(entry)
      index &+= 1
    } while !entry.isLast
  }

  @inline(__always)
  private static func hash(_ node: Int32, _ word: WordID) -> UInt64 {
    (UInt64(UInt32(bitPattern: node)) << 32 | UInt64(UInt32(bitPattern: word))) &* 0x9E37_79B9_7F4A_7C15
  }
}
