import ClinicalText

/// One walk over the tokens of a reading.
///
/// A sentence is gone through twice: first without a branch, to find the tokens where phrases begin, so that the look-ups
/// in the automaton's tables do not wait for one another; then from each of those along its phrases.
struct PhraseMatcher {
  /// A token where phrases begin.
  struct Start {
    var token: Int32
    var root: PhraseTrie.Node
    /// Where the phrases go on from the root, negative where that has to be looked for.
    var edge: Int32
  }

  /// Memory that a walk needs while it goes on.
  struct Scratch {
    /// For each layer the token from which on its phrases may begin.
    let free: UnsafeMutableBufferPointer<Int32>
    /// For each word of the longest phrase.
    let ends: UnsafeMutableBufferPointer<PhraseEnd>
    /// For each token.
    let starts: UnsafeMutableBufferPointer<Start>
  }

  /// A place where a phrase ends: what ends there, and the token behind it.
  struct PhraseEnd {
    var node: PhraseTrie.Node
    var end: Int32
  }

  private let trie: PhraseTrie
  private let reading: Reading
  private let words: UnsafeBufferPointer<WordID>
  private let scratch: Scratch
  private let hyphen: WordID
  private var found: UnsafeMutableBufferPointer<FoundPhrase>
  private var count = 0
  private let sentenceLayers: UnsafeMutableBufferPointer<UInt64>

  init(_ trie: PhraseTrie, hyphen: WordID, _ reading: Reading, _ scratch: Scratch) {
    self.trie = trie
    self.hyphen = hyphen
    self.reading = reading
    self.scratch = scratch
    words = reading.words
    scratch.free.initialize(repeating: 0)
    found = .allocate(capacity: reading.tokenCount + trie.mostPhrases)
    sentenceLayers = .allocate(capacity: max(1, reading.sentenceCount))
    sentenceLayers.initialize(repeating: 0)
  }

  mutating func run(_ sentences: some Collection<Int>) {
    for sentence in sentences {
      let tokens = reading.tokens(ofSentence: sentence)
      let startCount = trie.findStarts(in: words, tokens, hyphen: hyphen, into: scratch.starts)
      var layers: UInt64 = 0
      for index in 0..<startCount {
        let start = scratch.starts[index]
        if found.count &- count < trie.mostPhrases { grow() }
        if start.root.goesOn {
          layers |= takeAll(from: start, before: tokens.upperBound)
        } else {
          layers |= take(PhraseEnd(node: start.root, end: start.token &+ 1), from: start.token)
        }
      }
      sentenceLayers[sentence] = layers
    }
  }

  consuming func finish() -> PhraseTable {
    defer { found.deallocate() }
    return PhraseTable(
      UnsafeBufferPointer(rebasing: found[..<count]), layerCount: trie.layerCount, sentenceLayers: sentenceLayers)
  }

  /// Takes the phrases that begin at a token, the longest first.
  /// - Returns: the layers taken, a bit each.
  @inline(__always)
  private mutating func takeAll(from start: Start, before limit: Int) -> UInt64 {
    var open = walk(from: start, before: limit)
    var layers: UInt64 = 0
    while open > 0 {
      open &-= 1
      layers |= take(scratch.ends[open], from: start.token)
    }
    return layers
  }

  /// Collects the nodes at which phrases that begin at a token end, the longest last.
  /// - Returns: their number.
  @inline(__always)
  private func walk(from start: Start, before limit: Int) -> Int {
    var count = 0
    var node = start.root
    var at = Int(start.token) &+ 1
    var index = words[Int(start.token)]
    var next = Int(start.edge)
    while true {
      if node.endsPhrase {
        scratch.ends[count] = PhraseEnd(node: node, end: Int32(truncatingIfNeeded: at))
        count &+= 1
      }
      guard node.goesOn, at < limit else { return count }
      if next < 0 { next = trie.edge(from: index, words[at]) }
      if next < 0, at &+ 1 < limit, words[at] == hyphen {
        at &+= 1
        next = trie.edge(from: index, words[at])
      }
      guard next >= 0 else { return count }
      node = trie.node(behind: next)
      index = trie.index(behind: next)
      at &+= 1
      next = -1
    }
  }

  /// Takes the phrases of one node for the layers that are free at `token`; a longer phrase has been there before.
  /// - Returns: the layers taken, a bit each.
  @inline(__always)
  private mutating func take(_ end: PhraseEnd, from token: Int32) -> UInt64 {
    var layers: UInt64 = 0
    trie.forEachEntry(at: end.node) { entry in
      found[count] = FoundPhrase(start: token, end: end.end, entry: entry)
      // Masks in place of a condition that processors guess wrong too often: the phrase stays where its layer is free.
      let free = scratch.free[entry.layer]
      let isFree = UInt32(bitPattern: free &- token &- 1) &>> 31
      count &+= Int(truncatingIfNeeded: isFree)
      scratch.free[entry.layer] = free ^ (free ^ end.end) & (0 &- Int32(bitPattern: isFree))
      layers |= UInt64(isFree) &<< UInt64(truncatingIfNeeded: entry.layer)
    }
    return layers
  }

  private mutating func grow() {
    let larger = UnsafeMutableBufferPointer<FoundPhrase>.allocate(capacity: found.count * 2)
    _ = larger.moveInitialize(fromContentsOf: found)
    found.deallocate()
    found = larger
  }
}
