import ClinicalText

/// When a condition holds, ConText's temporality axis (Harkema et al. 2009).
public enum Temporality: String, Sendable, CaseIterable { case recent, historical, hypothetical }

/// Who has a condition, ConText's experiencer axis.
public enum Experiencer: String, Sendable, CaseIterable { case patient, family, other }

/// A term of the context lexicons that bears on a mention.
public struct ContextCue: Sendable, Equatable {
  /// The tokens of the term; empty where the mention's own words or its section decide.
  public let tokens: Range<Int>
  public let rule: ContextRule
}

/// How a mention is asserted: the three axes of ConText, uncertainty, and the cue of each.
public struct MentionContext: Sendable, Equatable {
  /// Negated, possible or resolved; nil where the condition is affirmed.
  public var polarity: ContextCue?
  /// History, past or hypothetical; nil where it is recent.
  public var time: ContextCue?
  /// Family or other; nil where it is the patient's.
  public var person: ContextCue?
  /// Set where the sentence speaks of patients in general.
  public var general: ContextCue?
  /// Whether a history means that the condition is over (an episode, or one dated by its year).
  var isEpisode = false
  /// Whether the denial stands outside of the condition ("no sign that, if ...").
  var deniesHypothesis = false

  public init() {}

  public var isNegated: Bool { polarity?.rule.category == .negated || polarity?.rule.category == .resolved }

  public var isGeneral: Bool { general != nil }

  public var temporality: Temporality {
    switch time?.rule.category {
    case .hypothetical: .hypothetical
    case .history, .past, .chronic, .background: .historical
    default: .recent
    }
  }

  public var experiencer: Experiencer {
    switch person?.rule.category {
    case nil: .patient
    case .other: .other
    default: .family
    }
  }

  /// The one assertion of the output contract.
  ///
  /// A denial goes before family ("no family history of gout" is absent). A history alone leaves the condition present,
  /// since it may go on; what is resolved, past or an episode is historical.
  public var assertion: Assertion {
    let denied = polarity?.rule.category == .negated
    if person != nil { return denied ? .absent : .family }
    if temporality == .hypothetical, !(denied && deniesHypothesis) { return .hypothetical }
    switch polarity?.rule.category {
    case .negated: return .absent
    case .resolved: return .historical
    case .possible: return .possible
    default: return isPast ? .historical : .present
    }
  }

  /// The cue that decided the assertion, nil for a plain statement.
  public var assertionCue: ContextCue? {
    switch assertion {
    case .present: nil
    case .family: person
    case .hypothetical: time
    case .absent, .possible: polarity
    case .historical: polarity?.rule.category == .resolved ? polarity : time
    }
  }

  private var isPast: Bool {
    time?.rule.category == .past || (time?.rule.category == .history && isEpisode)
  }

  /// The evidence of the assertion for `--explain`.
  public func evidence(in reading: Reading) -> [Evidence] {
    guard let cue = assertionCue else { return [] }
    let span = cue.tokens.isEmpty ? nil : reading.span(ofTokens: cue.tokens)
    return [Evidence(key: "assertion", rule: cue.rule.reference, cue: span)]
  }
}
