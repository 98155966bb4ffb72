import ClinicalText

/// The fields of a document: the contract's `--fields`.
public enum Field: String, Sendable, CaseIterable {
  case ages, sexes, dates, diagnoses, sessions, services, citations
  case caseDescription = "case"
  case record
}

/// Fields, a bit each.
struct FieldSet: OptionSet, Sendable {
  let rawValue: UInt16

  init(rawValue: UInt16) { self.rawValue = rawValue }

  init(_ fields: some Sequence<Field>) { rawValue = fields.reduce(0) { $0 | Self.bit($1) } }

  @inline(__always)
  func contains(_ field: Field) -> Bool { rawValue & Self.bit(field) != 0 }

  @inline(__always)
  private static func bit(_ field: Field) -> UInt16 {
    switch field {
    case .ages: 1
    case .sexes: 1 << 1
    case .dates: 1 << 2
    case .diagnoses: 1 << 3
    case .sessions: 1 << 4
    case .services: 1 << 5
    case .citations: 1 << 6
    case .caseDescription: 1 << 7
    case .record: 1 << 8
    }
  }
}

/// Which code systems' codes are written: the contract's `--code-system`.
public enum CodeSystemChoice: String, Sendable, CaseIterable {
  case icd10cm, icd9cm, both

  var includesICD10: Bool { self != .icd9cm }
  var includesICD9: Bool { self != .icd10cm }
}

/// What a document's output holds.
public struct ExportOptions: Sendable {
  public enum Layout: Sendable {
    /// A document a line.
    case line
    /// A line a mention, for people.
    case page
  }

  public var fields: Set<Field>
  public var offsets: OffsetUnit
  public var codeSystems: CodeSystemChoice
  /// Whether mentions tell the rule and the evidence that made them.
  public var explains: Bool
  public var layout: Layout

  public init(
    fields: Set<Field> = Set(Field.allCases), offsets: OffsetUnit = .codepoint, codeSystems: CodeSystemChoice = .both,
    explains: Bool = false, layout: Layout = .line
  ) {
    self.fields = fields
    self.offsets = offsets
    self.codeSystems = codeSystems
    self.explains = explains
    self.layout = layout
  }
}

/// The tool that made the output.
public enum Generator {
  public static let version = "0.1.0"
}
