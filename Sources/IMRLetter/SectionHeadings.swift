import ClinicalText
import Extraction
import Lexicon

/// A heading of a letter, on a line of its own or at the head of a paragraph.
struct SectionHeading: Sendable {
  var kind: SectionKind
  var tokens: Range<Int>
  /// The index of its sentence.
  var sentence: Int
  /// Whether it opens a disputed item by itself ("Regarding the request for").
  var opensItem: Bool
}

/// Finds the headings of `sections/headings.tsv`, whatever their case and the text around them.
struct SectionHeadings: Sendable {
  private enum Place: String, CaseIterable { case line, colon, both }

  /// Tokens that may stand between a heading and its colon ("Decision rationale (3 to 6):").
  private static let longestGap = 6
  /// Tokens that may stand before a heading in its sentence: list numbers and item labels.
  private static let longestLabel = 6

  private struct Form: Sendable {
    let kind: SectionKind
    let place: Place
    let opensItem: Bool
  }

  private let layer: LayerID
  private let labelWords: [WordID]
  /// By row.
  private let forms: [Form]

  /// - Throws: `LexiconError` for a row with an unknown section or place.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "sections/headings.tsv", columns: 3)
    var forms: [Form] = []
    for row in rows {
      let place = try row.value(2, as: Place.self)
      forms.append(Form(kind: try row.value(1, as: SectionKind.self), place: place, opensItem: row[3] == "item"))
    }
    self.forms = forms
    layer = try builder.addLayer("headings", rows: rows)
    labelWords = try builder.words(of: "sections/label-words.tsv")
  }

  /// The headings in text order.
  func headings(in reading: Reading, _ phrases: PhraseHits) -> [SectionHeading] {
    var sentence = 0
    var headings: [SectionHeading] = []
    headings.reserveCapacity(phrases[layer].count)
    for hit in phrases[layer] {
      let form = forms[Int(hit.row)]
      let stands =
        switch form.place {
        case .line: isFirst(hit.tokens.lowerBound, reading)
        case .both: isFirst(hit.tokens.lowerBound, reading) && isBeforeColon(hit.tokens.upperBound, reading)
        case .colon: isBeforeColon(hit.tokens.upperBound, reading) && mayOpen(hit.tokens.lowerBound, reading)
        }
      guard stands else { continue }
      while reading.tokens(ofSentence: sentence).upperBound <= hit.tokens.lowerBound { sentence += 1 }
      headings.append(
        SectionHeading(kind: form.kind, tokens: hit.tokens, sentence: sentence, opensItem: form.opensItem))
    }
    return headings
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
