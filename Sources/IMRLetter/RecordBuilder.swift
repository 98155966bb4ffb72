import Extraction

/// Flattens a letter: one value a key, nil where the letter does not say.
struct RecordBuilder {
  private var record = LetterRecord()
  /// Beside dates and diagnoses a record rests on about so many mentions.
  private static let usualSources = 24
  /// A letter has about so many codes.
  private static let usualCodes = 12

  private init() {}

  static func record(of letter: Letter, headerDates: HeaderDates) -> LetterRecord {
    var builder = RecordBuilder()
    builder.add(letter, headerDates)
    return builder.record
  }

  private mutating func add(_ letter: Letter, _ headerDates: HeaderDates) {
    record.sources.reserveCapacity(letter.dates.count + 2 * letter.diagnoses.count + Self.usualSources)
    addPatient(letter)
    record.dateOfInjury = date(.injury, key: .dateOfInjury, letter, headerDates)
    record.utilizationReviewDate = date(.utilizationReview, key: .utilizationReviewDate, letter, headerDates)
    record.applicationDate = date(.application, key: .applicationDate, letter, headerDates)
    record.determinationDate = date(.determination, key: .determinationDate, letter, headerDates)
    record.diagnosisCodes = codes(key: .diagnosisCodes, letter) { index in
      letter.diagnoses[index].value.icd10.isEmpty ? nil : letter.diagnoses[index].value.icd10[0].code
    }
    record.diagnosisCodesICD9 = codes(key: .diagnosisCodesICD9, letter) { index in
      letter.diagnoses[index].value.icd9.isEmpty ? nil : letter.diagnoses[index].value.icd9[0].code
    }
    addOutcome(letter)
  }

  private mutating func addPatient(_ letter: Letter) {
    let ages = letter.ages.indices
    let current = ages.first { letter.isPatientAge($0) && !letter.isEarlierAge($0) }
    if let index = current ?? ages.first(where: { letter.isPatientAge($0) }) {
      record.age = letter.ages[index].value.value
      record.sources.add(MentionReference(.ages, index), to: .age)
    }
    for index in letter.sexes.indices where letter.sexes[index].value.subject == .patient {
      if record.sex == nil { record.sex = letter.sexes[index].value.value }
      record.sources.add(MentionReference(.sexes, index), to: .sex)
    }
  }

  /// The header's date of a role, else the first in the text.
  private mutating func date(
    _ role: DateRole, key: LetterRecord.Key, _ letter: Letter, _ headerDates: HeaderDates
  ) -> PartialDate? {
    guard let chosen = headerDates[role] ?? stated(role, letter) else { return nil }
    let date = letter.dates[chosen].value.date
    record.sources.add(MentionReference(.dates, chosen), to: key)
    for index in letter.dates.indices where index != chosen && isStated(role, letter.dates[index].value) {
      if letter.dates[index].value.date == date { record.sources.add(MentionReference(.dates, index), to: key) }
    }
    return date
  }

  /// The index of the first date of a role in the text; of utilization reviews the latest, since earlier approvals come
  /// before the disputed denial.
  private func stated(_ role: DateRole, _ letter: Letter) -> Int? {
    var chosen: Int?
    for index in letter.dates.indices where isStated(role, letter.dates[index].value) {
      guard let known = chosen else {
        chosen = index
        continue
      }
      guard role == .utilizationReview else { break }
      if letter.dates[index].value.date.ordinal > letter.dates[known].value.date.ordinal { chosen = index }
    }
    return chosen
  }

  private func isStated(_ role: DateRole, _ date: DateValue) -> Bool { date.role == role && !date.isRelative }

  /// The codes of the present diagnoses, each once.
  /// - Parameter first: the best code of the diagnosis at an index.
  private mutating func codes(
    key: LetterRecord.Key, _ letter: Letter, _ first: (Int) -> String?
  ) -> [String] {
    var codes: [String] = []
    codes.reserveCapacity(min(letter.diagnoses.count, Self.usualCodes))
    for index in letter.diagnoses.indices where letter.diagnoses[index].value.assertion == .present {
      guard let code = first(index) else { continue }
      if !codes.contains(code) { codes.append(code) }
      record.sources.add(MentionReference(.diagnoses, index), to: key)
    }
    return codes
  }

  private mutating func addOutcome(_ letter: Letter) {
    for index in letter.services.indices {
      guard let decision = letter.services[index].value.decision else { continue }
      record.sources.add(MentionReference(.services, index), to: .outcome)
      let outcome = Self.outcome(of: decision)
      record.outcome = record.outcome == nil || record.outcome == outcome ? outcome : .mixed
    }
  }

  /// The outcome of a letter that decides on all items alike.
  private static func outcome(of decision: Decision) -> LetterRecord.Outcome {
    switch decision {
    case .upheld: .upheld
    case .overturned: .overturned
    case .modified: .mixed
    }
  }
}

extension Letter {
  /// Whether the age at `index` is the patient's, in years. Workers are no children.
  func isPatientAge(_ index: Int) -> Bool {
    let age = ages[index].value
    return age.subject == .patient && age.unit == .year && age.value >= 14
  }

  /// Whether the age at `index` is called one of an earlier day.
  func isEarlierAge(_ index: Int) -> Bool { ages[index].evidence.contains { $0.key == .time } }

  /// Indices of the dates of birth that name a day.
  var datesOfBirth: [Int] {
    dates.indices.filter { dates[$0].value.role == .birth && dates[$0].value.date.day != nil }
  }
}
