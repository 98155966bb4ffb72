import ClinicalText
import Lexicon

/// What a date probably is before its neighbourhood is read: `dates/role-priors.tsv`.
struct DateRolePriors: Sendable {
  fileprivate enum Ground: String, CaseIterable {
    /// Any date of that precision.
    case day, month, year
    /// The same day as the one that the header states for this role.
    case header
    /// The date stands in that section.
    case inHeader = "in-header"
    case inRecords = "in-records"
  }

  struct Prior: Sendable {
    let role: DateRole
    let weight: Double
    fileprivate let ground: Ground
    /// Index in the file's rows, which are kept apart so that a prior copies without reference counting.
    fileprivate let row: Int
  }

  private let rows: [LexiconRow]
  private let priors: [Prior]

  init(_ source: LexiconSource) throws(LexiconError) {
    rows = try source.rows(of: "dates/role-priors.tsv", columns: 3)
    var priors: [Prior] = []
    for (index, row) in rows.enumerated() {
      guard let weight = Double(row[2]) else { throw row.error("column 3 has to be a weight") }
      let role = try row.value(1, as: DateRole.self)
      priors.append(Prior(role: role, weight: weight, ground: try row.value(0, as: Ground.self), row: index))
    }
    self.priors = priors
  }

  func evidence(of prior: Prior) -> Evidence { Evidence(key: "role", rule: RuleReference(rows[prior.row]), cue: nil) }

  func strongest(for role: DateRole, _ value: DateValue, _ known: KnownDates, _ section: SectionKind?) -> Prior? {
    var best: Prior?
    for prior in priors where prior.role == role && prior.weight > (best?.weight ?? 0) {
      if holds(prior, value, known, section) { best = prior }
    }
    return best
  }

  private func holds(_ prior: Prior, _ value: DateValue, _ known: KnownDates, _ section: SectionKind?) -> Bool {
    switch prior.ground {
    case .day: value.date.day != nil
    case .month: value.date.day == nil && value.date.month != nil
    case .year: value.date.month == nil
    case .header: known.contains(value.date, as: prior.role)
    case .inHeader: section == .header
    case .inRecords: section == .records
    }
  }
}
