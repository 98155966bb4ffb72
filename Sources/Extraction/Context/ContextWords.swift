import ClinicalText
import Lexicon

/// What a small word of `context/words.tsv` does to a scope.
enum ContextWordRole: String, Sendable, CaseIterable {
  case addition, alternative, contrast, result, denial, having, all, dating, governing, event
  case deniedAlternative = "denied-alternative"
}

/// All that a small word may do.
struct ContextWordRoles: OptionSet, Sendable {
  let rawValue: UInt16

  static let addition = ContextWordRoles(.addition)
  static let alternative = ContextWordRoles(.alternative)
  static let deniedAlternative = ContextWordRoles(.deniedAlternative)
  static let contrast = ContextWordRoles(.contrast)
  static let result = ContextWordRoles(.result)
  static let denial = ContextWordRoles(.denial)
  static let having = ContextWordRoles(.having)
  static let all = ContextWordRoles(.all)
  static let dating = ContextWordRoles(.dating)
  static let governing = ContextWordRoles(.governing)
  static let event = ContextWordRoles(.event)

  init(rawValue: UInt16) { self.rawValue = rawValue }
  init(_ role: ContextWordRole) {
    let number: UInt16 =
      switch role {
      case .addition: 0
      case .alternative: 1
      case .deniedAlternative: 2
      case .contrast: 3
      case .result: 4
      case .denial: 5
      case .having: 6
      case .all: 7
      case .dating: 8
      case .governing: 9
      case .event: 10
      }
    self.init(rawValue: 1 << number)
  }
}

/// The small words that scopes depend on.
struct ContextWords: Sendable {
  /// By word.
  private var roles: [ContextWordRoles] = []

  /// - Throws: `LexiconError` for more than a word, or a role that there is not.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    for row in try builder.source.rows(of: "context/words.tsv", columns: 2) {
      if row[0].contains(" ") { throw row.error("one word is wanted") }
      let role = try row.value(1, as: ContextWordRole.self)
      let word = Int(builder.word(row[0]))
      while roles.count <= word { roles.append([]) }
      roles[word].insert(ContextWordRoles(role))
    }
  }

  /// Whether a word does one of several things.
  func says(_ wanted: ContextWordRoles, _ word: WordID) -> Bool {
    Int(word) < roles.count && !roles[Int(word)].isDisjoint(with: wanted)
  }
}
