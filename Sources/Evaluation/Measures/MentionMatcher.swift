/// Pairs the mentions of two annotations of one text.
///
/// A mention meets a gold one where their spans overlap and they agree. Each counts once; required gold mentions come
/// before optional ones and closer pairs before others (overlap over one plus the difference of the lengths).
struct MentionMatcher {
  struct Pairs {
    /// The gold mention of each mention.
    var gold: [Int: Int] = [:]
    var matchedGold: Set<Int> = []
  }

  let mentions: [AnnotatedMention]
  let golds: [AnnotatedMention]
  /// Overlapping pairs, best first.
  private let candidates: [(mention: Int, gold: Int)]
  /// Mentions that are optional or overlap an optional gold mention: not wrong where nothing else takes them.
  let allowed: Set<Int>

  init(_ mentions: [AnnotatedMention], _ golds: [AnnotatedMention]) {
    self.mentions = mentions
    self.golds = golds
    var pairs: [(isOptional: Bool, closeness: Double, mention: Int, gold: Int)] = []
    var allowed: Set<Int> = []
    for (index, mention) in mentions.enumerated() {
      if mention.isOptional { allowed.insert(index) }
      for (other, gold) in golds.enumerated() {
        let overlap = mention.span.overlapCount(gold.span)
        guard overlap > 0 else { continue }
        let closeness = Double(overlap) / Double(1 + abs(mention.span.count - gold.span.count))
        pairs.append((gold.isOptional, closeness, index, other))
        if gold.isOptional { allowed.insert(index) }
      }
    }
    pairs.sort { left, right in
      if left.isOptional != right.isOptional { return right.isOptional }
      if left.closeness != right.closeness { return left.closeness > right.closeness }
      return (left.mention, left.gold) < (right.mention, right.gold)
    }
    candidates = pairs.map { ($0.mention, $0.gold) }
    self.allowed = allowed
  }

  /// Greedy one-to-one pairs that agree, beside those of `taken`.
  func pairs(
    without taken: Pairs = Pairs(), where agrees: (_ mention: AnnotatedMention, _ gold: AnnotatedMention) -> Bool
  ) -> Pairs {
    var pairs = taken
    for (mention, gold) in candidates
    where pairs.gold[mention] == nil && !pairs.matchedGold.contains(gold) && agrees(mentions[mention], golds[gold]) {
      pairs.gold[mention] = gold
      pairs.matchedGold.insert(gold)
    }
    return pairs
  }

  /// What counts as right, wrong and missed.
  func counts(where agrees: (_ mention: AnnotatedMention, _ gold: AnnotatedMention) -> Bool) -> Counts {
    let pairs = pairs(where: agrees)
    let required = golds.count { !$0.isOptional }
    let right = pairs.matchedGold.count { !golds[$0].isOptional }
    let wrong = mentions.indices.count { pairs.gold[$0] == nil && !allowed.contains($0) }
    return Counts(right: right, wrong: wrong, missed: required - right)
  }

  /// Right, wrong and missed among mentions whose value is not the common one. A mention that an optional gold mention,
  /// or one with several values, allows is not wrong.
  func counts(_ measure: RareMeasure) -> Counts {
    func values(_ mention: AnnotatedMention, else missing: JSONElement) -> [JSONElement] {
      (mention.values[measure.key] ?? missing).alternatives
    }
    let wanted = golds.filter { !$0.isOptional && !values($0, else: measure.common).contains(measure.common) }
    let given = mentions.filter {
      let values = values($0, else: .null)
      return !values.contains(measure.common) && !values.contains(.null)
    }
    let facet = Facet.value(measure.key)
    let rare = MentionMatcher(given, wanted)
    let pairs = rare.pairs(where: facet.agrees)
    let wrong = given.indices.count { index in
      pairs.gold[index] == nil
        && !golds.contains { gold in
          given[index].span.overlaps(gold.span)
            && (gold.isOptional
              || Facet.meet(given[index].value(measure.key), gold.values[measure.key] ?? measure.common))
        }
    }
    return Counts(right: pairs.matchedGold.count, wrong: wrong, missed: wanted.count - pairs.matchedGold.count)
  }
}
