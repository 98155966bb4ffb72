import ClinicalText

/// All phrases of all layers in one automaton over word ids, in tables that are made once and never change.
///
/// A node is told by its index: the id of its word for one that a word leads to from the root, else the number of words
/// and the slot of the edge that leads to it.
final class PhraseTrie: @unchecked Sendable {
  /// A phrase that ends at a node: its layer and its row there.
  struct Entry {
    fileprivate static let lastBit: UInt32 = 1 << 31
    fileprivate let raw: UInt32

    /// - Parameters:
    ///   - layer: below 64.
    ///   - row: below 2^24.
    ///   - isLast: whether no further phrase ends at the same node.
    init(layer: Int, row: Int, isLast: Bool) {
      raw = UInt32(row) | UInt32(layer) << 24 | (isLast ? Self.lastBit : 0)
    }

    fileprivate init(raw: UInt32) { self.raw = raw }

    @inline(__always) var layer: Int { Int(raw >> 24 & 0x3F) }
    @inline(__always) var row: Int32 { Int32(bitPattern: raw & 0xFF_FFFF) }
    @inline(__always) fileprivate var isLast: Bool { raw & Self.lastBit != 0 }
  }

  /// What a walk asks of a node, in one word: its only entry, or where its entries are, and whether it goes on.
  struct Node {
    fileprivate static let goesOnBit: UInt32 = 1 << 30
    static let none = Node(raw: 0)
    fileprivate let raw: UInt32

    fileprivate init(raw: UInt32) { self.raw = raw }

    /// - Parameter entry: the only one.
    init(_ entry: Entry, goesOn: Bool) { raw = entry.raw | (goesOn ? Self.goesOnBit : 0) }

    /// - Parameter first: where the first of several entries is; 0 for a node without any.
    init(several first: Int, goesOn: Bool) { raw = UInt32(first) | (goesOn ? Self.goesOnBit : 0) }

    /// Whether a longer phrase passes through it.
    @inline(__always) var goesOn: Bool { raw & Self.goesOnBit != 0 }
    @inline(__always) var endsPhrase: Bool { raw & ~Self.goesOnBit != 0 }
  }

  /// A node that is not led to from the root, with its place in the tree.
  struct Edge {
    /// The number of the edge that leads to the parent, or the id of the parent's word.
    let parent: Int32
    let isBehindRoot: Bool
    let word: WordID
    let node: Node
  }

  /// Twelve bytes, so that the table of all edges stays in a core's own cache.
  private struct Slot {
    var parent: Int32 = 0
    /// `Vocabulary.unknown` where the slot is free.
    var word = Vocabulary.unknown
    var node = Node.none
  }

  let layerCount: Int
  /// Words of the longest phrase.
  let depth: Int
  /// No more phrases begin at a token.
  let mostPhrases: Int
  /// The nodes that words lead to from the root, `none` where no phrase begins with a word.
  private let roots: UnsafeMutableBufferPointer<Node>
  /// An open table.
  private let slots: UnsafeMutableBufferPointer<Slot>
  /// A bit for each key that has an edge; most keys that are asked for have none and are turned away here.
  private let filter: UnsafeMutableBufferPointer<UInt64>
  private let filterMask: UInt64
  /// Those of nodes with several, from 1.
  private let entries: UnsafeMutableBufferPointer<Entry>

  /// - Parameters:
  ///   - roots: the node of each word of the vocabulary.
  ///   - edges: all others, each behind its parent.
  ///   - entries: those of nodes with several, the first of which is none's.
  init(layerCount: Int, depth: Int, roots: [Node], edges: [Edge], entries: [Entry]) {
    self.layerCount = layerCount
    self.depth = depth
    mostPhrases = depth * Self.longestRun(entries)
    self.roots = Self.table(roots)
    self.entries = Self.table(entries)
    let slotCount = 1 << (Int.bitWidth - max(8, edges.count * 4 / 3).leadingZeroBitCount)
    slots = Self.table(Array(repeating: Slot(), count: slotCount))
    filterMask = UInt64(slotCount * 8 - 1)
    filter = Self.table(Array(repeating: 0, count: slotCount / 8))
    var indices: [Int32] = []
    indices.reserveCapacity(edges.count)
    for edge in edges {
      let parent = edge.isBehindRoot ? edge.parent : indices[Int(edge.parent)]
      indices.append(index(behind: add(parent, edge.word, edge.node)))
    }
  }

  deinit {
    roots.deallocate()
    slots.deallocate()
    filter.deallocate()
    entries.deallocate()
  }

  /// The most entries of one node.
  private static func longestRun(_ entries: [Entry]) -> Int {
    var (longest, run) = (1, 0)
    for entry in entries {
      run += 1
      longest = max(longest, run)
      if entry.isLast { run = 0 }
    }
    return longest
  }

  private static func table<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
    let table = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
    _ = table.initialize(from: elements)
    return table
  }

  /// - Returns: the slot of the edge.
  private func add(_ parent: Int32, _ word: WordID, _ node: Node) -> Int {
    let hash = Self.hash(parent, word)
    var slot = slot(of: hash)
    while slots[slot].word != Vocabulary.unknown { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Slot(parent: parent, word: word, node: node)
    let bit = hash >> 32 & filterMask
    filter[Int(bit >> 6)] |= 1 << (bit & 63)
    return slot
  }

  /// Writes the tokens at which phrases begin; a phrase only goes on from one where the word behind it lets it.
  ///
  /// Masks stand in place of conditions, which the compiler would make branches of.
  /// - Parameter starts: with room for all of `tokens`.
  /// - Returns: their number.
  @inline(__always)
  func findStarts(
    in words: UnsafeBufferPointer<WordID>, _ tokens: Range<Int>, hyphen: WordID,
    into starts: UnsafeMutableBufferPointer<PhraseMatcher.Start>
  ) -> Int {
    let (words, roots) = (words.baseAddress.unsafelyUnwrapped, roots.baseAddress.unsafelyUnwrapped)
    let (slots, starts) = (slots.baseAddress.unsafelyUnwrapped, starts.baseAddress.unsafelyUnwrapped)
    guard tokens.lowerBound < tokens.upperBound else { return 0 }
    var end = starts
    var word = words[tokens.lowerBound]
    for token in tokens.lowerBound..<tokens.upperBound &- 1 {
      let next = words[token &+ 1]
      let hash = Self.hash(word, next)
      let mayGoOn = filterBit(hash) | (next == hyphen ? 1 : 0)
      let root = Node(raw: roots[Int(word)].raw & (~Node.goesOnBit | mayGoOn &<< 30))
      let slot = slot(of: hash) & (0 &- Int(truncatingIfNeeded: root.raw &>> 30 & 1))
      let difference = UInt64(UInt32(bitPattern: (slots[slot].parent ^ word) | (slots[slot].word ^ next)))
      let miss = Int32(truncatingIfNeeded: (0 &- difference) &>> 63)
      end.pointee = PhraseMatcher.Start(
        token: Int32(truncatingIfNeeded: token), root: root, edge: Int32(truncatingIfNeeded: slot) | (0 &- miss))
      end += Int(truncatingIfNeeded: (0 &- UInt64(root.raw)) &>> 63)
      word = next
    }
    let root = Node(raw: roots[Int(word)].raw & ~Node.goesOnBit)
    end.pointee = PhraseMatcher.Start(
      token: Int32(truncatingIfNeeded: tokens.upperBound &- 1), root: root, edge: -1)
    return end - starts + (root.raw == 0 ? 0 : 1)
  }

  @inline(__always)
  private func filterBit(_ hash: UInt64) -> UInt32 {
    let bit = hash &>> 32 & filterMask
    let bits = filter.baseAddress.unsafelyUnwrapped[Int(truncatingIfNeeded: bit &>> 6)]
    return UInt32(truncatingIfNeeded: bits &>> (bit & 63)) & 1
  }

  /// The slot at which an edge is looked for first; eight bits of the filter stand for each.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> 32 & filterMask) &>> 3 }

  /// The slot of the edge that leads from a node on `word`, negative where no phrase goes on so.
  @inline(__always)
  func edge(from index: Int32, _ word: WordID) -> Int {
    let hash = Self.hash(index, word)
    guard filterBit(hash) != 0 else { return -1 }
    let table = slots.baseAddress.unsafelyUnwrapped
    var slot = slot(of: hash)
    while table[slot].parent != index || table[slot].word != word {
      if table[slot].word == Vocabulary.unknown { return -1 }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return slot
  }

  @inline(__always)
  func node(behind edge: Int) -> Node { slots.baseAddress.unsafelyUnwrapped[edge].node }

  @inline(__always)
  func index(behind edge: Int) -> Int32 { Int32(truncatingIfNeeded: roots.count &+ edge) }

  /// Calls `body` with the entries of a node that ends a phrase.
  @inline(__always)
  func forEachEntry(at node: Node, _ body: (Entry) -> Void) {
    var entry = Entry(raw: node.raw & ~Node.goesOnBit)
    if entry.isLast { return body(entry) }
    var index = Int(entry.raw)
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
