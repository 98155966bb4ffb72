import ClinicalText
import Lexicon

/// What a date probably is before its neighbourhood is read: `dates/role-priors.tsv`.
struct DateRolePriors: Sendable {
  fileprivate enum Ground: String, CaseIterable, BitwiseCopyable {
    /// Any date of that precision.
    case day, month, year
    /// The same day as the one that the header states for this role.
    case header
    /// The date stands in that section.
    case inHeader = "in-header"
    case inRecords = "in-records"
  }

  struct Prior: BitwiseCopyable, Sendable {
    let role: DateRole
    let weight: Double
    fileprivate let ground: Ground
    /// Index of its rule, which is kept apart so that a prior copies without reference counting.
    fileprivate let rule: Int
  }

  private let rules: [RuleReference]
  /// By role, in the order of the file.
  private let priors: ConstantTable<Prior>
  /// The end of each role's priors, by role plus one.
  private let ends: ConstantTable<Int32>

  init(_ source: LexiconSource) throws(LexiconError) {
    let rows = try source.rows(of: "dates/role-priors.tsv", columns: 3)
    rules = rows.map { RuleReference($0) }
    var priors = DateRole.allCases.map { _ in [Prior]() }
    for (index, row) in rows.enumerated() {
      guard let weight = Double(row[2]) else { throw row.error("column 3 has to be a weight") }
      let role = try row.value(1, as: DateRole.self)
      priors[role.index].append(
        Prior(role: role, weight: weight, ground: try row.value(0, as: Ground.self), rule: index))
    }
    self.priors = ConstantTable(priors.flatMap { $0 })
    ends = ConstantTable(priors.reduce(into: [0]) { $0.append(($0.last ?? 0) + Int32($1.count)) })
  }

  func evidence(of prior: Int) -> Evidence {
    Evidence(key: .role, rule: rules[priors.rows[prior].rule], cue: nil)
  }

  func weight(of prior: Int) -> Double { priors.rows[prior].weight }

  /// Adds to the score of each role its strongest prior that holds.
  func add(to scores: inout SIMD8<Double>, _ value: DateValue, _ known: KnownDates, _ section: SectionKind?) {
    let (rows, ends) = (priors.rows, ends.rows)
    for role in 0..<DateRole.count {
      var weight = 0.0
      for index in Int(ends[role])..<Int(ends[role + 1]) where rows[index].weight > weight {
        if holds(rows[index], value, known, section) { weight = rows[index].weight }
      }
      scores[role] += weight
    }
  }

  /// The index of the strongest prior of a role that holds; nil where none does.
  func strongest(for role: DateRole, _ value: DateValue, _ known: KnownDates, _ section: SectionKind?) -> Int? {
    let (rows, ends) = (priors.rows, ends.rows)
    var best: Int?
    var weight = 0.0
    for index in Int(ends[role.index])..<Int(ends[role.index + 1]) where rows[index].weight > weight {
      guard holds(rows[index], value, known, section) else { continue }
      best = index
      weight = rows[index].weight
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
