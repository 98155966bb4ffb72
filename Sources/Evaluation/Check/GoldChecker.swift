import CodeSystems
import Extraction
import IMRLetter

/// Checks gold against the annotation guide (`Corpus/ANNOTATION.md`).
public struct GoldChecker {
  private let tables = CodeTables.builtIn

  public init() {}

  /// Everything found in a folder, what could not be read among it, by letter.
  public func problems(of folder: GoldFolder) -> [GoldProblem] {
    folder.problems + folder.letters.flatMap(problems)
  }

  /// What is wrong with one letter's annotation, and what looks so.
  public func problems(of letter: GoldLetter) -> [GoldProblem] {
    var problems: [GoldProblem] = []
    for field in MentionField.allCases {
      let mentions = letter.annotation.mentions[field] ?? []
      for mention in mentions {
        let found = MentionChecker(field: field, mention: mention, tables: tables).problems
        let place = "\(field.rawValue) at \(mention.span.lowerBound)"
        problems += found.map { GoldProblem($0.severity, file: letter.file, place: place, $0.message) }
      }
      problems += Self.repeats(mentions).map {
        GoldProblem(.hint, file: letter.file, place: "\(field.rawValue) at \($0)", "stands twice with the same values")
      }
    }
    let record = RecordChecker(letter.annotation, tables: tables).problems
    return problems + record.map { GoldProblem($0.severity, file: letter.file, place: $0.place, $0.message) }
  }

  private static func repeats(_ mentions: [AnnotatedMention]) -> [Int] {
    mentions.indices.filter { mentions[..<$0].contains(mentions[$0]) }.map { mentions[$0].span.lowerBound }
  }
}

/// Checks the values of one mention.
struct MentionChecker {
  private static let known: [MentionField: [String: Set<String>]] = [
    .ages: ["unit": Set(TimeUnit.allCases.map(\.rawValue)), "subject": subjects],
    .sexes: ["value": Set(AdministrativeGender.allCases.map(\.rawValue)), "subject": subjects],
    .dates: ["role": Set(DateRole.allCases.map(\.rawValue))],
    .diagnoses: ["assertion": Set(Assertion.allCases.map(\.rawValue))],
    .sessions: ["role": Set(SessionRole.allCases.map(\.rawValue)), "service": categories],
    .services: ["category": categories, "decision": Set(Decision.allCases.map(\.rawValue))],
    .citations: ["guideline": Set(Guideline.allCases.map(\.rawValue))],
  ]
  private static let subjects = Set(Subject.allCases.map(\.rawValue))
  private static let categories = Set(ServiceCategory.allCases.map(\.rawValue))
  /// Values that may be null.
  private static let nullable: Set = ["service", "decision"]
  /// Keys of the output contract that have no closed set of values.
  private static let free: [MentionField: Set<String>] = [
    .ages: ["value"], .sexes: [], .dates: ["value", "endValue", "granularity", "relative"],
    .diagnoses: ["concept", "laterality", "bodySites", "levels"],
    .sessions: ["count", "low", "high", "frequency", "duration"],
    .services: ["sessions", "quantity", "codes"], .citations: ["title", "pages"],
  ]

  private(set) var problems: [(severity: GoldProblem.Severity, message: String)] = []
  private let field: MentionField
  private let mention: AnnotatedMention

  init(field: MentionField, mention: AnnotatedMention, tables: CodeTables) {
    self.field = field
    self.mention = mention
    checkClosedSets()
    switch field {
    case .dates: checkDates()
    case .diagnoses: checkCodes(tables)
    case .sessions: checkAmount()
    case .citations: checkPages()
    case .ages: checkNumber("value")
    case .sexes, .services: break
    }
  }

  private mutating func checkClosedSets() {
    let known = Self.known[field] ?? [:]
    for key in mention.values.keys.sorted() {
      guard let allowed = known[key] else {
        if Self.free[field]?.contains(key) != true { add(.hint, "'\(key)' is no key of the format") }
        continue
      }
      for value in mention.value(key).alternatives where !(value.isNull && Self.nullable.contains(key)) {
        if !(value.string.map(allowed.contains) ?? false) { add(.error, "unknown \(key) '\(value)'") }
      }
    }
    for key in known.keys.sorted() where mention.values[key] == nil && !mention.isOptional && key != "subject" {
      add(.hint, "has no \(key)")
    }
  }

  private mutating func checkDates() {
    let start = mention.value("value")
    if mention.values["value"] == nil { return add(.hint, "has no value") }
    guard let first = start.string, GoldDate.isValid(first) else { return add(.error, "value is no date") }
    let end = mention.value("endValue")
    guard !end.isNull else { return }
    guard let last = end.string, GoldDate.isValid(last) else { return add(.error, "endValue is no date") }
    if last < first { add(.error, "endValue lies before value") }
  }

  private mutating func checkCodes(_ tables: CodeTables) {
    for (system, codes) in mention.codes {
      for code in codes where tables[system].row(of: code) == nil { add(.error, "no \(system.name) code \(code)") }
    }
    if (mention.codes[.icd10cm] ?? []).isEmpty, !mention.isOptional { add(.hint, "has no ICD-10-CM code") }
  }

  private mutating func checkAmount() {
    for key in ["count", "low", "high"] { checkNumber(key) }
    let (count, low, high) = (mention.value("count"), mention.value("low"), mention.value("high"))
    if let least = low.integer, let most = high.integer, least > most { add(.error, "low is above high") }
    if !count.isNull, !low.isNull || !high.isNull, low != count || high != count {
      add(.error, "has a count and a range")
    }
    if count.isNull, low.isNull, high.isNull, !mention.isOptional { add(.hint, "has no amount") }
  }

  private mutating func checkNumber(_ key: String) {
    let value = mention.value(key)
    if !value.isNull, (value.integer ?? -1) < 0 { add(.error, "\(key) is no whole number") }
  }

  private mutating func checkPages() {
    guard let pages = mention.values["pages"] else { return }
    guard let numbers = pages.array, numbers.allSatisfy({ ($0.integer ?? 0) > 0 }) else {
      return add(.error, "pages is no list of page numbers")
    }
  }

  private mutating func add(_ severity: GoldProblem.Severity, _ message: String) {
    problems.append((severity, message))
  }
}

/// A calendar date as precise as known: YYYY, YYYY-MM or YYYY-MM-DD.
enum GoldDate {
  static func isValid(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part in part.allSatisfy { ("0"..."9").contains($0) } ? Int(part) : nil }
    guard numbers.count == parts.count, zip(parts, [4, 2, 2]).allSatisfy({ $0.count == $1 }), parts.count <= 3 else {
      return false
    }
    if numbers.count > 1, !(1...12).contains(numbers[1]) { return false }
    return numbers.count < 3 || (1...days(ofMonth: numbers[1], year: numbers[0])).contains(numbers[2])
  }

  private static func days(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
