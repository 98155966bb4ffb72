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
    var walk = [Int32](repeating: -1, count: layerCount)
    var found: [(layer: Int, end: Int32, row: Int32)] = []
    for token in 0..<reading.tokenCount {
      let node = trie.root(reading.words[token])
      guard node != 0 else { continue }
      collect(from: token, node, reading, &found)
      for hit in found where walk[hit.layer] <= Int32(token) {
        hits.append(PhraseHit(start: Int32(token), end: hit.end, row: hit.row), layer: hit.layer)
        walk[hit.layer] = hit.end
      }
      found.removeAll(keepingCapacity: true)
    }
    return hits
  }

  /// The longest phrase of each layer that starts at `token`.
  private func collect(
    from token: Int, _ root: Int32, _ reading: Reading, _ found: inout [(layer: Int, end: Int32, row: Int32)]
  ) {
    var node = root
    var at = token + 1
    while true {
      for index in trie.accepted(at: node) {
        let entry = trie.entry(index)
        let hit = (layer: Int(entry.layer), end: Int32(at), row: entry.row)
        if let known = found.firstIndex(where: { $0.layer == hit.layer }) {
          if found[known].end < hit.end { found[known] = hit }
        } else {
          found.append(hit)
        }
      }
      guard at < reading.tokenCount, !reading.flags[at].contains(.sentenceStart) else { return }
      var next = trie.next(node, reading.words[at])
      if next == 0, reading.isMark(at, "-"), at + 1 < reading.tokenCount,
        !reading.flags[at + 1].contains(.sentenceStart)
      {
        at += 1
        next = trie.next(node, reading.words[at])
      }
      guard next != 0 else { return }
      node = next
      at += 1
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
