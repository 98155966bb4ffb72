import ClinicalText

/// Vocabulary, reading rules and phrases of all lexicons, ready to use and shared between threads.
public struct Lexicon: Sendable {
  public let rules: ReadingRules
  let trie: PhraseTrie
  let layerCount: Int

  /// Finds the phrases of every layer; within a layer the leftmost and longest wins and hits do not overlap.
  ///
  /// Phrases do not run across sentences. A hyphen between two words of a phrase is passed over.
  public func phrases(in reading: Reading) -> PhraseHits {
    var hits = PhraseHits(layerCount: layerCount)
    var free = [Int32](repeating: 0, count: layerCount)
    var path: [(node: PhraseTrie.Node, end: Int32)] = []
    for token in 0..<reading.tokenCount {
      let root = trie.root(reading.words[token])
      guard root.exists else { continue }
      walk(from: token, root, reading, &path)
      while let last = path.popLast() { take(last, from: Int32(token), &free, &hits) }
    }
    return hits
  }

  /// Collects the nodes at which phrases that start at `token` end, the longest last.
  @inline(__always)
  private func walk(
    from token: Int, _ root: PhraseTrie.Node, _ reading: Reading, _ path: inout [(node: PhraseTrie.Node, end: Int32)]
  ) {
    var node = root
    var at = token + 1
    while node.exists {
      if node.endsPhrase { path.append((node, Int32(at))) }
      guard node.goesOn, at < reading.tokenCount, !reading.flags[at].contains(.sentenceStart) else { return }
      node = next(node, &at, reading)
      at += 1
    }
  }

  /// The node behind the word of token `at`, or behind the one after it where `at` is a hyphen in a phrase.
  @inline(__always)
  private func next(_ node: PhraseTrie.Node, _ at: inout Int, _ reading: Reading) -> PhraseTrie.Node {
    let direct = trie.next(node, reading.words[at])
    guard !direct.exists, reading.isMark(at, "-"), at + 1 < reading.tokenCount,
      !reading.flags[at + 1].contains(.sentenceStart)
    else { return direct }
    at += 1
    return trie.next(node, reading.words[at])
  }

  /// Takes the phrases of one node for the layers that are free at `token`; a longer phrase has been there before.
  private func take(
    _ found: (node: PhraseTrie.Node, end: Int32), from token: Int32, _ free: inout [Int32], _ hits: inout PhraseHits
  ) {
    var index = trie.firstEntry(at: found.node)
    while let current = index {
      let entry = trie.entry(current)
      let layer = Int(entry.layer)
      if free[layer] <= token {
        hits.append(PhraseHit(start: token, end: found.end, row: entry.row), layer: layer)
        free[layer] = found.end
      }
      index = trie.nextEntry(after: current)
    }
  }
}

/// The phrases found in a reading, by layer, in text order.
public struct PhraseHits: Sendable {
  private var layers: [[PhraseHit]]

  init(layerCount: Int) { layers = Array(repeating: [], count: layerCount) }

  public subscript(layer: LayerID) -> [PhraseHit] { layers[layer.index] }

  mutating func append(_ hit: PhraseHit, layer: Int) { layers[layer].append(hit) }
}
