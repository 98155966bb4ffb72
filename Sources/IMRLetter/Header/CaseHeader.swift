import ClinicalText
import Extraction
import Lexicon
import PCRE2

/// Reads the case header: number, priority and the dates of the review.
struct CaseHeader: Sendable {
  private let scanner: HeaderScanner
  /// By field.
  private let rules: [RuleReference]
  private static let fields = HeaderField.allCases

  /// What the header says.
  struct Content {
    var description = CaseDescription()
    var dates = HeaderDates()
  }

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    scanner = try HeaderScanner(&builder)
    rules = HeaderField.allCases.map { RuleReference(file: "header/labels.tsv", line: 0, name: $0.rawValue) }
  }

  /// - Parameter dates: the document's; those that the header assigns get their role.
  func read(_ document: AnalyzedDocument, _ dates: inout [Mention<DateValue>], _ scratch: MatchScratch)
    throws(MatchError)
    -> Content
  {
    let items = try scanner.items(in: document, dates, scratch)
    let fields = HeaderAssignment(items, document.reading, dates).best()
    var content = Content()
    for field in Self.fields {
      if let item = fields[field] { apply(items[item], of: field, document.reading, &dates, &content) }
    }
    return content
  }

  private func apply(
    _ value: HeaderItem, of field: HeaderField, _ reading: Reading, _ dates: inout [Mention<DateValue>],
    _ content: inout Content
  ) {
    let span = reading.span(ofTokens: value.tokens)
    switch field {
    case .caseNumber:
      content.description.caseNumber = CaseItem(value: reading.printedWords(of: span), span: span)
    case .claimNumber:
      content.description.claimNumber = CaseItem(value: reading.printedWords(of: span), span: span)
    case .priority:
      let word = String(decoding: reading.viewBytes(ofToken: value.tokens.lowerBound), as: UTF8.self)
      content.description.priority = ReviewPriority(rawValue: word).map { CaseItem(value: $0, span: span) }
    default:
      guard let role = field.dateRole, let mention = value.date else { return }
      dates[mention].value.role = role
      dates[mention].evidence.append(Evidence(key: .role, rule: rules[field.index], cue: nil))
      content.dates[role] = mention
      if role == .notice {
        content.description.dateAssigned = CaseItem(value: dates[mention].value.date, span: dates[mention].span)
      }
    }
  }
}
