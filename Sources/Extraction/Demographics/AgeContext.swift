import ClinicalText
import Lexicon

/// Whose age it is and when: `demographics/age-context.tsv`.
struct AgeContext: Sendable {
  private enum Kind: String, CaseIterable {
    case family, other, past, none
    case ageThen = "age-then"

    var isPast: Bool { self == .past || self == .ageThen }
  }

  private enum Side: String, CaseIterable { case before, after }

  struct Finding {
    var subject = Subject.patient
    var isNone = false
    var evidence = EvidenceList()
  }

  private struct Cue: Sendable {
    let kind: Kind
    let reach: Int
    /// Index of its rule, which is kept apart so that a cue copies without reference counting.
    let rule: Int
  }

  private let before: LayerID
  private let after: LayerID
  private let beforeCues: [Cue]
  private let afterCues: [Cue]
  private let rules: [RuleReference]

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    var beforeCues: [Cue] = []
    var afterCues: [Cue] = []
    let rows = try builder.source.rows(of: "demographics/age-context.tsv", columns: 4)
    for (index, row) in rows.enumerated() {
      guard let reach = Int(row[3]) else { throw row.error("column 4 has to be a number of words") }
      let cue = Cue(kind: try row.value(1, as: Kind.self), reach: reach, rule: index)
      if try row.value(2, as: Side.self) == .before { beforeCues.append(cue) } else { afterCues.append(cue) }
    }
    before = try builder.addLayer("before an age", rows: beforeCues.map { rows[$0.rule] })
    after = try builder.addLayer("behind an age", rows: afterCues.map { rows[$0.rule] })
    rules = rows.map { RuleReference($0) }
    self.beforeCues = beforeCues
    self.afterCues = afterCues
  }

  /// The words that make an earlier age of a number before them ("59 at the time of injury").
  func pastCues(in document: AnalyzedDocument) -> [PhraseHit] {
    document.phrases[after].filter { afterCues[Int($0.row)].kind == .ageThen }
  }

  func rule(of hit: PhraseHit) -> RuleReference { rules[afterCues[Int(hit.row)].rule] }

  func read(around tokens: Range<Int>, _ document: AnalyzedDocument) -> Finding {
    let reading = document.reading
    let index = reading.sentence(ofToken: tokens.lowerBound)
    let sentence = reading.tokens(ofSentence: index)
    var finding = Finding()
    if document.statements[index] == .guideline { finding.subject = .other }
    for hit in document.phrases.hits(before, within: sentence.lowerBound..<tokens.upperBound) {
      let cue = beforeCues[Int(hit.row)]
      let gap = min(Int(hit.end), tokens.lowerBound)..<tokens.lowerBound
      if reaches(gap, cue, reading) { apply(cue, reading.span(ofTokens: hit.tokens), &finding) }
    }
    for hit in document.phrases.hits(after, within: tokens.upperBound..<max(tokens.upperBound, sentence.upperBound)) {
      let cue = afterCues[Int(hit.row)]
      if reaches(tokens.upperBound..<Int(hit.start), cue, reading) {
        apply(cue, reading.span(ofTokens: hit.tokens), &finding)
      }
    }
    return finding
  }

  private func reaches(_ gap: Range<Int>, _ cue: Cue, _ reading: Reading) -> Bool {
    gap.count <= cue.reach
      && !gap.contains {
        reading.isMark($0, ";") || reading.isMark($0, ".") || cue.kind.isPast && reading.flags[$0].contains(.number)
      }
  }

  private func apply(_ cue: Cue, _ span: Span, _ finding: inout Finding) {
    switch cue.kind {
    case .family: finding.subject = .family
    case .other: if finding.subject == .patient { finding.subject = .other }
    case .past, .ageThen: finding.evidence.append(Evidence(key: .time, rule: rules[cue.rule], cue: span))
    case .none: finding.isNone = true
    }
    if cue.kind == .family || cue.kind == .other {
      finding.evidence.append(Evidence(key: .subject, rule: rules[cue.rule], cue: span))
    }
  }
}
