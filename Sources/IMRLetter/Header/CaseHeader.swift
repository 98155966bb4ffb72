import ClinicalText
import Extraction
import Lexicon
import PCRE2

/// Reads the case header: number, priority and the dates of the review.
struct CaseHeader: Sendable {
  private let scanner: HeaderScanner

  /// What the header says.
  struct Content {
    var description = CaseDescription()
    /// Indices of the mentions of dates, by role.
    var dates: [DateRole: Int] = [:]
  }

  init(_ builder: inout LexiconBuilder) throws(LexiconError) { scanner = try HeaderScanner(&builder) }

  /// - Parameter dates: the document's; those that the header assigns get their role.
  func read(_ document: AnalyzedDocument, _ dates: inout [Mention<DateValue>], _ scratch: MatchScratch)
    throws(MatchError)
    -> Content
  {
    let items = try scanner.items(in: document, dates, scratch)
    let fields = HeaderAssignment(items, document.reading, dates).best()
    var content = Content()
    for (field, value) in fields { apply(value, of: field, document.reading, &dates, &content) }
    return content
  }

  private func apply(
    _ value: HeaderValue, of field: HeaderField, _ reading: Reading, _ dates: inout [Mention<DateValue>],
    _ content: inout Content
  ) {
    let span = reading.span(ofTokens: value.tokens)
    switch field {
    case .caseNumber:
      content.description.caseNumber = CaseItem(value: PrintedText.string(reading.printed(span)), span: span)
    case .claimNumber:
      content.description.claimNumber = CaseItem(value: PrintedText.string(reading.printed(span)), span: span)
    case .priority:
      let word = String(decoding: reading.viewBytes(ofToken: value.tokens.lowerBound), as: UTF8.self)
      content.description.priority = ReviewPriority(rawValue: word).map { CaseItem(value: $0, span: span) }
    default:
      guard let role = field.dateRole, let mention = value.mention else { return }
      dates[mention].value.role = role
      dates[mention].evidence.append(
        Evidence(key: "role", rule: RuleReference(file: "header/labels.tsv", line: 0, name: field.rawValue), cue: nil))
      content.dates[role] = mention
      if role == .notice {
        content.description.dateAssigned = CaseItem(value: dates[mention].value.date, span: dates[mention].span)
      }
    }
  }
}

/// A piece of a text as it was printed, with blanks and line breaks folded.
enum PrintedText {
  static func string(_ bytes: some Collection<UInt8>) -> String {
    bytes.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
  }
}
