import ClinicalText
import Extraction
import Lexicon

/// What a case header has, as `header/labels.tsv` names it.
enum HeaderField: String, Sendable, CaseIterable {
  case caseNumber = "case-number"
  case claimNumber = "claim-number"
  case priority
  case notice, injury, determination
  case utilizationReview = "utilization-review"
  case application
  /// A label whose value is not kept.
  case none
  /// The second half of a label that a column breaks ("Application / Received:").
  case more
  /// The header is over.
  case end

  /// The role of a date in this field; nil for other fields.
  var dateRole: DateRole? {
    switch self {
    case .notice: .notice
    case .injury: .injury
    case .determination: .determination
    case .utilizationReview: .utilizationReview
    case .application: .application
    case .caseNumber, .claimNumber, .priority, .none, .more, .end: nil
    }
  }

  /// Place among all fields, below 16.
  var index: Int {
    switch self {
    case .caseNumber: 0
    case .claimNumber: 1
    case .priority: 2
    case .notice: 3
    case .injury: 4
    case .determination: 5
    case .utilizationReview: 6
    case .application: 7
    case .none: 8
    case .more: 9
    case .end: 10
    }
  }

  var valueKind: HeaderValueKind? {
    switch self {
    case .caseNumber: .caseNumber
    case .claimNumber: .claimNumber
    case .priority: .priority
    case .none, .more, .end: nil
    default: .date
    }
  }
}

enum HeaderValueKind: String, Sendable, CaseIterable {
  case caseNumber = "case-number"
  case claimNumber = "claim-number"
  case priority
  case date
}

/// A label or a value of a case header.
struct HeaderItem {
  enum Content {
    case label(HeaderField)
    /// With the index of the mention of a date.
    case value(HeaderValueKind, date: Int?)
  }

  var content: Content
  var tokens: Range<Int>

  var isValue: Bool {
    if case .value = content { return true }
    return false
  }

  /// Index of the mention of a date; nil for anything else.
  var date: Int? {
    if case .value(_, let date) = content { return date }
    return nil
  }
}
