import CodeTableFormat
import Foundation

/// All codes of all ICD-10-CM tables held, with the years in which each was billable.
struct ICD10Catalog {
  struct Entry {
    /// Empty where unknown, or where 7th character and base code give it.
    var title = ""
    var billable = FiscalYears()
  }

  /// By code without point, 7th characters written out.
  private(set) var entries: [String: Entry] = [:]
  private(set) var seventh = SeventhCharacters()
  /// What the table of each fiscal year was read from.
  private var releases: [Int: String] = [:]

  /// The fiscal years of which a table is held.
  var years: [Int] { releases.keys.sorted() }

  var newestYear: Int { releases.keys.max() ?? FiscalYears.firstYear }

  /// Makes `list` the table of `year`.
  mutating func take(_ list: TabularList, year: Int, release: String) {
    begin(FiscalYears(year...year), release: release)
    for code in list.codes { take(code.code, title: code.title, year: year) }
    for (code, characters) in list.meanings where year == newestYear || seventh.meanings[code] == nil {
      for (character, meaning) in characters { seventh.set(character, meaning: meaning, for: code) }
    }
    for code in list.billableCodes { entries[code, default: Entry()].billable.insert(year) }
    for code in list.expandedCodes where (entries[code]?.billable.last ?? 0) <= year {
      entries[code]?.title = ""
    }
  }

  /// Makes `codes` the table of each of `years`; what has no code below it in the list is billable.
  mutating func take(_ codes: [ListedCode], years: FiscalYears, release: String) {
    begin(years, release: release)
    let parents = Set(codes.flatMap { code in (3..<max(3, code.code.count)).map { String(code.code.prefix($0)) } })
    for code in codes {
      take(code.code, title: code.title, year: years.last ?? 0)
      if !parents.contains(code.code) { entries[code.code]?.billable.formUnion(years) }
    }
  }

  /// Gives the titles of `codes` to those that have none.
  mutating func fillTitles(from codes: [ListedCode]) {
    for code in codes where entries[code.code]?.title.isEmpty == true && base(of: code.code) == nil {
      entries[code.code]?.title = code.title
    }
  }

  private mutating func begin(_ years: FiscalYears, release: String) {
    for year in FiscalYears.firstYear..<FiscalYears.firstYear + 64 where years.contains(year) {
      releases[year] = release
      for code in entries.keys { entries[code]?.billable.remove(year) }
    }
  }

  /// The newest title stands.
  private mutating func take(_ code: String, title: String, year: Int) {
    let known = entries[code]
    if known == nil || (!title.isEmpty && year >= known?.billable.last ?? newestYear) {
      entries[code, default: Entry()].title = title
    }
  }
}

// MARK: Files

extension ICD10Catalog {
  /// Reads the tables of a folder, none where they are missing.
  init(folder: URL) throws {
    for row in try TSVFile("icd10cm-tables.tsv", in: folder).rows {
      guard let year = Int(row.field(0)) else { throw UnreadableSource(description: "icd10cm-tables.tsv: no year") }
      releases[year] = row.field(1)
    }
    seventh = SeventhCharacters(rows: try TSVFile("icd10cm-seventh-characters.tsv", in: folder).rows)
    for fields in try TSVFile("icd10cm.tsv", in: folder).rows {
      guard let row = ICD10Row(fields: fields, newest: newestYear) else {
        throw UnreadableSource(description: "icd10cm.tsv: malformed years at \(fields.field(0))")
      }
      add(row)
    }
  }

  private mutating func add(_ row: ICD10Row) {
    entries[row.code] = Entry(title: row.title, billable: row.billable)
    for group in row.seventh {
      for character in group.characters {
        entries[SeventhCharacters.fullCode(row.code, character), default: Entry()].billable.formUnion(group.years)
      }
    }
  }

  func save(to folder: URL) throws {
    try TSVFile(
      header: [
        "The ICD-10-CM tables held, one a fiscal year.", "columns: fiscal year, release",
      ],
      rows: releases.sorted { $0.key < $1.key }.map { [String($0.key), $0.value] }
    ).write("icd10cm-tables.tsv", in: folder)
    try TSVFile(
      header: [
        "ICD-10-CM: what a 7th character means under a category.", "columns: code, 7th character, meaning",
      ],
      rows: seventh.rows
    ).write("icd10cm-seventh-characters.tsv", in: folder)
    try TSVFile(
      header: [
        "ICD-10-CM: every category, subcategory and code of all tables held, by code.",
        "columns: code, title, fiscal years billable, 7th characters with fiscal years "
          + "(an open range runs to the newest table)",
      ],
      rows: foldedRows.map { $0.fields(newest: newestYear) }
    ).write("icd10cm.tsv", in: folder)
  }

  /// The rows of `icd10cm.tsv`: 7th characters whose titles are regular stand in the row of their base code.
  private var foldedRows: [ICD10Row] {
    var rows: [ICD10Row] = []
    var folded: [String: [FiscalYears: String]] = [:]
    for (code, entry) in entries.sorted(by: { $0.key < $1.key }) {
      if let base = base(of: code), let character = code.last {
        folded[base, default: [:]][entry.billable, default: ""].append(character)
      } else {
        rows.append(ICD10Row(code: code, title: entry.title, billable: entry.billable))
      }
    }
    for index in rows.indices {
      rows[index].seventh = (folded[rows[index].code] ?? [:]).map { ($0.value, $0.key) }.sorted { $0.0 < $1.0 }
    }
    return rows
  }

  /// The code to which `code` adds a 7th character by rule, if its title follows from it.
  private func base(of code: String) -> String? {
    guard code.utf8.count == 7, let character = code.last, let entry = entries[code] else { return nil }
    var base = code.dropLast()
    while entries[String(base)] == nil {
      guard base.last == "X" else { return nil }
      base = base.dropLast()
    }
    guard let title = entries[String(base)]?.title, !title.isEmpty,
      let meaning = seventh.meaning(of: character, under: String(base))
    else { return nil }
    // One of the lists leaves the comma out.
    let regular = ["", "\(title), \(meaning)", "\(title) \(meaning)"]
    return regular.contains(entry.title) ? String(base) : nil
  }
}
