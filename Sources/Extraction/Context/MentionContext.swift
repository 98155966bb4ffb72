/// When a condition holds, ConText's temporality axis (Harkema et al. 2009).
public enum Temporality: String, Sendable, CaseIterable { case recent, historical, hypothetical }

/// Who has a condition, ConText's experiencer axis.
public enum Experiencer: String, Sendable, CaseIterable { case patient, family, other }

/// A term of the context lexicons that bears on a mention.
public struct ContextCue: Sendable, Equatable {
  public let category: ContextCategory
  private let start: Int32
  private let end: Int32
  /// Where its row is: the index of the lexicon and of the row in it.
  let file: UInt8
  let row: Int32

  init(_ category: ContextCategory, tokens: Range<Int>, file: Int, row: Int32) {
    self.category = category
    start = Int32(tokens.lowerBound)
    end = Int32(tokens.upperBound)
    self.file = UInt8(file)
    self.row = row
  }

  public var tokens: Range<Int> { Int(start)..<Int(end) }
}

/// How a mention is asserted: the three axes of ConText, uncertainty, and the cue of each.
public struct MentionContext: Sendable, Equatable {
  /// Negated, possible or resolved; nil where the condition is affirmed.
  public internal(set) var polarity: ContextCue?
  /// History, past or hypothetical; nil where it is recent.
  public internal(set) var time: ContextCue?
  /// Family or other; nil where it is the patient's.
  public internal(set) var person: ContextCue?
  /// Set where the sentence speaks of patients in general.
  public internal(set) var general: ContextCue?
  /// Whether a history means that the condition is over (an episode, or one dated by its year).
  var isEpisode = false
  /// Whether the denial stands outside of the condition ("no sign that, if ...").
  var deniesHypothesis = false

  public var isNegated: Bool { polarity?.category == .negated || polarity?.category == .resolved }

  public var isGeneral: Bool { general != nil }

  public var temporality: Temporality {
    switch time?.category {
    case .hypothetical: .hypothetical
    case .history, .past, .dated, .chronic, .background: .historical
    default: .recent
    }
  }

  public var experiencer: Experiencer {
    switch person?.category {
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
    let denied = polarity?.category == .negated
    if person != nil { return denied ? .absent : .family }
    if temporality == .hypothetical, !(denied && deniesHypothesis) { return .hypothetical }
    switch polarity?.category {
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
    case .historical: polarity?.category == .resolved ? polarity : time
    }
  }

  private var isPast: Bool {
    switch time?.category {
    case .past, .dated: true
    case .history: isEpisode
    default: false
    }
  }
}
