/// A figure of how far mentions agree with the gold: precision, recall and F1 of one field.
public struct Measure: Sendable {
  public let name: String
  public let field: MentionField
  /// On what a mention has to agree, beside its place.
  let facets: [Facet]
  /// Whether the spans have to cover each other by half (intersection over union).
  let needsHalf: Bool

  init(_ name: String, _ field: MentionField, _ facets: [Facet] = [], needsHalf: Bool = false) {
    self.name = name
    self.field = field
    self.facets = facets
    self.needsHalf = needsHalf
  }

  func agrees(_ mention: AnnotatedMention, _ gold: AnnotatedMention) -> Bool {
    facets.allSatisfy { $0.agrees(mention, gold) } && (!needsHalf || mention.span.overlapShare(gold.span) >= 0.5)
  }
}

/// A figure over the mentions whose value is not the common one, which a constant answer would miss.
public struct RareMeasure: Sendable {
  public let name: String
  public let field: MentionField
  let key: String
  let common: JSONElement
}

/// A closed set of values whose confusions are counted.
public struct ConfusionKey: Sendable {
  public let field: MentionField
  public let key: String
  public var name: String { "\(field.rawValue).\(key)" }
}

extension Measure {
  /// All measures of mentions, by field.
  public static let all: [Measure] = [
    Measure("ages", .ages, [.value("value"), .value("unit"), .value("subject")]),
    Measure("sexes", .sexes, [.value("value"), .value("subject")]),
    Measure("dates:span", .dates),
    Measure("dates", .dates, [.value("value")]),
    Measure("dates:place", .dates, [.value("value")], needsHalf: true),
    Measure("dates:role", .dates, [.value("role")]),
    Measure("dates+role", .dates, [.value("value"), .value("role")]),
    Measure("diagnoses:span", .diagnoses),
    Measure("diagnoses:place", .diagnoses, needsHalf: true),
    Measure("diagnoses:category", .diagnoses, [.category]),
    Measure("diagnoses:code", .diagnoses, [.code("code", .icd10cm)]),
    Measure("diagnoses:assertion", .diagnoses, [.value("assertion")]),
    Measure("diagnoses:code+assertion", .diagnoses, [.code("code", .icd10cm), .value("assertion")]),
    Measure("diagnoses:icd9", .diagnoses, [.code("ICD-9 code", .icd9cm)]),
    Measure("sessions:span", .sessions),
    Measure("sessions:amount", .sessions, [.amount]),
    Measure("sessions:place", .sessions, [.amount], needsHalf: true),
    Measure("sessions:role", .sessions, [.value("role")]),
    Measure("sessions:service", .sessions, [.value("service")]),
    Measure("sessions:amount+role", .sessions, [.amount, .value("role")]),
    Measure("sessions:full", .sessions, [.amount, .value("role"), .value("service")]),
    Measure("services:span", .services),
    Measure("services:category", .services, [.value("category")]),
    Measure("services:decision", .services, [.value("decision")]),
    Measure("services:category+decision", .services, [.value("decision"), .value("category")]),
    Measure("citations:span", .citations),
    Measure("citations:guideline", .citations, [.value("guideline")]),
    Measure("citations:pages", .citations, [.pages]),
    Measure("citations", .citations, [.value("guideline"), .pages]),
  ]

  /// The one measure of a field in which everything has to agree; the overall figures are made of these.
  public static func full(_ field: MentionField) -> Measure { fullMeasures[field] ?? Measure(field.rawValue, field) }

  private static let fullMeasures: [MentionField: Measure] = {
    let names = [
      "ages", "sexes", "dates+role", "diagnoses:code+assertion", "sessions:full", "services:category+decision",
      "citations",
    ]
    let measures = all.filter { names.contains($0.name) }
    return Dictionary(measures.map { ($0.field, $0) }) { first, _ in first }
  }()

  /// Facets that errors of a field tell apart.
  static func facets(of field: MentionField) -> [Facet] {
    full(field).facets + (field == .diagnoses ? [.code("ICD-9 code", .icd9cm)] : [])
  }
}

extension RareMeasure {
  public static let all = [
    RareMeasure(name: "dates:not-service", field: .dates, key: "role", common: "service"),
    RareMeasure(name: "diagnoses:not-present", field: .diagnoses, key: "assertion", common: "present"),
    RareMeasure(name: "sessions:not-requested", field: .sessions, key: "role", common: "requested"),
    RareMeasure(name: "services:not-upheld", field: .services, key: "decision", common: "upheld"),
  ]
}

extension ConfusionKey {
  public static let all = [
    ConfusionKey(field: .dates, key: "role"),
    ConfusionKey(field: .diagnoses, key: "assertion"),
    ConfusionKey(field: .sessions, key: "role"),
    ConfusionKey(field: .sessions, key: "service"),
    ConfusionKey(field: .services, key: "category"),
    ConfusionKey(field: .services, key: "decision"),
    ConfusionKey(field: .citations, key: "guideline"),
  ]
}

extension Range<Int> {
  func overlapCount(_ other: Range<Int>) -> Int {
    Swift.max(0, Swift.min(upperBound, other.upperBound) - Swift.max(lowerBound, other.lowerBound))
  }

  /// Intersection over the hull of both.
  func overlapShare(_ other: Range<Int>) -> Double {
    let hull = Swift.max(upperBound, other.upperBound) - Swift.min(lowerBound, other.lowerBound)
    return hull == 0 ? 0 : Double(overlapCount(other)) / Double(hull)
  }
}
