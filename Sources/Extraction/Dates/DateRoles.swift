import ClinicalText
import Lexicon

/// The days that a letter's case header states, to know them again in its text.
public struct KnownDates: Sendable {
  /// A few, so that none is looked up by a hash.
  private let values: [(role: DateRole, value: DateValue)]

  public init(_ values: [(role: DateRole, value: DateValue)] = []) { self.values = values }

  private func value(of role: DateRole) -> DateValue? { values.first { $0.role == role }?.value }

  /// Whether the header gives another date for `role`; a part of a date agrees with the days in it.
  func contradicts(_ date: PartialDate, as role: DateRole) -> Bool {
    guard let value = value(of: role) else { return false }
    return date.lastOrdinal < value.date.ordinal || date.ordinal > (value.end ?? value.date).lastOrdinal
  }

  /// Whether the header names that day, as one date or as an end of a range, for `role`.
  func contains(_ date: PartialDate, as role: DateRole) -> Bool {
    guard date.day != nil, let value = value(of: role) else { return false }
    return value.date == date || value.end == date
  }
}

/// Tells what happened on a date: the words around it are weighed, nearer ones more.
///
/// Each cue of `dates/role-cues.tsv` gives its weight to its role, less the further it stands away; the strongest cue
/// of a role counts. A day that the case header names has a head start (`dates/role-priors.tsv`).
public struct DateRoles: Sendable {
  private let cues: DateRoleCues
  private let priors: DateRolePriors
  /// Cues of that weight and more name a work injury, or its very date.
  private static let weightOfNamedInjury = 1.3
  private static let weightOfInjuryDate = 2.0
  private static let roles = DateRole.allCases

  /// - Throws: `LexiconError` for an unusable file of `dates/`.
  public init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    cues = try DateRoleCues(&builder)
    priors = try DateRolePriors(builder.source)
  }

  /// Sets the role of each mention but those that the header states.
  public func assign(
    to mentions: inout [Mention<DateValue>], in document: AnalyzedDocument, known: KnownDates,
    header: HeaderDates = HeaderDates()
  ) {
    var distances = CueDistances()
    var found: [DateRoleCues.Strength] = []
    found.reserveCapacity(DateRole.count)
    var index = 0
    while index < mentions.count {
      let chain = chain(from: index, mentions, document)
      if chain.members.contains(where: { !header.contains($0) }) {
        let sentence = document.reading.sentence(ofToken: chain.tokens.lowerBound)
        distances.read(sentence, of: document.reading, mentions, from: index)
        cues.findStrongest(around: chain.tokens, distances, document, &found)
        for member in chain.members where !header.contains(member) {
          assign(to: member, of: &mentions, found, known, document.sentenceSections[sentence], document.reading)
        }
      }
      index = chain.members.upperBound
    }
  }

  private func assign(
    to index: Int, of mentions: inout [Mention<DateValue>], _ found: [DateRoleCues.Strength], _ known: KnownDates,
    _ section: SectionKind?, _ reading: Reading
  ) {
    let best = decide(mentions[index].value, found, known, section)
    mentions[index].value.role = best.role
    if best.role == .birth { settleBirth(of: &mentions, at: index, reading) }
    if let cue = best.cue, found[cue].weight >= best.prior.map(priors.weight(of:)) ?? 0 {
      mentions[index].evidence.append(cues.evidence(of: found[cue], reading))
    } else if let prior = best.prior {
      mentions[index].evidence.append(priors.evidence(of: prior))
    }
  }

  /// The dates from `first` on that are listed ("2/12/13, 4/2/13 and 7/9/13") share their cues.
  private func chain(from first: Int, _ mentions: [Mention<DateValue>], _ document: AnalyzedDocument)
    -> (members: Range<Int>, tokens: Range<Int>)
  {
    var last = first
    while last + 1 < mentions.count,
      cues.isList(mentions[last].tokens.upperBound..<mentions[last + 1].tokens.lowerBound, document)
    {
      last += 1
    }
    return (first..<last + 1, mentions[first].tokens.lowerBound..<mentions[last].tokens.upperBound)
  }

  /// Nobody works before fourteen: a recent year of two digits is of the last century, one of four is another's birth.
  private func settleBirth(of mentions: inout [Mention<DateValue>], at index: Int, _ reading: Reading) {
    let newest = mentions.map(\.value.date.year).max() ?? 0
    let date = mentions[index].value.date
    guard date.year >= 2000, date.year + 14 > newest else { return }
    let last = mentions[index].tokens.upperBound - 1
    if date.day != nil, reading.tokenEnds[last] - reading.tokenStarts[last] == 2 {
      mentions[index].value.date.year -= 100
    } else {
      mentions[index].value.role = .other
    }
  }

  /// The role that most speaks for, with the indices of its cue and its prior.
  private func decide(
    _ value: DateValue, _ found: [DateRoleCues.Strength], _ known: KnownDates, _ section: SectionKind?
  ) -> (role: DateRole, cue: Int?, prior: Int?) {
    var scores = SIMD8<Double>(repeating: 0)
    for strength in found { scores[strength.role.index] += strength.weight }
    priors.add(to: &scores, value, known, section)
    var first: DateRole?
    for role in Self.roles where scores[role.index] > first.map({ scores[$0.index] }) ?? 0 { first = role }
    guard let role = first else { return (.other, nil, nil) }
    let cue = found.firstIndex { $0.role == role }
    let prior = priors.strongest(for: role, value, known, section)
    let weight = cue.map { found[$0].cueWeight } ?? 0
    return (role == .injury && isAnotherInjury(value.date, weight, known) ? .other : role, cue, prior)
  }

  /// An accident of another day than the header's, unless it is called the injury of the case.
  /// - Parameter weight: of the cue alone, 0 where there is none.
  private func isAnotherInjury(_ date: PartialDate, _ weight: Double, _ known: KnownDates) -> Bool {
    guard known.contradicts(date, as: .injury) else { return false }
    return weight < Self.weightOfNamedInjury || date.month == nil && weight < Self.weightOfInjuryDate
  }
}
