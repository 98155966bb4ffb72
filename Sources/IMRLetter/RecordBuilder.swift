import Extraction

/// Flattens a letter: one value a key, nil where the letter does not say.
struct RecordBuilder {
  private let letter: Letter
  /// Indices of the dates that the case header states, by role.
  private let headerDates: [DateRole: Int]
  private var record = LetterRecord()

  init(_ letter: Letter, headerDates: [DateRole: Int]) {
    self.letter = letter
    self.headerDates = headerDates
  }

  consuming func build() -> LetterRecord {
    addPatient()
    addDates()
    addDiagnoses()
    addOutcome()
    return record
  }

  private mutating func addPatient() {
    let ages = letter.patientAges
    if let index = ages.now.first ?? ages.earlier.first {
      record.age = letter.ages[index].value.value
      record.sources["age"] = ["/ages/\(index)"]
    }
    let ofPatient = letter.sexes.indices.filter { letter.sexes[$0].value.subject == .patient }
    if let first = ofPatient.first {
      record.sex = letter.sexes[first].value.value
      record.sources["sex"] = ofPatient.map { "/sexes/\($0)" }
    }
  }

  private mutating func addDates() {
    record.dateOfInjury = date(.injury, key: "dateOfInjury")
    record.utilizationReviewDate = date(.utilizationReview, key: "utilizationReviewDate")
    record.applicationDate = date(.application, key: "applicationDate")
    record.determinationDate = date(.determination, key: "determinationDate")
  }

  /// The header's date of a role, else the first in the text.
  private mutating func date(_ role: DateRole, key: String) -> PartialDate? {
    let candidates = letter.dates.indices.filter {
      letter.dates[$0].value.role == role && !letter.dates[$0].value.isRelative
    }
    // Earlier approvals come before the disputed denial.
    let chosen = role == .utilizationReview ? latest(candidates) : candidates.first
    guard let index = headerDates[role] ?? chosen else { return nil }
    let date = letter.dates[index].value.date
    let agreeing = candidates.filter { $0 != index && letter.dates[$0].value.date == date }
    record.sources[key] = ([index] + agreeing).map { "/dates/\($0)" }
    return date
  }

  private func latest(_ indices: [Int]) -> Int? {
    indices.max { letter.dates[$0].value.date.ordinal < letter.dates[$1].value.date.ordinal }
  }

  private mutating func addDiagnoses() {
    record.diagnosisCodes = codes(key: "diagnosisCodes") { $0.icd10.first?.code }
    record.diagnosisCodesICD9 = codes(key: "diagnosisCodesICD9") { $0.icd9.first?.code }
  }

  /// The codes of the present diagnoses, each once.
  private mutating func codes(key: String, _ code: (Diagnosis) -> String?) -> [String] {
    var codes: [String] = []
    var pointers: [String] = []
    for (index, mention) in letter.diagnoses.enumerated() where mention.value.assertion == .present {
      guard let code = code(mention.value) else { continue }
      if !codes.contains(code) { codes.append(code) }
      pointers.append("/diagnoses/\(index)")
    }
    if !pointers.isEmpty { record.sources[key] = pointers }
    return codes
  }

  private mutating func addOutcome() {
    let decided = letter.services.indices.filter { letter.services[$0].value.decision != nil }
    let decisions = Set(decided.compactMap { letter.services[$0].value.decision })
    switch decisions {
    case []: return
    case [.upheld]: record.outcome = .upheld
    case [.overturned]: record.outcome = .overturned
    default: record.outcome = .mixed
    }
    record.sources["outcome"] = decided.map { "/services/\($0)" }
  }
}

extension Letter {
  /// Indices of the patient's ages in years: those of today, and those called earlier ones. Workers are no children.
  var patientAges: (now: [Int], earlier: [Int]) {
    let own = ages.indices.filter { index in
      let age = ages[index].value
      return age.subject == .patient && age.unit == .year && age.value >= 14
    }
    return (
      own.filter { index in !ages[index].evidence.contains { $0.key == "time" } },
      own.filter { index in ages[index].evidence.contains { $0.key == "time" } }
    )
  }
}
