import ClinicalText
import Lexicon

/// Words that tell what happened on a date beside them: `dates/role-cues.tsv`.
struct DateRoleCues: Sendable {
  private enum Side: String, CaseIterable { case before, after, both }

  /// The strongest cue of a role.
  struct Strength {
    let role: DateRole
    let weight: Double
    /// The weight of the cue itself, wherever it stands.
    let cueWeight: Double
    fileprivate let hit: PhraseHit
    fileprivate let isLeading: Bool
  }

  private struct CueLayer: Sendable {
    let layer: LayerID
    let cues: [Cue]
    /// Kept apart, so that a cue copies without reference counting.
    let rules: [RuleReference]

    init(_ name: String, _ rows: [LexiconRow], _ builder: inout LexiconBuilder) throws(LexiconError) {
      layer = try builder.addLayer(name, rows: rows)
      var cues: [Cue] = []
      for row in rows { cues.append(try Cue(row)) }
      self.cues = cues
      rules = rows.map { RuleReference($0) }
    }
  }

  private struct Cue: Sendable {
    let role: DateRole
    let reach: Double
    let weight: Double

    init(_ row: LexiconRow) throws(LexiconError) {
      guard let reach = Double(row[3]), let weight = Double(row[4]) else {
        throw row.error("columns 4 and 5 have to be a reach in words and a weight")
      }
      role = try row.value(1, as: DateRole.self)
      self.reach = reach
      self.weight = weight
    }
  }

  /// Cues that stand before a date, and cues that stand behind it: a word may be both, with another weight.
  private let leading: CueLayer
  private let trailing: CueLayer
  /// Words between two dates of a list.
  private let listWords: [WordID]
  /// Tokens between two dates of a list ("six on 11/9/2015, and a further 6 on 2/22/2016").
  private static let longestLink = 6
  /// Cues behind a date count less than those before it.
  private static let shareBehind = 0.9

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "dates/role-cues.tsv", columns: 5)
    var before: [LexiconRow] = []
    var after: [LexiconRow] = []
    for row in rows {
      let side = try row.value(2, as: Side.self)
      if side != .after { before.append(row) }
      if side != .before { after.append(row) }
    }
    leading = try CueLayer("date role before", before, &builder)
    trailing = try CueLayer("date role behind", after, &builder)
    listWords = try builder.words(of: "dates/list-words.tsv")
  }

  /// Whether the dates on both sides of `tokens` are listed: a comma or conjunction, and no cue of the second one.
  func isList(_ tokens: Range<Int>, _ document: AnalyzedDocument) -> Bool {
    let reading = document.reading
    guard (1...Self.longestLink).contains(tokens.count) else { return false }
    let first = tokens.lowerBound
    guard reading.isMark(first, ",") || reading.isMark(first, "&") || listWords.contains(reading.words[first]) else {
      return false
    }
    return document.phrases.hits(leading.layer, within: tokens).isEmpty
      && document.phrases.hits(trailing.layer, within: tokens).isEmpty
      && !(tokens.lowerBound...tokens.upperBound).contains { reading.flags[$0].contains(.sentenceStart) }
  }

  /// Finds the strongest cue of each role in the sentence around `dates`.
  func findStrongest(
    around dates: Range<Int>, _ distances: CueDistances, _ document: AnalyzedDocument, _ found: inout [Strength]
  ) {
    let sentence = distances.sentence
    found.removeAll(keepingCapacity: true)
    guard dates.upperBound <= sentence.upperBound else { return }
    for hit in document.phrases.hits(leading.layer, within: sentence.lowerBound..<dates.lowerBound)
    where Int(hit.end) <= dates.lowerBound {
      let distance = distances.words(in: Int(hit.end)..<dates.lowerBound)
      weigh(hit, leading.cues[Int(hit.row)], distance, isLeading: true, &found)
    }
    for hit in document.phrases.hits(
      trailing.layer, within: dates.upperBound..<max(dates.upperBound, sentence.upperBound))
    {
      let distance = distances.words(in: dates.upperBound..<Int(hit.start))
      weigh(hit, trailing.cues[Int(hit.row)], distance, isLeading: false, &found)
    }
  }

  func evidence(of strength: Strength, _ reading: Reading) -> Evidence {
    let rule = strength.isLeading ? leading.rules[Int(strength.hit.row)] : trailing.rules[Int(strength.hit.row)]
    return Evidence(key: .role, rule: rule, cue: reading.span(ofTokens: strength.hit.tokens))
  }

  private func weigh(_ hit: PhraseHit, _ cue: Cue, _ distance: Double, isLeading: Bool, _ found: inout [Strength]) {
    guard distance <= cue.reach else { return }
    let weight = (isLeading ? 1 : Self.shareBehind) * cue.weight * (1 - distance / (cue.reach + 1))
    let known = found.firstIndex { $0.role == cue.role }
    if let known, found[known].weight >= weight { return }
    let strength = Strength(role: cue.role, weight: weight, cueWeight: cue.weight, hit: hit, isLeading: isLeading)
    if let known { found[known] = strength } else { found.append(strength) }
  }
}
