import ClinicalText
import Extraction
import Lexicon

/// A heading of a letter, on a line of its own or at the head of a paragraph.
struct SectionHeading: Sendable {
  var kind: SectionKind
  var tokens: Range<Int>
}

/// Finds the headings of `sections/headings.tsv`, whatever their case and the text around them.
struct SectionHeadings: Sendable {
  private enum Place: String, CaseIterable { case line, colon, both }

  /// Tokens that may stand between a heading and its colon ("Decision rationale (3 to 6):").
  private static let longestGap = 6
  /// Tokens that may stand before a heading in its sentence: list numbers and item labels.
  private static let longestLabel = 6
  private static let labelWords = ["item", "items", "issue", "issues", "request", "requests", "and", "to", "no"]

  private let layer: LayerID
  private let labelWords: Set<WordID>
  private let kinds: [(kind: SectionKind, place: Place)]

  /// - Throws: `LexiconError` for a row with an unknown section or place.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "sections/headings.tsv", columns: 3)
    var kinds: [(kind: SectionKind, place: Place)] = []
    for row in rows { kinds.append((try row.value(1, as: SectionKind.self), try row.value(2, as: Place.self))) }
    self.kinds = kinds
    layer = try builder.addLayer("headings", rows: rows)
    var words: Set<WordID> = []
    for word in Self.labelWords { words.insert(builder.word(word)) }
    labelWords = words
  }

  /// The headings in text order.
  func headings(in reading: Reading, _ phrases: PhraseHits) -> [SectionHeading] {
    phrases[layer].compactMap { hit in
      let (kind, place) = kinds[Int(hit.row)]
      let stands =
        switch place {
        case .line: isFirst(hit.tokens.lowerBound, reading)
        case .both: isFirst(hit.tokens.lowerBound, reading) && isBeforeColon(hit.tokens.upperBound, reading)
        case .colon: isBeforeColon(hit.tokens.upperBound, reading) && mayOpen(hit.tokens.lowerBound, reading)
        }
      return stands ? SectionHeading(kind: kind, tokens: hit.tokens) : nil
    }
  }

  /// Whether only a label stands before `token` in its sentence: numbers, marks, "item", "and", "to".
  private func isFirst(_ token: Int, _ reading: Reading) -> Bool {
    var at = token
    while at > 0, token - at < Self.longestLabel, !reading.flags[at].contains(.sentenceStart) {
      at -= 1
      guard !reading.flags[at].contains(.word) || labelWords.contains(reading.words[at]) else { return false }
    }
    return at == 0 || reading.flags[at].contains(.sentenceStart)
  }

  /// A heading with a colon may stand inside of a line, but starts with a capital there.
  private func mayOpen(_ token: Int, _ reading: Reading) -> Bool {
    reading.flags[token].contains(.capitalized) || isFirst(token, reading)
  }

  private func isBeforeColon(_ token: Int, _ reading: Reading) -> Bool {
    var at = token
    while at < reading.tokenCount, at - token <= Self.longestGap, !reading.flags[at].contains(.sentenceStart) {
      if reading.isMark(at, ":") { return true }
      if at == token, !reading.isMark(at, "("), !reading.isMark(at, "-") { return false }
      at += 1
    }
    return false
  }
}
