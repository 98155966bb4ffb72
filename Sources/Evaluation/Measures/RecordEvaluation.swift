/// Compares the flattened record and the case of a letter with the gold's.
struct RecordEvaluation {
  /// Right and missed by key ("record.age"); of a record nothing is wrong, only right or not.
  private(set) var counts: [(name: String, counts: Counts)] = []
  /// The counts of sessions as a measure of what is found and what is missed.
  private(set) var sessions = Counts()
  private(set) var errors: [AnnotationError] = []
  private let letter: String

  init(_ found: AnnotatedDocument, gold: AnnotatedDocument) {
    letter = gold.id
    for key in gold.record.keys.sorted() {
      let wanted = gold.record[key] ?? .null
      if key == "sessionsByService", let services = wanted.object, !services.isEmpty {
        add(services, found.record[key] ?? .null)
      } else {
        add("record", key, wanted, found.record[key] ?? .null)
        if key.hasPrefix("sessions"), wanted.object == nil { addSessions(wanted, found.record[key] ?? .null) }
      }
    }
    for key in gold.caseDescription.keys.sorted() {
      add("case", key, gold.caseDescription[key] ?? .null, found.caseDescription[key] ?? .null)
    }
  }

  private mutating func add(_ services: [String: JSONElement], _ found: JSONElement) {
    for service in services.keys.sorted() {
      let roles = services[service]?.object ?? [:]
      for role in roles.keys.sorted() {
        let wanted = roles[role] ?? .null
        let value = found[service][role]
        add("record", "sessionsByService", wanted, value, label: "sessionsByService \(service) \(role)")
        sessions += wanted == value ? Counts(right: 1) : Counts(wrong: 1, missed: 1)
      }
    }
  }

  private mutating func addSessions(_ wanted: JSONElement, _ found: JSONElement) {
    if wanted == found {
      if !wanted.isNull { sessions.right += 1 }
    } else {
      if !found.isNull { sessions.wrong += 1 }
      if !wanted.isNull { sessions.missed += 1 }
    }
  }

  private mutating func add(
    _ part: String, _ key: String, _ wanted: JSONElement, _ found: JSONElement, label: String? = nil
  ) {
    let agrees = wanted == found
    counts.append(
      (part == "case" ? "record.case.\(key)" : "record.\(key)", Counts(right: agrees ? 1 : 0, missed: agrees ? 0 : 1)))
    guard !agrees else { return }
    errors.append(
      AnnotationError(
        letter: letter, field: part, kind: .record,
        values: [AnnotationError.ValuePair(key: label ?? key, wanted: wanted, found: found)], rules: []))
  }
}
