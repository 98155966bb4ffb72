import ClinicalText
import Lexicon

/// What the place of an amount says of its role before any cue; the rows of `sessions/role-priors.tsv`.
struct SessionRolePriors: Sendable {
  /// What a row may ask of an amount and its place.
  struct Facts: OptionSet, Sendable {
    let rawValue: UInt16

    static let modified = Facts(rawValue: 1)
    static let guidelineSentence = Facts(rawValue: 2)
    static let opening = Facts(rawValue: 4)
    static let counted = Facts(rawValue: 8)
    static let product = Facts(rawValue: 16)
    static let range = Facts(rawValue: 32)
    static let lasting = Facts(rawValue: 64)
    /// The first section's; those of the others follow.
    private static let firstSection = 7

    static func section(_ kind: SectionKind?) -> Facts {
      let index: Int
      switch kind {
      case .header: index = 0
      case .reviewer: index = 1
      case .records: index = 2
      case .caseSummary: index = 3
      case .decisions: index = 4
      case .guidelines: index = 5
      case .rationale: index = 6
      case nil: index = 7
      }
      return Facts(rawValue: 1 << UInt16(firstSection + index))
    }

    static func place(_ kind: SectionKind?, isModified: Bool, isGuideline: Bool) -> Facts {
      var facts = section(kind)
      if isModified { facts.insert(.modified) }
      if isGuideline { facts.insert(.guidelineSentence) }
      return facts
    }

    fileprivate static let names: [String: Facts] = [
      "modified": .modified, "guideline-sentence": .guidelineSentence, "opening": .opening, "counted": .counted,
      "product": .product, "range": .range, "lasting": .lasting,
    ]
  }

  struct Prior: BitwiseCopyable, Sendable {
    /// Any of them has to hold.
    var sections: Facts = []
    var required: Facts = []
    var excluded: Facts = []
    var role: SessionRole
    var weight: Double
  }

  private let priors: ConstantTable<Prior>

  /// - Throws: `LexiconError` for an unknown section, condition or role, or a weight that is no number.
  init(_ source: LexiconSource) throws(LexiconError) {
    var priors: [Prior] = []
    for row in try source.rows(of: "sessions/role-priors.tsv", columns: 4) { priors.append(try Self.prior(row)) }
    self.priors = ConstantTable(priors)
  }

  /// As long as the priors live.
  var rows: UnsafeBufferPointer<Prior> { priors.rows }

  private static func prior(_ row: LexiconRow) throws(LexiconError) -> Prior {
    guard let weight = Double(row[3]) else { throw row.error("column 4 has to be a number") }
    var prior = Prior(role: try row.value(2, as: SessionRole.self), weight: weight)
    for name in row.list(0) where name != "any" { prior.sections.formUnion(try section(name, row)) }
    for name in row.list(1) where name != "-" {
      let isExcluded = name.hasPrefix("!")
      guard let fact = Facts.names[isExcluded ? String(name.dropFirst()) : name] else {
        throw row.error("unknown condition \(name)")
      }
      if isExcluded { prior.excluded.formUnion(fact) } else { prior.required.formUnion(fact) }
    }
    return prior
  }

  private static func section(_ name: String, _ row: LexiconRow) throws(LexiconError) -> Facts {
    if name == "none" { return .section(nil) }
    guard let kind = SectionKind(rawValue: name) else { throw row.error("unknown section \(name)") }
    return .section(kind)
  }
}

extension UnsafeBufferPointer<SessionRolePriors.Prior> {
  /// Adds what `facts` say of each role to the score of its index.
  func add(_ facts: SessionRolePriors.Facts, to scores: UnsafeMutablePointer<Double>) {
    for prior in self
    where prior.required.isSubset(of: facts) && prior.excluded.isDisjoint(with: facts)
      && (prior.sections.isEmpty || !prior.sections.isDisjoint(with: facts))
    {
      scores[prior.role.index] += prior.weight
    }
  }
}

extension SessionRole {
  /// Place among all roles.
  @inline(__always)
  var index: Int {
    switch self {
    case .requested: 0
    case .received: 1
    case .authorized: 2
    case .denied: 3
    case .guideline: 4
    case .other: 5
    }
  }
}
