import DiagnosisTerms

/// An entry that a phrase supports.
struct Candidate {
  var row: Int
  /// Weight covered, in eighths.
  var score: Int
  var mask: UInt64
  var kind: EntryKind
  var entry: Int
  /// The rarest word of the entry.
  var rarest: UInt32
}

/// Finds the entries all of whose words a phrase says.
struct IndexSearch: Sendable {
  let index: CodingIndex
  let limit = 8
  /// What a code that says "other" costs, in eighths.
  static let otherPenalty = 4

  /// The entries that cover most of the evidence, best first, one a code.
  func candidates(for evidence: Evidence, into found: inout [Candidate]) {
    found.removeAll(keepingCapacity: true)
    let sequence = sequenceHash(evidence.sequence)
    let filter = WordFilter(evidence.words)
    for word in evidence.words {
      let groups = index.groups(of: word)
      // Most entries fail at the rarest but one of their words.
      for group in 0..<groups.count where groups.mayNeed(oneOf: filter, group) {
        let needed = groups.word(group)
        if needed == 0 || evidence.stamp(of: needed) != 0 {
          search(groups.entries(group), rarest: word, evidence, sequence, into: &found)
        }
      }
    }
  }

  private func search(
    _ entries: Range<Int>, rarest word: UInt32, _ evidence: Evidence, _ sequence: UInt32, into found: inout [Candidate]
  ) {
    var offset = entries.lowerBound
    while offset < entries.upperBound {
      let entry = index.entry(at: offset)
      offset = entry.end
      if let candidate = match(entry, rarest: word, evidence, sequence) { insert(candidate, into: &found) }
    }
  }

  /// - Parameter sequence: the hash of the order of the words.
  private func match(_ entry: IndexEntry, rarest: UInt32, _ evidence: Evidence, _ sequence: UInt32) -> Candidate? {
    var coverage = Coverage()
    coverage.add(stamp: evidence.stamp(of: rarest))
    guard cover(entry.words, evidence, &coverage) else { return nil }
    let kind = entry.kind
    var score = self.score(coverage, evidence)
    if kind == .externalCause { score = score * 3 / 4 }
    if kind == .category { score -= 2 } else if entry.sequence == sequence { score += 8 }
    return Candidate(row: entry.row, score: score, mask: coverage.mask, kind: kind, entry: entry.offset, rarest: rarest)
  }

  /// Whether the evidence holds all required words; adds to `coverage` what they and the optional ones cover.
  @inline(__always)
  func cover(_ words: IndexWords, _ evidence: Evidence, _ coverage: inout Coverage) -> Bool {
    for place in 0..<words.firmCount {
      let stamp = evidence.stamp(of: words.required(place))
      if stamp == 0 { return false }
      coverage.add(stamp: stamp)
    }
    for place in words.firmCount..<words.requiredCount {
      let word = words.required(place)
      let stamp = evidence.stamp(of: word)
      if stamp != 0 {
        coverage.add(stamp: stamp)
      } else if isTakenForGranted(word, evidence) {
        coverage.penalty += 1
      } else {
        return false
      }
    }
    for place in 0..<words.optionalCount {
      let stamp = evidence.stamp(of: words.optional(place))
      if stamp != 0 { coverage.addOptional(stamp: stamp) }
    }
    coverage.penalty += words.penalty
    return true
  }

  private func isTakenForGranted(_ word: UInt32, _ evidence: Evidence) -> Bool {
    let denied = index.denied(by: word)
    if denied != 0 { return evidence.stamp(of: denied) == 0 }
    return index.isAssumed(word)
  }

  /// The weight covered, in eighths; words that may be there count a little less, words that are only implied
  /// less than that.
  @inline(__always)
  func score(_ coverage: Coverage, _ evidence: Evidence) -> Int {
    let optional = coverage.optional & ~coverage.literal
    let implied = coverage.implied & ~(coverage.literal | optional)
    let far = coverage.farImplied & ~(coverage.literal | optional | implied)
    var score = 8 * evidence.weight(of: coverage.literal) - coverage.penalty
    if optional != 0 { score += 8 * evidence.weight(of: optional) - optional.nonzeroBitCount }
    if implied != 0 { score += 6 * evidence.weight(of: implied) }
    if far != 0 { score += 5 * evidence.weight(of: far) }
    return score
  }

  private func insert(_ candidate: Candidate, into found: inout [Candidate]) {
    if found.count == limit, !precedes(candidate, found[limit - 1]) { return }
    if let same = found.firstIndex(where: { $0.row == candidate.row }) {
      if !precedes(candidate, found[same]) { return }
      found.remove(at: same)
    }
    let place = found.firstIndex { precedes(candidate, $0) } ?? found.count
    guard place < limit else { return }
    found.insert(candidate, at: place)
    if found.count > limit { found.removeLast() }
  }

  /// Of entries with the same rarest word that say the same of a code, the one that stands first in the index counts.
  private func precedes(_ one: Candidate, _ other: Candidate) -> Bool {
    if one.score != other.score { return one.score > other.score }
    if one.kind != other.kind { return one.kind.rawValue < other.kind.rawValue }
    if one.row != other.row { return one.row < other.row }
    return one.rarest == other.rarest && index.entry(at: one.entry).source < index.entry(at: other.entry).source
  }
}
