import ClinicalText
import Lexicon

/// Tells dates of the case from the years of guidelines, laws and literature and from other numbers.
struct DateGuard: Sendable {
  private enum Side: String, CaseIterable { case before, after }

  private enum Scope: String, CaseIterable {
    /// Refuses any date.
    case date
    /// Refuses months and years, not days.
    case month
    /// Refuses bare years only.
    case year
  }

  private struct Cue: Sendable {
    let reach: Int
    let scope: Scope

    init(_ row: LexiconRow) throws(LexiconError) {
      guard let reach = Int(row[2]) else { throw row.error("column 3 has to be a number of tokens") }
      self.reach = reach
      scope = try row.value(3, as: Scope.self)
    }
  }

  /// Cues that stand before a date, and cues behind it.
  private let leading: LayerID
  private let trailing: LayerID
  private let leadingCues: [Cue]
  private let trailingCues: [Cue]
  /// Words without a capital inside of names ("van Tulder", "Chou et al").
  private let particles: Set<WordID>

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    var before: [LexiconRow] = []
    var after: [LexiconRow] = []
    for row in try builder.source.rows(of: "dates/not-dates.tsv", columns: 4) {
      if try row.value(1, as: Side.self) == .before { before.append(row) } else { after.append(row) }
    }
    leading = try builder.addLayer("before no date", rows: before)
    trailing = try builder.addLayer("behind no date", rows: after)
    leadingCues = try Self.cues(before)
    trailingCues = try Self.cues(after)
    particles = Set(try builder.words(of: "dates/name-particles.tsv"))
  }

  /// Whether the date at `tokens` of a sentence outside of guideline sections is none of this case.
  func refuses(_ date: PartialDate, at tokens: Range<Int>, in sentence: Int, of document: AnalyzedDocument) -> Bool {
    let reading = document.reading
    if date.month == nil, document.statements[sentence] == .guideline || isAuthorYear(tokens, reading) { return true }
    return hasCue(date, tokens, reading.tokens(ofSentence: sentence), document)
  }

  private static func cues(_ rows: [LexiconRow]) throws(LexiconError) -> [Cue] {
    var cues: [Cue] = []
    for row in rows { cues.append(try Cue(row)) }
    return cues
  }

  private func hasCue(_ date: PartialDate, _ tokens: Range<Int>, _ sentence: Range<Int>, _ document: AnalyzedDocument)
    -> Bool
  {
    let before = document.phrases.hits(leading, within: sentence.lowerBound..<tokens.lowerBound)
    let after = document.phrases.hits(trailing, within: tokens.upperBound..<max(tokens.upperBound, sentence.upperBound))
    return before.contains { hit in
      let cue = leadingCues[Int(hit.row)]
      let distance = tokens.lowerBound - Int(hit.end)
      return applies(cue.scope, to: date) && (0...cue.reach).contains(distance)
    }
      || after.contains { hit in
        let cue = trailingCues[Int(hit.row)]
        return applies(cue.scope, to: date) && Int(hit.start) - tokens.upperBound <= cue.reach
      }
  }

  private func applies(_ scope: Scope, to date: PartialDate) -> Bool {
    switch scope {
    case .date: true
    case .month: date.day == nil || date.month == nil
    case .year: date.month == nil
    }
  }

  /// "(Chou, 2007)", "(van Tulder et al., 2003)", "(CMS, 2014)": names with a capital, or one in capitals, between a
  /// parenthesis and the year.
  private func isAuthorYear(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
    var token = tokens.lowerBound - 1
    var hasName = false
    while token >= 0, tokens.lowerBound - token <= 8 {
      let flags = reading.flags[token]
      if reading.isMark(token, "(") || reading.isMark(token, ";") { return hasName }
      if flags.contains(.number) || flags.contains(.upperCase) && hasName { return false }
      if flags.contains(.capitalized) { hasName = true }
      if flags.contains(.word), !flags.contains(.capitalized), !particles.contains(reading.words[token]) {
        return false
      }
      token -= 1
    }
    return false
  }
}
