import ClinicalText
import Extraction
import Lexicon

/// Finds item headings that end in the decision: "1. Norco 10/325mg #60: Upheld".
struct DecisionHeadings: Sendable {
  private let layer: LayerID
  private let rules: [RuleReference]
  private let decisions: [Decision]
  private let trim: ItemTrim

  /// - Throws: `LexiconError` for a row with an unknown decision.
  init(_ trim: ItemTrim, in builder: inout LexiconBuilder) throws(LexiconError) {
    self.trim = trim
    let rows = try builder.source.rows(of: "services/decisions.tsv", columns: 2)
    var decisions: [Decision] = []
    for row in rows { decisions.append(try row.value(1, as: Decision.self)) }
    self.decisions = decisions
    rules = rows.map { RuleReference($0, name: "item heading") }
    layer = try builder.addLayer("decisions", rows: rows)
  }

  func items(in reading: Reading, _ phrases: PhraseHits, _ sections: [SectionHeading]) -> [DisputedItem] {
    var floor = sections.first { $0.kind == .decisions }?.tokens.upperBound ?? 0
    var nextSection = 0
    var items: [DisputedItem] = []
    for hit in phrases[layer] where hit.tokens.lowerBound > floor {
      guard endsStatement(hit.tokens.upperBound, reading), let end = itemEnd(hit.tokens.lowerBound, reading) else {
        continue
      }
      while nextSection < sections.count, sections[nextSection].tokens.upperBound <= end {
        if sections[nextSection].kind != .decisions { floor = max(floor, sections[nextSection].tokens.upperBound) }
        nextSection += 1
      }
      if let found = trim.item(before: end, after: floor, reading, phrases) {
        items.append(
          DisputedItem(
            tokens: found.tokens, statement: found.statement..<hit.tokens.upperBound,
            decision: decisions[Int(hit.row)], number: found.number, cue: hit.tokens,
            rule: rules[Int(hit.row)]))
      }
      floor = hit.tokens.upperBound
    }
    return items
  }

  private func endsStatement(_ token: Int, _ reading: Reading) -> Bool {
    if token >= reading.tokenCount || reading.flags[token].contains(.sentenceStart) { return true }
    return reading.isMark(token, ".")
      && (token + 1 == reading.tokenCount || reading.flags[token + 1].contains(.sentenceStart))
  }

  /// The end of what stands before the colon or dash that parts an item from its decision.
  private func itemEnd(_ decision: Int, _ reading: Reading) -> Int? {
    let mark = decision - 1
    guard mark > 0 else { return nil }
    let isDash =
      reading.isMark(mark, "-") && reading.flags[mark].contains(.spaceBefore)
      && reading.flags[decision].contains(.spaceBefore)
    return reading.isMark(mark, ":") || isDash ? mark : nil
  }
}
