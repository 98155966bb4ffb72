import ClinicalText
import Lexicon

/// The lexicon line that made a mention or one of its values; shown by `--explain`.
///
/// Extractors make it once for each line, and mentions share it.
public struct RuleReference: Sendable, Equatable {
  private final class Rule: Sendable {
    let file: String
    let line: Int
    let name: String

    init(file: String, line: Int, name: String) {
      self.file = file
      self.line = line
      self.name = name
    }
  }

  private let rule: Rule

  /// Path below the lexicon folder.
  public var file: String { rule.file }
  /// From 1; 0 where the rule is the file as a whole.
  public var line: Int { rule.line }
  /// What a reader would call the rule ("numeric date", "denies").
  public var name: String { rule.name }

  public init(file: String, line: Int, name: String) { rule = Rule(file: file, line: line, name: name) }

  public init(_ row: LexiconRow, name: String? = nil) {
    self.init(file: row.file, line: row.line, name: name ?? row[0])
  }

  public static func == (one: RuleReference, other: RuleReference) -> Bool {
    one.rule === other.rule || one.line == other.line && one.file == other.file && one.name == other.name
  }
}

/// Why a value of a mention is what it is.
public struct Evidence: Sendable, Equatable {
  /// The value explained.
  public enum Key: String, Sendable, CaseIterable { case role, assertion, time, subject, decision, category }

  public let key: Key
  public let rule: RuleReference
  /// Where the cue stands; nil where the rule rests on the section.
  public let cue: Span?

  public init(key: Key, rule: RuleReference, cue: Span?) {
    self.key = key
    self.rule = rule
    self.cue = cue
  }
}

/// The evidence of one mention. A single one, as most mentions have, stands in the list itself.
public struct EvidenceList: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable, Equatable {
  private var head: Evidence?
  /// Those behind the first.
  private var rest: [Evidence]?

  public init(_ only: Evidence? = nil) { head = only }

  public init(arrayLiteral elements: Evidence...) { for evidence in elements { append(evidence) } }

  public var startIndex: Int { 0 }
  public var endIndex: Int { head == nil ? 0 : (rest?.count ?? 0) + 1 }

  public subscript(index: Int) -> Evidence {
    let found = index == 0 ? head : rest?[index - 1]
    guard let found else { preconditionFailure("no evidence at \(index)") }
    return found
  }

  public mutating func append(_ evidence: Evidence) {
    if head == nil { head = evidence } else { rest = (rest ?? []) + [evidence] }
  }
}

/// A coded piece of information at its place in the source.
public struct Mention<Value: Sendable & Equatable>: Sendable, Equatable {
  /// In UTF-8 bytes of the decoded source.
  public var span: Span
  /// The tokens of the reading that it covers.
  public var tokens: Range<Int>
  public var value: Value
  /// 0...1.
  public var confidence: Double
  public var rule: RuleReference
  public var evidence: EvidenceList

  public init(
    span: Span, tokens: Range<Int>, value: Value, confidence: Double = 1, rule: RuleReference,
    evidence: EvidenceList = EvidenceList()
  ) {
    self.span = span
    self.tokens = tokens
    self.value = value
    self.confidence = confidence
    self.rule = rule
    self.evidence = evidence
  }
}

/// Whom a demographic statement is about.
public enum Subject: String, Sendable, CaseIterable { case patient, family, other }
