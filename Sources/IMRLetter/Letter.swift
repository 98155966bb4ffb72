import ClinicalText
import Extraction

public enum ReviewPriority: String, Sendable, CaseIterable { case standard, expedited }

/// A value of the case header and its place.
public struct CaseItem<Value: Sendable & Equatable>: Sendable, Equatable {
  public var value: Value
  /// In UTF-8 bytes of the decoded source.
  public var span: Span

  public init(value: Value, span: Span) {
    self.value = value
    self.span = span
  }
}

/// What the letter says of the case and its reviewer.
public struct CaseDescription: Sendable, Equatable {
  public var caseNumber: CaseItem<String>?
  public var claimNumber: CaseItem<String>?
  public var priority: CaseItem<ReviewPriority>?
  public var dateAssigned: CaseItem<PartialDate>?
  /// As printed, in letter order.
  public var reviewerSpecialties: [CaseItem<String>] = []
  public var licensureStates: [CaseItem<String>] = []

  public init() {}
}

/// What a careful reader would want to know before trusting the record.
public struct LetterWarning: Sendable, Equatable {
  /// Codes that the JSON Schema fixes.
  public enum Code: String, Sendable, CaseIterable {
    case notAnIMRLetter = "not-an-imr-letter"
    case conflictingDates = "conflicting-dates"
    case conflictingCounts = "conflicting-counts"
    case conflictingAges = "conflicting-ages"
    case codeTableNearest = "code-table-nearest"
    case undecodableBytes = "undecodable-bytes"
    case damagedFile = "damaged-file"
    case pageWithoutText = "page-without-text"
    case poorRecognition = "poor-recognition"
  }

  public var code: Code
  /// One sentence without text of the letter.
  public var message: String
  /// In UTF-8 bytes of the decoded source.
  public var span: Span?

  public init(code: Code, message: String, span: Span? = nil) {
    self.code = code
    self.message = message
    self.span = span
  }
}

/// The coded fields of one letter.
public struct Letter: Sendable {
  public var reading: Reading
  public var sections: [Section]
  public var sentenceSections: [SectionKind?]
  /// Whom each sentence speaks about.
  public var statements: [StatementKind]
  public var caseDescription = CaseDescription()
  public var ages: [Mention<Age>] = []
  public var sexes: [Mention<Sex>] = []
  public var dates: [Mention<DateValue>] = []
  public var diagnoses: [Mention<Diagnosis>] = []
  public var sessions: [Mention<SessionAmount>] = []
  public var services: [Mention<DisputedService>] = []
  public var citations: [Mention<Citation>] = []
  public var record = LetterRecord()
  public var warnings: [LetterWarning] = []
  /// The tables that the codes are of ("ICD-10-CM FY2026", "ICD-9-CM v32").
  public var codeTables: [String] = []

  public init(_ document: AnalyzedDocument) {
    reading = document.reading
    sections = document.sections
    sentenceSections = document.sentenceSections
    statements = document.statements
  }
}
