import CodeSystems

/// A mention as an annotator or a program gives it.
public struct AnnotatedMention: Sendable, Equatable {
  /// In code points of the letter's text.
  public var span: Range<Int>
  /// Scored neither when found nor when missed.
  public var isOptional: Bool
  /// Values by the names of the output contract. A key that is not there was not annotated: anything is right.
  /// An array lists values any of which is right, except under `pages`.
  public var values: [String: JSONElement]
  /// Codes without points, best first. Of a gold mention: all that are accepted.
  public var codes: [CodeSystem: [String]]
  /// What made it, where the program tells.
  public var rules: [MentionRule]

  public init(
    span: Range<Int>, isOptional: Bool = false, values: [String: JSONElement] = [:],
    codes: [CodeSystem: [String]] = [:], rules: [MentionRule] = []
  ) {
    self.span = span
    self.isOptional = isOptional
    self.values = values
    self.codes = codes
    self.rules = rules
  }

  /// The value under `key`; null where there is none.
  public func value(_ key: String) -> JSONElement { values[key] ?? .null }
}

/// A lexicon line that had a part in a mention.
public struct MentionRule: Sendable, Equatable, Codable {
  /// The value it decided; "mention" for the mention itself.
  public var key: String
  /// Path below the lexicon folder.
  public var file: String
  /// From 1; 0 where the rule is the file as a whole.
  public var line: Int
  public var name: String

  public init(key: String, file: String, line: Int, name: String) {
    self.key = key
    self.file = file
    self.line = line
    self.name = name
  }
}

/// What an annotator or a program says of one letter.
public struct AnnotatedDocument: Sendable, Equatable {
  public var id: String
  /// A field without a list was not annotated.
  public var mentions: [MentionField: [AnnotatedMention]]
  /// The letter flattened, by the keys of the contract's record.
  public var record: [String: JSONElement]
  /// Values of the contract's `case`.
  public var caseDescription: [String: JSONElement]

  public init(
    id: String, mentions: [MentionField: [AnnotatedMention]] = [:], record: [String: JSONElement] = [:],
    caseDescription: [String: JSONElement] = [:]
  ) {
    self.id = id
    self.mentions = mentions
    self.record = record
    self.caseDescription = caseDescription
  }
}
