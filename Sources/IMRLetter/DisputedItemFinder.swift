import ClinicalText
import Extraction
import Lexicon
import PCRE2

/// Finds the items that a letter decides: headings that end in the decision ("MRI of the lumbar spine: Upheld"), or,
/// in the letters of 2013, sentences ("has determined the request for X is not medically necessary").
struct DisputedItemFinder: Sendable {
  private let headings: DecisionHeadings
  private let determinations: PatternSet
  private let requests: PatternSet
  private let trim: ItemTrim

  /// - Throws: `LexiconError` for an unusable lexicon.
  init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    trim = try ItemTrim(services, in: &builder)
    headings = try DecisionHeadings(trim, in: &builder)
    determinations = try PatternSet("services/determinations.tsv", in: &builder)
    requests = try PatternSet("services/request-decisions.tsv", in: &builder)
    for pattern in determinations.patterns + requests.patterns
    where Decision(rawValue: pattern.values.first ?? "") == nil {
      throw pattern.row.error("the value has to be a decision")
    }
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
    _ patterns: PatternSet, in reading: Reading, _ phrases: PhraseHits, _ scratch: MatchScratch
  ) throws(MatchError) -> [DisputedItem] {
    var items: [DisputedItem] = []
    var next = 0
    while let token = patterns.nextStart(in: next..<reading.tokenCount, of: reading) {
      next = token + 1
      guard let index = try patterns.match(at: token, in: reading, scratch),
        let whole = scratch.range(0), let group = patterns.group("item", of: index),
        let range = scratch.range(group)
      else { continue }
      let pattern = patterns.patterns[index]
      guard let decision = Decision(rawValue: pattern.values[0]) else { continue }
      let end = reading.token(atView: whole.upperBound - 1) + 1
      let tokens = trim.trimmed(
        reading.token(atView: range.lowerBound)..<reading.token(atView: range.upperBound - 1) + 1, reading)
      let start = Int(reading.sentenceStarts[reading.sentence(ofToken: token)])
      items.append(
        DisputedItem(
          tokens: tokens, statement: start..<end, decision: decision, number: trim.listNumber(start, reading).number,
          cue: tokens.upperBound..<end, rule: RuleReference(pattern.row, name: pattern.name)))
    }
    return items
  }
}
