import ClinicalText
import Lexicon

/// Treatments, tests, equipment, visits and medicines by the categories of the output contract.
///
/// Reads `services/services.tsv` and `services/medications.tsv`; both are one layer of the phrase matcher, so that
/// "lidocaine patch" and "acupuncture with lidocaine" are told apart by the longest phrase.
public struct ServiceLexicon: Sendable {
  /// What a term of the lexicon names.
  public struct Service: Sendable {
    public let category: ServiceCategory
    /// Whether an amount of it is an amount of sessions, visits or treatments.
    public let isCountedInSessions: Bool
    /// Whether the term decides a disputed item's category only where no other term does ("evaluation", "supplies").
    public let isWeak: Bool
  }

  public let layer: LayerID
  /// By row.
  let services: [Service]
  private let rules: [RuleReference]

  /// - Throws: `LexiconError` for a row with an unknown category or flag.
  public init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let treatments = try builder.source.rows(of: "services/services.tsv", columns: 3)
    let medications = try builder.source.rows(of: "services/medications.tsv", columns: 2)
    var services: [Service] = []
    for row in treatments {
      let unit = try row.value(2, as: Unit.self)
      services.append(
        Service(
          category: try row.value(1, as: ServiceCategory.self), isCountedInSessions: unit == .sessions,
          isWeak: row[3] == "weak"))
    }
    for row in medications {
      services.append(Service(category: .medication, isCountedInSessions: false, isWeak: row[2] == "weak"))
    }
    self.services = services
    rules = (treatments + medications).map { RuleReference($0) }
    layer = try builder.addLayer("services", rows: treatments + medications, inflection: .plural)
  }

  /// The service that a hit of `layer` names.
  public func service(of hit: PhraseHit) -> Service { services[Int(hit.row)] }

  /// The line that names the service of a hit of `layer`.
  public func rule(of hit: PhraseHit) -> RuleReference { rules[Int(hit.row)] }

  private enum Unit: String, CaseIterable {
    case sessions
    case other = "-"
  }
}
