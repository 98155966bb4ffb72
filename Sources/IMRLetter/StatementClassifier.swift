import ClinicalText
import Extraction
import Lexicon

/// Tells what a letter says of its patient from what guidelines, laws and the literature say.
///
/// Guideline sections are guideline text. In a rationale each sentence is scored by its cues, by dates and literature
/// references, and by the sentence before it, since quoted passages run over many sentences.
struct StatementClassifier: Sendable {
  private enum Side: String, CaseIterable { case patient, guideline }

  /// Points of a date, of a reference "(Chou, 2007)", of a sentence inside a long quotation, and of the side of the
  /// sentence before.
  private static let datePoints = 3
  private static let referencePoints = -4
  private static let quotationPoints = -3
  private static let carryPoints = 1

  private let layer: LayerID
  private let points: [Int]

  /// - Throws: `LexiconError` for a row with an unknown side or a weight that is no number.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "statements/cues.tsv", columns: 3)
    var points: [Int] = []
    for row in rows {
      let side = try row.value(1, as: Side.self)
      guard let weight = Int(row[2]) else { throw row.error("column 3 has to be a whole number") }
      points.append(side == .patient ? weight : -weight)
    }
    self.points = points
    layer = try builder.addLayer("statement cues", rows: rows)
  }

  /// The kind of each sentence.
  /// - Parameter numbers: the tokens of digits.
  func statements(
    in reading: Reading, _ phrases: PhraseHits, _ sections: [Section], _ numbers: TokenSet
  ) -> [StatementKind] {
    var kinds: [StatementKind] = []
    kinds.append(contentsOf: repeatElement(.patient, count: reading.sentenceCount))
    let hits = phrases[layer]
    var next = 0
    for section in sections {
      switch section.kind {
      case .guidelines:
        for sentence in section.sentences { kinds[sentence] = .guideline }
      case .rationale:
        classify(section, reading, hits, numbers, &next, &kinds)
      case .header, .reviewer, .records, .caseSummary, .decisions: continue
      }
    }
    return kinds
  }

  private func classify(
    _ section: Section, _ reading: Reading, _ hits: PhraseHitList, _ numbers: TokenSet, _ next: inout Int,
    _ kinds: inout [StatementKind]
  ) {
    var before = 0
    for sentence in section.sentences {
      let tokens = reading.tokens(ofSentence: sentence)
      while next < hits.count, hits[next].tokens.lowerBound < tokens.lowerBound { next += 1 }
      var score = before + markPoints(tokens, reading, numbers)
      while next < hits.count, hits[next].tokens.lowerBound < tokens.upperBound {
        score += points[Int(hits[next].row)]
        next += 1
      }
      kinds[sentence] = score < 0 ? .guideline : .patient
      before = score < 0 ? -Self.carryPoints : Self.carryPoints
    }
  }

  private func markPoints(_ tokens: Range<Int>, _ reading: Reading, _ numbers: TokenSet) -> Int {
    var points = 0
    var next = numbers.first(from: tokens.lowerBound)
    while let token = next, token < tokens.upperBound {
      next = numbers.first(from: token + 1)
      if isDate(token, tokens, reading) { points += Self.datePoints }
      if isReference(token, tokens, reading) { points += Self.referencePoints }
    }
    return points
  }

  /// Three numbers with the same sign between them ("11-21-16").
  private func isDate(_ token: Int, _ tokens: Range<Int>, _ reading: Reading) -> Bool {
    guard token + 4 < tokens.upperBound, reading.flags[token + 2].contains(.number),
      reading.flags[token + 4].contains(.number)
    else { return false }
    guard reading.flags[token + 1].contains(.punctuation), reading.flags[token + 3].contains(.punctuation) else {
      return false
    }
    let sign = reading.view[Int(reading.tokenStarts[token + 1])]
    return (sign == UInt8(ascii: "/") || sign == UInt8(ascii: "-") || sign == UInt8(ascii: "."))
      && reading.view[Int(reading.tokenStarts[token + 3])] == sign
  }

  /// A year that closes a bracket behind a name: "(Chou, 2007)", "(Colorado 2002)".
  private func isReference(_ token: Int, _ tokens: Range<Int>, _ reading: Reading) -> Bool {
    guard let year = reading.number(token), 1970...2060 ~= year, token + 1 < tokens.upperBound,
      reading.isMark(token + 1, ")"), token - 2 > tokens.lowerBound
    else { return false }
    let name = reading.isMark(token - 1, ",") ? token - 2 : token - 1
    return reading.flags[name].contains(.word) && reading.flags[name].contains(.capitalized)
  }
}
