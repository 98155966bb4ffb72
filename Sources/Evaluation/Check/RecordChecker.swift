import CodeSystems
import IMRLetter

/// Checks that a gold record says what its own mentions say.
struct RecordChecker {
  private static let dates = [
    ("dateOfInjury", "injury"), ("utilizationReviewDate", "utilization-review"), ("applicationDate", "application"),
    ("determinationDate", "determination"),
  ]
  private static let sessions = [
    ("sessionsRequested", "requested"), ("sessionsReceived", "received"), ("sessionsAuthorized", "authorized"),
  ]

  private(set) var problems: [(severity: GoldProblem.Severity, place: String, message: String)] = []
  private let gold: AnnotatedDocument

  init(_ gold: AnnotatedDocument, tables: CodeTables) {
    self.gold = gold
    for key in gold.record.keys.sorted() where LetterRecord.Key(rawValue: key) == nil {
      add(.error, "record", "'\(key)' is no key of the record")
    }
    for (key, role) in Self.dates { checkDate(key, role) }
    for (key, role) in Self.sessions { checkSessions(key, role) }
    checkOutcome()
    checkCodes("diagnosisCodes", tables.icd10cm)
    checkCodes("diagnosisCodesICD9", tables.icd9cm)
    if let priority = gold.caseDescription["priority"], !priority.isNull,
      priority.string.flatMap(ReviewPriority.init(rawValue:)) == nil
    {
      add(.error, "case.priority", "unknown priority")
    }
  }

  private mutating func checkDate(_ key: String, _ role: String) {
    guard let date = gold.record[key], !date.isNull else { return }
    guard let text = date.string, GoldDate.isValid(text) else { return add(.error, "record.\(key)", "is no date") }
    guard let mentions = gold.mentions[.dates] else { return }
    let isStated = mentions.contains { $0.value("value") == date && Facet.meet(.string(role), $0.value("role")) }
    if !isStated { add(.error, "record.\(key)", "no \(role) date among the dates has this value") }
  }

  private mutating func checkSessions(_ key: String, _ role: String) {
    guard let number = gold.record[key], !number.isNull else { return }
    guard number.integer != nil else { return add(.error, "record.\(key)", "is no whole number") }
    guard let mentions = gold.mentions[.sessions] else { return }
    let isStated = mentions.contains { $0.value("count") == number && Facet.meet(.string(role), $0.value("role")) }
    if !isStated {
      add(.hint, "record.\(key)", "no single \(role) statement has this number (right where it is a sum)")
    }
  }

  private mutating func checkOutcome() {
    guard let outcome = gold.record["outcome"], let services = gold.mentions[.services] else { return }
    let decisions = Set(services.filter { !$0.isOptional }.flatMap { $0.value("decision").alternatives }).subtracting([
      .null
    ])
    var wanted: JSONElement = decisions.isEmpty ? .null : decisions.count == 1 ? decisions.first ?? .null : "mixed"
    if wanted == "modified" { wanted = "mixed" }
    if outcome != wanted { add(.error, "record.outcome", "the services say '\(wanted)'") }
  }

  private mutating func checkCodes(_ key: String, _ table: CodeTable) {
    guard let codes = gold.record[key], !codes.isNull else { return }
    guard let list = codes.array, list.allSatisfy({ $0.string.map { table.row(of: $0) != nil } ?? false }) else {
      return add(.error, "record.\(key)", "is no list of \(table.system.name) codes")
    }
  }

  private mutating func add(_ severity: GoldProblem.Severity, _ place: String, _ message: String) {
    problems.append((severity, place, message))
  }
}
