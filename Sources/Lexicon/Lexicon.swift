import ClinicalText

/// Vocabulary, reading rules and phrases of all lexicons, ready to use and shared between threads.
public struct Lexicon: Sendable {
  /// Layers are bits of a sentence's mask.
  static let layerLimit = 64

  public let rules: ReadingRules
  /// Known to every vocabulary.
  let hyphen: WordID
  /// By group.
  let tries: [PhraseTrie]

  /// Finds the phrases of every layer; within a layer the leftmost and longest wins and hits do not overlap.
  ///
  /// Phrases do not run across sentences. A hyphen between two words of a phrase is passed over.
  public func phrases(in reading: Reading) -> PhraseHits {
    var hits = PhraseHits()
    for group in PhraseGroup.allCases { find(group, in: reading, 0..<reading.sentenceCount, &hits) }
    return hits
  }

  /// As `phrases(in:)`, for the layers of one group.
  public func phrases(of group: PhraseGroup, in reading: Reading) -> PhraseHits {
    var hits = PhraseHits()
    find(group, in: reading, 0..<reading.sentenceCount, &hits)
    return hits
  }

  /// Adds the phrases of a group in some sentences.
  /// - Parameter sentences: indices of sentences, ascending.
  public func find(
    _ group: PhraseGroup, in reading: Reading, _ sentences: some Sequence<Int>, _ hits: inout PhraseHits
  ) {
    let trie = tries[group.rawValue]
    let table = withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, trie.layerCount)) { free in
      withUnsafeTemporaryAllocation(of: PhraseEnd.self, capacity: trie.depth) { ends in
        free.initialize(repeating: 0)
        var matcher = PhraseMatcher(trie: trie, hyphen: hyphen, reading: reading, free: free, ends: ends)
        matcher.run(sentences)
        return matcher.finish()
      }
    }
    hits.add(table, of: group)
  }
}

/// A place where a phrase ends: the node, and the token behind it.
private struct PhraseEnd {
  var node: PhraseTrie.Node
  var end: Int32
}

/// One walk over the tokens of a reading.
private struct PhraseMatcher {
  private let trie: PhraseTrie
  private let reading: Reading
  private let words: UnsafeBufferPointer<WordID>
  /// For each layer the token from which on its phrases may begin.
  private let free: UnsafeMutableBufferPointer<Int32>
  private let ends: UnsafeMutableBufferPointer<PhraseEnd>
  private let hyphen: WordID
  private var found: UnsafeMutableBufferPointer<FoundPhrase>
  private var count = 0
  private var sentenceLayers: [UInt64]

  init(
    trie: PhraseTrie, hyphen: WordID, reading: Reading, free: UnsafeMutableBufferPointer<Int32>,
    ends: UnsafeMutableBufferPointer<PhraseEnd>
  ) {
    self.trie = trie
    self.hyphen = hyphen
    self.reading = reading
    words = reading.words
    self.free = free
    self.ends = ends
    found = .allocate(capacity: reading.tokenCount / 2 + 64)
    sentenceLayers = [UInt64](repeating: 0, count: reading.sentenceCount)
  }

  mutating func run(_ sentences: some Sequence<Int>) {
    for sentence in sentences {
      let tokens = reading.tokens(ofSentence: sentence)
      var layers: UInt64 = 0
      for token in tokens {
        let root = trie.root(words[token])
        guard root.exists else { continue }
        var open = walk(from: token, root, before: tokens.upperBound)
        while open > 0 {
          open -= 1
          layers |= take(ends[open], from: Int32(token))
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

  /// Collects the nodes at which phrases that start at `token` end, the longest last.
  /// - Returns: their number.
  @inline(__always)
  private func walk(from token: Int, _ root: PhraseTrie.Node, before limit: Int) -> Int {
    var count = 0
    var node = root
    var at = token + 1
    while true {
      if node.endsPhrase {
        ends[count] = PhraseEnd(node: node, end: Int32(at))
        count += 1
      }
      guard node.goesOn, at < limit else { return count }
      var next = trie.next(node, words[at])
      if !next.exists, at + 1 < limit, words[at] == hyphen {
        at += 1
        next = trie.next(node, words[at])
      }
      guard next.exists else { return count }
      node = next
      at += 1
    }
  }

  /// Takes the phrases of one node for the layers that are free at `token`; a longer phrase has been there before.
  /// - Returns: the layers taken, a bit each.
  @inline(__always)
  private mutating func take(_ end: PhraseEnd, from token: Int32) -> UInt64 {
    var layers: UInt64 = 0
    trie.forEachEntry(at: end.node) { entry in
      guard free[entry.layer] <= token else { return }
      if count == found.count { grow() }
      found[count] = FoundPhrase(
        hit: PhraseHit(start: token, end: end.end, row: entry.row), layer: Int32(truncatingIfNeeded: entry.layer))
      count &+= 1
      free[entry.layer] = end.end
      layers |= 1 &<< UInt64(truncatingIfNeeded: entry.layer)
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
