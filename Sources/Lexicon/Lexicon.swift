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
    for group in PhraseGroup.allCases { hits.add(table(of: group, in: reading, 0..<reading.sentenceCount), of: group) }
    return hits
  }

  /// As `phrases(in:)`, for the layers of one group.
  public func phrases(of group: PhraseGroup, in reading: Reading) -> PhraseHits {
    var hits = PhraseHits()
    hits.add(table(of: group, in: reading, 0..<reading.sentenceCount), of: group)
    return hits
  }

  /// Adds the phrases of a group in some sentences.
  /// - Parameter sentences: indices of sentences, ascending.
  public func find(_ group: PhraseGroup, in reading: Reading, _ sentences: [Int], _ hits: inout PhraseHits) {
    hits.add(table(of: group, in: reading, sentences), of: group)
  }

  private func table(of group: PhraseGroup, in reading: Reading, _ sentences: some Collection<Int>) -> PhraseTable {
    let trie = tries[group.rawValue]
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, trie.layerCount)) { free in
      withUnsafeTemporaryAllocation(of: PhraseMatcher.PhraseEnd.self, capacity: trie.depth) { ends in
        withUnsafeTemporaryAllocation(of: PhraseMatcher.Start.self, capacity: reading.tokenCount + 1) { starts in
          let scratch = PhraseMatcher.Scratch(free: free, ends: ends, starts: starts)
          var matcher = PhraseMatcher(trie, hyphen: hyphen, reading, scratch)
          matcher.run(sentences)
          return matcher.finish()
        }
      }
    }
  }
}
