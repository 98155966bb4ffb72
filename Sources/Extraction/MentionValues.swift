/// Units of time, as UCUM codes.
public enum TimeUnit: String, Sendable, CaseIterable, BitwiseCopyable {
  case year = "a"
  case month = "mo"
  case week = "wk"
  case day = "d"
}

public struct Age: Sendable, Equatable {
  public var value: Int
  public var unit: TimeUnit
  public var subject: Subject

  public init(value: Int, unit: TimeUnit, subject: Subject) {
    self.value = value
    self.unit = unit
    self.subject = subject
  }
}

/// FHIR administrative gender.
public enum AdministrativeGender: String, Sendable, CaseIterable { case female, male, other, unknown }

public struct Sex: Sendable, Equatable {
  public var value: AdministrativeGender
  public var subject: Subject

  public init(value: AdministrativeGender, subject: Subject) {
    self.value = value
    self.subject = subject
  }
}

/// A calendar date as precise as the text: a day, a month or a year of the Gregorian calendar.
public struct PartialDate: Sendable, Hashable, BitwiseCopyable {
  public var year: Int
  /// 1...12.
  public var month: Int?
  /// 1...31, only with a month.
  public var day: Int?

  public init(year: Int, month: Int? = nil, day: Int? = nil) {
    self.year = year
    self.month = month
    self.day = day
  }
}

public enum DateRole: String, Sendable, CaseIterable, BitwiseCopyable {
  case injury, birth
  case utilizationReview = "utilization-review"
  case application, notice, determination, service, other
}

public struct DateValue: Sendable, Equatable, BitwiseCopyable {
  public var date: PartialDate
  /// The end of a range.
  public var end: PartialDate?
  /// Whether it was computed from another date ("two weeks later").
  public var isRelative: Bool
  public var role: DateRole

  public init(date: PartialDate, end: PartialDate? = nil, isRelative: Bool = false, role: DateRole = .other) {
    self.date = date
    self.end = end
    self.isRelative = isRelative
    self.role = role
  }
}

/// Kinds of treatment, by the names of the output contract.
public enum ServiceCategory: String, Sendable, CaseIterable, BitwiseCopyable {
  case psychotherapy
  case physicalTherapy = "physical-therapy"
  case occupationalTherapy = "occupational-therapy"
  case chiropractic, acupuncture
  case aquaticTherapy = "aquatic-therapy"
  case massage, biofeedback
  case workConditioning = "work-conditioning"
  case functionalRestoration = "functional-restoration"
  case injection, surgery, imaging, electrodiagnostics, laboratory, medication, equipment
  case homeHealth = "home-health"
  case consultation, other
}

public enum SessionRole: String, Sendable, CaseIterable, BitwiseCopyable {
  case requested, received, authorized, denied, guideline, other
}

/// A number or a range of numbers, in or a `unit`.
public struct Quantity: Sendable, Equatable, BitwiseCopyable {
  public var low: Int
  public var high: Int
  public var unit: TimeUnit

  public init(low: Int, high: Int, unit: TimeUnit) {
    self.low = low
    self.high = high
    self.unit = unit
  }
}

/// An amount of treatment sessions, visits, treatments, classes or programme days.
public struct SessionAmount: Sendable, Equatable, BitwiseCopyable {
  public var role: SessionRole
  public var service: ServiceCategory?
  /// The total; nil for a range and where only a frequency or a duration is stated.
  public var count: Int?
  public var low: Int?
  public var high: Int?
  /// Times per `unit`.
  public var frequency: Quantity?
  public var duration: Quantity?

  public init(
    role: SessionRole, service: ServiceCategory? = nil, count: Int? = nil, low: Int? = nil, high: Int? = nil,
    frequency: Quantity? = nil, duration: Quantity? = nil
  ) {
    self.role = role
    self.service = service
    self.count = count
    self.low = low
    self.high = high
    self.frequency = frequency
    self.duration = duration
  }
}

public enum Decision: String, Sendable, CaseIterable { case upheld, overturned, modified }

/// A treatment in dispute and what was decided on it.
public struct DisputedService: Sendable, Equatable {
  public var category: ServiceCategory
  public var decision: Decision?
  /// Units where printed ("#60", "x 2").
  public var quantity: Int?
  /// Procedure codes printed with the item (CPT, HCPCS), as they stand.
  public var codes: [String]
  /// Index of the amount of sessions stated in the item, in the letter's list.
  public var sessions: Int?

  public init(
    category: ServiceCategory, decision: Decision?, quantity: Int? = nil, codes: [String] = [], sessions: Int? = nil
  ) {
    self.category = category
    self.decision = decision
    self.quantity = quantity
    self.codes = codes
    self.sessions = sessions
  }
}

public enum Guideline: String, Sendable, CaseIterable {
  case mtus = "MTUS"
  case odg = "ODG"
  case acoem = "ACOEM"
  case fda = "FDA"
  case laborCode = "Labor Code"
  case other
}

public struct Citation: Sendable, Equatable {
  public var guideline: Guideline
  public var title: String
  /// Every page named, ranges expanded.
  public var pages: [Int]

  public init(guideline: Guideline, title: String, pages: [Int] = []) {
    self.guideline = guideline
    self.title = title
    self.pages = pages
  }
}

public enum Assertion: String, Sendable, CaseIterable {
  case present, absent, possible, historical, family, hypothetical
}

public enum Laterality: String, Sendable, CaseIterable { case left, right, bilateral }

/// A code of a diagnosis in the code system that its list is of.
public struct DiagnosisCode: Sendable, Equatable {
  public var code: String
  public var display: String
  public var billable: Bool

  public init(code: String, display: String, billable: Bool) {
    self.code = code
    self.display = display
    self.billable = billable
  }
}

public struct Diagnosis: Sendable, Equatable {
  /// Preferred name.
  public var concept: String
  /// Best first.
  public var icd10: [DiagnosisCode]
  public var icd9: [DiagnosisCode]
  public var assertion: Assertion
  public var laterality: Laterality?
  public var bodySites: [String]
  /// Spinal levels such as "L4-L5".
  public var levels: [String]

  public init(
    concept: String, icd10: [DiagnosisCode] = [], icd9: [DiagnosisCode] = [], assertion: Assertion = .present,
    laterality: Laterality? = nil, bodySites: [String] = [], levels: [String] = []
  ) {
    self.concept = concept
    self.icd10 = icd10
    self.icd9 = icd9
    self.assertion = assertion
    self.laterality = laterality
    self.bodySites = bodySites
    self.levels = levels
  }
}
