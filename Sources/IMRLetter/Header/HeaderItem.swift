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
  var dateRole: DateRole? { DateRole(rawValue: rawValue) }

  var valueKind: HeaderValue.Kind? {
    switch self {
    case .caseNumber: .caseNumber
    case .claimNumber: .claimNumber
    case .priority: .priority
    case .none, .more, .end: nil
    default: .date
    }
  }
}

struct HeaderLabel {
  var field: HeaderField
  var tokens: Range<Int>
}

struct HeaderValue {
  enum Kind: String, Sendable, CaseIterable {
    case caseNumber = "case-number"
    case claimNumber = "claim-number"
    case priority
    case date
  }

  var kind: Kind
  var tokens: Range<Int>
  /// Index of the mention of a date.
  var mention: Int?
}

enum HeaderItem {
  case label(HeaderLabel)
  case value(HeaderValue)

  var tokens: Range<Int> {
    switch self {
    case .label(let label): label.tokens
    case .value(let value): value.tokens
    }
  }
}
