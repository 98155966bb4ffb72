import ClinicalText
import Extraction
import Lexicon
import PCRE2

/// Finds the items that a letter decides: headings that end in the decision ("MRI of the lumbar spine: Upheld"), or,
/// in the letters of 2013, sentences ("has determined the request for X is not medically necessary").
struct DisputedItemFinder: Sendable {
  private let headings: DecisionHeadings
  private let determinations: DecisionPatterns
  private let requests: DecisionPatterns
  private let trim: ItemTrim

  /// - Throws: `LexiconError` for an unusable lexicon.
  init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    trim = try ItemTrim(services, in: &builder)
    headings = try DecisionHeadings(trim, in: &builder)
    determinations = try DecisionPatterns("services/determinations.tsv", in: &builder)
    requests = try DecisionPatterns("services/request-decisions.tsv", in: &builder)
  }

  /// The items in letter order, each where it is first stated.
  /// - Throws: `MatchError` where a pattern reached its limit.
  func items(
    in reading: Reading, _ phrases: PhraseHits, _ sections: [SectionHeading], _ scratch: MatchScratch
  ) throws(MatchError) -> [DisputedItem] {
    var items = headings.items(in: reading, phrases, sections)
    items += try determined(determinations, in: reading, phrases, scratch)
    if items.isEmpty { items = try determined(requests, in: reading, phrases, scratch) }
    items.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    var first: [DisputedItem] = []
    for item in items where !first.contains(where: { item.restates($0, in: reading) }) { first.append(item) }
    return first
  }

  /// Items out of sentences that decide.
  private func determined(
    _ patterns: DecisionPatterns, in reading: Reading, _ phrases: PhraseHits, _ scratch: MatchScratch
  ) throws(MatchError) -> [DisputedItem] {
    var items: [DisputedItem] = []
    let starts = patterns.set.starts(in: reading, phrases)
    var next = starts.first(from: 0)
    while let token = next {
      next = starts.first(from: token + 1)
      guard let index = try patterns.set.match(at: token, in: reading, scratch), let whole = scratch.range(0),
        let range = patterns.items[index].flatMap(scratch.range)
      else { continue }
      let end = reading.token(atView: whole.upperBound - 1) + 1
      let tokens = trim.trimmed(
        reading.token(atView: range.lowerBound)..<reading.token(atView: range.upperBound - 1) + 1, reading)
      let start = Int(reading.sentenceStarts[reading.sentence(ofToken: token)])
      items.append(
        DisputedItem(
          tokens: tokens, statement: start..<end, decision: patterns.decisions[index],
          number: trim.listNumber(start, reading).number, cue: tokens.upperBound..<end, rule: patterns.rules[index]))
    }
    return items
  }
}

/// The patterns of sentences that decide.
private struct DecisionPatterns: Sendable {
  let set: PatternSet
  /// By pattern: the group of the item, what is decided, and the pattern's line.
  let items: [Int?]
  let decisions: [Decision]
  let rules: [RuleReference]

  /// - Throws: `LexiconError` for a pattern whose value is no decision.
  init(_ path: String, in builder: inout LexiconBuilder) throws(LexiconError) {
    set = try PatternSet(path, in: &builder)
    var decisions: [Decision] = []
    for pattern in set.patterns {
      guard let decision = pattern.values.first.flatMap(Decision.init(rawValue:)) else {
        throw pattern.row.error("the value has to be a decision")
      }
      decisions.append(decision)
    }
    self.decisions = decisions
    items = set.patterns.indices.map { [set] in set.group("item", of: $0) }
    rules = set.patterns.map { RuleReference($0.row, name: $0.name) }
  }
}
