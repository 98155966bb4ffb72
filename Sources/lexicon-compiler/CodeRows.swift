import CodeTableFormat

/// The codes of a code system in the order of their bytes: a row's number is what other compiled
/// tables refer to.
struct CodeRows {
  struct Row {
    /// Without point.
    let code: String
    /// The title, or what the 7th character means.
    let title: String
    let isSeventh: Bool
    let billable: FiscalYears
    var inForce: FiscalYears
    var parent: Int?
    /// First row that is not below it.
    var end = 0

    init(code: String, title: String, billable: FiscalYears, isSeventh: Bool = false) {
      self.code = code
      self.title = title
      self.billable = billable
      self.isSeventh = isSeventh
      inForce = billable
    }
  }

  private(set) var rows: [Row]
  private let numbers: [String: Int]

  init(_ unordered: [Row]) {
    rows = unordered.sorted { $0.code < $1.code }
    numbers = Dictionary(rows.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    findParents()
    findEnds()
  }

  /// The row of a code, with or without point.
  func row(of code: String) -> Int? { numbers[CodeText.withoutPoint(code)] }

  private mutating func findParents() {
    var above: [Int] = []
    for row in rows.indices {
      while let last = above.last, !rows[row].code.hasPrefix(rows[last].code) { above.removeLast() }
      rows[row].parent = above.last
      above.append(row)
    }
  }

  /// From the last row to the first, so that what is below a code is done before it.
  private mutating func findEnds() {
    for row in rows.indices.reversed() {
      rows[row].end = max(rows[row].end, row + 1)
      guard let parent = rows[row].parent else { continue }
      rows[parent].end = max(rows[parent].end, rows[row].end)
      rows[parent].inForce.formUnion(rows[row].inForce)
    }
  }
}

extension CodeRows {
  /// The codes of `icd10cm.tsv`, 7th characters written out.
  init(icd10 tables: CodeSystemTables) throws {
    var rows: [Row] = []
    for fields in try tables.rows("icd10cm.tsv") {
      guard let row = ICD10Row(fields: fields, newest: tables.newestYear) else {
        throw MalformedTable(table: "icd10cm.tsv", entry: fields.field(0))
      }
      rows.append(Row(code: row.code, title: row.title, billable: row.billable))
      for (characters, years) in row.seventh {
        for character in characters {
          guard let meaning = tables.seventh.meaning(of: character, under: row.code) else {
            throw MalformedTable(table: "icd10cm-seventh-characters.tsv", entry: fields.field(0))
          }
          let code = SeventhCharacters.fullCode(row.code, character)
          rows.append(Row(code: code, title: meaning, billable: years, isSeventh: true))
        }
      }
    }
    self.init(rows)
  }

  /// The codes of `icd9cm.tsv`, which stand for all years.
  init(icd9 tables: CodeSystemTables) throws {
    let always = FiscalYears(FiscalYears.firstYear...FiscalYears.firstYear + 17)
    self.init(
      try tables.rows("icd9cm.tsv").map {
        let isBillable = $0.field(2) == "1"
        return Row(
          code: CodeText.withoutPoint($0.field(0)), title: $0.field(1), billable: isBillable ? always : FiscalYears())
      })
  }
}
