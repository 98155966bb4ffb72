/// The lists of mentions that a letter's annotation may have, by the names of the output contract.
public enum MentionField: String, Sendable, CaseIterable, Codable {
  case ages, sexes, dates, diagnoses, sessions, services, citations

  /// What one mention of it is called: the type of a brat annotation.
  public var singular: String {
    switch self {
    case .ages: "Age"
    case .sexes: "Sex"
    case .dates: "Date"
    case .diagnoses: "Diagnosis"
    case .sessions: "Sessions"
    case .services: "Service"
    case .citations: "Citation"
    }
  }

  /// The field of a label: its own name or its singular, in any case.
  public init?(label: String) {
    let label = label.lowercased()
    let known = Self.allCases.first { $0.rawValue == label || $0.singular.lowercased() == label }
    if let known { self = known } else if label == "session" { self = .sessions } else { return nil }
  }
}
