import ClinicalText
import Lexicon

/// The days that a letter's case header states, to know them again in its text.
public struct KnownDates: Sendable {
  private let values: [DateRole: DateValue]

  public init(_ values: [DateRole: DateValue] = [:]) { self.values = values }

  /// Whether the header names that day, as one date or as an end of a range, for `role`.
  func contains(_ date: PartialDate, as role: DateRole) -> Bool {
    guard date.day != nil, let value = values[role] else { return false }
    return value.date == date || value.end == date
  }
}

/// Tells what happened on a date: the words around it are weighed, nearer ones more.
///
/// Each cue of `dates/role-cues.tsv` gives its weight to its role, less the further it stands away; the strongest cue of
/// a role counts. A day that the case header names has a head start (`dates/role-priors.tsv`).
public struct DateRoles: Sendable {
  private let cues: DateRoleCues
  private let priors: DateRolePriors

  /// - Throws: `LexiconError` for an unusable file of `dates/`.
  public init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    cues = try DateRoleCues(&builder)
    priors = try DateRolePriors(builder.source)
  }

  /// Sets the role of each mention but those at the indices `fixed`.
  public func assign(
    to mentions: inout [Mention<DateValue>], in document: AnalyzedDocument, known: KnownDates, fixed: Set<Int> = []
  ) {
    var index = 0
    while index < mentions.count {
      let chain = chain(from: index, mentions, document)
      let found = cues.strongest(around: chain.tokens, mentions, document)
      for member in chain.members where !fixed.contains(member) {
        let best = decide(mentions[member].value, found, known, section: document.section(ofToken: chain.tokens.lowerBound))
        mentions[member].value.role = best.role
        if let evidence = best.evidence { mentions[member].evidence.append(evidence) }
      }
      index = chain.members.upperBound
    }
  }

  /// The dates from `first` on that are listed ("2/12/13, 4/2/13 and 7/9/13") share their cues.
  private func chain(from first: Int, _ mentions: [Mention<DateValue>], _ document: AnalyzedDocument)
    -> (members: Range<Int>, tokens: Range<Int>)
  {
    var last = first
    while last + 1 < mentions.count, cues.isList(mentions[last].tokens.upperBound..<mentions[last + 1].tokens.lowerBound, document) {
      last += 1
    }
    return (first..<last + 1, mentions[first].tokens.lowerBound..<mentions[last].tokens.upperBound)
  }

  private func decide(_ value: DateValue, _ found: [DateRoleCues.Strength], _ known: KnownDates, section: SectionKind?)
    -> (role: DateRole, evidence: Evidence?)
  {
    var best = (role: DateRole.other, score: 0.0, evidence: Evidence?.none)
    for role in DateRole.allCases {
      let cue = found.first { $0.role == role }
      let prior = priors.strongest(for: role, value, known, section)
      let score = (cue?.weight ?? 0) + (prior?.weight ?? 0)
      guard score > best.score else { continue }
      let evidence = (cue?.weight ?? 0) >= (prior?.weight ?? 0) ? cue?.evidence : prior?.evidence
      best = (role, score, evidence)
    }
    return (best.role, best.evidence)
  }
}
