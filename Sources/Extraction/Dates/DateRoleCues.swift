import ClinicalText
import Lexicon

/// Words that tell what happened on a date beside them: `dates/role-cues.tsv`.
struct DateRoleCues: Sendable {
  private enum Side: String, CaseIterable { case before, after, both }

  /// The strongest cue of a role.
  struct Strength {
    var role: DateRole
    var weight: Double
    var evidence: Evidence
  }

  private struct CueLayer: Sendable {
    let layer: LayerID
    let cues: [Cue]

    init(_ name: String, _ rows: [LexiconRow], _ builder: inout LexiconBuilder) throws(LexiconError) {
      layer = try builder.addLayer(name, rows: rows)
      var cues: [Cue] = []
      for row in rows { cues.append(try Cue(row)) }
      self.cues = cues
    }
  }

  private struct Cue: Sendable {
    let role: DateRole
    let reach: Double
    let weight: Double
    let row: LexiconRow

    init(_ row: LexiconRow) throws(LexiconError) {
      guard let reach = Double(row[3]), let weight = Double(row[4]) else {
        throw row.error("columns 4 and 5 have to be a reach in words and a weight")
      }
      role = try row.value(1, as: DateRole.self)
      self.reach = reach
      self.weight = weight
      self.row = row
    }
  }

  /// Cues that stand before a date, and cues that stand behind it: a word may be both, with another weight.
  private let leading: CueLayer
  private let trailing: CueLayer
  private let and: WordID
  private let or: WordID
  /// Tokens between two dates of a list ("six on 11/9/2015, and a further 6 on 2/22/2016").
  private static let longestLink = 6
  /// What another date, or the end of a clause, between cue and date counts in words.
  private static let costOfDate = 4.0
  private static let costOfClause = 4.0
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
    and = builder.word("and")
    or = builder.word("or")
  }

  /// Whether the dates on both sides of `tokens` are listed: a comma or conjunction goes before, and no cue of their own.
  func isList(_ tokens: Range<Int>, _ document: AnalyzedDocument) -> Bool {
    let reading = document.reading
    guard (1...Self.longestLink).contains(tokens.count), !reading.flags[tokens.lowerBound].contains(.sentenceStart) else {
      return false
    }
    let first = tokens.lowerBound
    guard reading.isMark(first, ",") || reading.isMark(first, "&") || reading.words[first] == and || reading.words[first] == or
    else { return false }
    return document.phrases.hits(leading.layer, within: tokens).isEmpty
      && document.phrases.hits(trailing.layer, within: tokens).isEmpty
      && !tokens.contains { reading.flags[$0].contains(.sentenceStart) }
  }

  /// The strongest cue of each role in the sentence around `dates`.
  func strongest(around dates: Range<Int>, _ mentions: [Mention<DateValue>], _ document: AnalyzedDocument) -> [Strength] {
    let reading = document.reading
    let sentence = reading.tokens(ofSentence: reading.sentence(ofToken: dates.lowerBound))
    var found: [Strength] = []
    for hit in document.phrases.hits(leading.layer, within: sentence.lowerBound..<dates.lowerBound)
    where Int(hit.end) <= dates.lowerBound {
      weigh(hit, leading.cues[Int(hit.row)], across: Int(hit.end)..<dates.lowerBound, 1)
    }
    for hit in document.phrases.hits(trailing.layer, within: dates.upperBound..<sentence.upperBound) {
      weigh(hit, trailing.cues[Int(hit.row)], across: dates.upperBound..<Int(hit.start), Self.shareBehind)
    }
    return found

    func weigh(_ hit: PhraseHit, _ cue: Cue, across tokens: Range<Int>, _ share: Double) {
      guard Double(tokens.count) <= cue.reach * 3 else { return }
      let distance = cost(of: tokens, mentions, reading)
      guard distance <= cue.reach else { return }
      let weight = share * cue.weight * (1 - distance / (cue.reach + 1))
      keep(cue, weight, reading.span(ofTokens: hit.tokens), &found)
    }
  }

  private func keep(_ cue: Cue, _ weight: Double, _ span: Span, _ found: inout [Strength]) {
    let evidence = Evidence(key: "role", rule: RuleReference(cue.row), cue: span)
    let strength = Strength(role: cue.role, weight: weight, evidence: evidence)
    guard let known = found.firstIndex(where: { $0.role == cue.role }) else {
      found.append(strength)
      return
    }
    if found[known].weight < weight { found[known] = strength }
  }

  /// Words, with dates and the ends of clauses counted as several.
  private func cost(of tokens: Range<Int>, _ mentions: [Mention<DateValue>], _ reading: Reading) -> Double {
    var cost = 0.0
    var token = tokens.lowerBound
    while token < tokens.upperBound {
      if let date = mention(at: token, mentions) {
        cost += Self.costOfDate
        token = mentions[date].tokens.upperBound
        continue
      }
      let flags = reading.flags[token]
      if flags.contains(.word) || flags.contains(.number) { cost += 1 }
      if reading.isMark(token, ";") { cost += Self.costOfClause }
      if reading.isMark(token, ",") { cost += 0.5 }
      token += 1
    }
    return cost
  }

  private func mention(at token: Int, _ mentions: [Mention<DateValue>]) -> Int? {
    var low = 0
    var high = mentions.count
    while low < high {
      let middle = (low + high) / 2
      if mentions[middle].tokens.upperBound <= token { low = middle + 1 } else { high = middle }
    }
    return low < mentions.count && mentions[low].tokens.lowerBound <= token ? low : nil
  }
}
