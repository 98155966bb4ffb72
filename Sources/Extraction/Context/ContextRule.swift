import Lexicon

/// What a term of the context lexicons says of a mention in its scope.
public enum ContextCategory: String, Sendable, CaseIterable {
  case negated, possible, resolved
  case history, past, hypothetical
  case family, other
  case familyMember = "family-member"
  case familyLink = "family-link"
  case general
  /// Silences the terms inside it.
  case pseudo
  /// In the history for good: states after surgery, habits.
  case background
  /// A past tense that makes an episode with a year behind it history ("had breast cancer in 2011").
  case dated
  // Classes of conditions.
  case episodic, chronic, injury

  /// What a terminator has to name to end a scope of this category; family members go with `family`.
  var scopeSet: ScopeSet {
    switch self {
    case .negated: [.negated, .having]
    case .possible: .possible
    case .resolved: .resolved
    case .history, .background, .dated: .history
    case .past: .past
    case .hypothetical: .hypothetical
    case .family, .familyMember: .family
    case .other: .other
    case .general: .general
    default: []
    }
  }

  var isPolarity: Bool { self == .negated || self == .possible || self == .resolved }
}

/// What a terminator ends.
struct ScopeSet: OptionSet, Sendable {
  let rawValue: UInt16

  static let negated = ScopeSet(rawValue: 1)
  static let possible = ScopeSet(rawValue: 2)
  static let resolved = ScopeSet(rawValue: 4)
  static let history = ScopeSet(rawValue: 8)
  static let past = ScopeSet(rawValue: 16)
  static let hypothetical = ScopeSet(rawValue: 32)
  static let family = ScopeSet(rawValue: 64)
  static let other = ScopeSet(rawValue: 128)
  static let general = ScopeSet(rawValue: 256)
  /// Scopes that look back.
  static let backward = ScopeSet(rawValue: 512)
  /// Those too, unless the word belongs to the trigger.
  static let copula = ScopeSet(rawValue: 1024)
  /// Those too, unless it goes on about the same mention.
  static let contrast = ScopeSet(rawValue: 2048)

  /// Denials, but for those that take a clause.
  static let having = ScopeSet(rawValue: 4096)

  /// Nothing but what is named with it.
  static let only = ScopeSet(rawValue: 8192)

  static let names: [String: ScopeSet] = [
    "negated": .negated, "possible": .possible, "resolved": .resolved, "history": .history, "past": .past,
    "hypothetical": .hypothetical, "family": .family, "other": .other, "general": .general, "backward": .backward,
    "copula": .copula, "contrast": .contrast, "having": .having, "only": .only,
  ]
}

/// How far a scope goes, in tokens between term and mention.
enum ScopeReach: Sendable, Equatable {
  case sentence
  case tokens(UInt8)
  /// To the end of a list: past a comma only where "or" joins what follows.
  case list
  /// To the end of the clause that the term takes, its verb included.
  case clause

  var isBounded: Bool {
    if case .tokens = self { return true }
    return false
  }

  @inline(__always)
  func covers(_ distance: Int) -> Bool {
    if case .tokens(let limit) = self { return distance <= Int(limit) }
    return true
  }
}

/// A row of a context lexicon.
struct ContextRule: Sendable {
  let category: ContextCategory
  /// The mention stands behind the term.
  let forward: ScopeReach?
  /// The mention stands before it.
  let backward: ScopeReach?
  /// The mention stands before it and the term ends its clause ("fever: none").
  let isFinal: Bool
  /// The term has to open its clause for what stands behind it ("Were a fracture found, ...").
  let isInitial: Bool

  var looksBack: Bool { backward != nil || isFinal }

  /// - Throws: `LexiconError` for a category or a scope that there is not.
  init(_ row: LexiconRow) throws(LexiconError) {
    category = try row.value(1, as: ContextCategory.self)
    var scopes: [Substring: ScopeReach] = [:]
    for scope in row[2].split(separator: " ") {
      let parts = scope.split(separator: ":", maxSplits: 1)
      guard ["forward", "initial", "backward", "final", "link"].contains(parts[0]) else {
        throw row.error("no such scope: \(parts[0])")
      }
      scopes[parts[0]] = try Self.reach(parts.count > 1 ? parts[1] : nil, row)
    }
    guard category == .pseudo || !scopes.isEmpty else { throw row.error("a scope is wanted") }
    forward = scopes["forward"] ?? scopes["initial"]
    isInitial = scopes["forward"] == nil && scopes["initial"] != nil
    backward = scopes["backward"]
    isFinal = scopes["final"] != nil
  }

  private static func reach(_ text: Substring?, _ row: LexiconRow) throws(LexiconError) -> ScopeReach {
    guard let text else { return .sentence }
    if text == "list" { return .list }
    if text == "clause" { return .clause }
    guard let limit = UInt8(text), limit > 0 else {
      throw row.error("a scope reaches a number of tokens, a `list` or a `clause`")
    }
    return .tokens(limit)
  }
}
