import CodeSystems
import Testing

@Suite struct CodeTablesTests {
  let tables = CodeTables.builtIn

  @Test(arguments: [(2024, 9, 2024), (2024, 10, 2025), (2025, 1, 2025), (2015, 12, 2016)])
  func fiscalYearsBeginInOctober(year: Int, month: Int, fiscalYear: Int) {
    #expect(FiscalYear(calendarYear: year, month: month) == FiscalYear(fiscalYear))
  }

  @Test(arguments: [
    (2016, 2016, false), (2018, 2018, false), (2026, 2026, false), (2012, 2016, true), (2040, 2026, true),
  ])
  func theNearestEarlierTableIsTaken(asked: Int, chosen: Int, isNearest: Bool) {
    let release = tables.release(for: FiscalYear(asked))
    #expect(release.fiscalYear == FiscalYear(chosen))
    #expect(release.isNearest == isNearest)
  }

  @Test func tablesHaveNames() {
    #expect(tables.newest.name == "ICD-10-CM FY2026")
    #expect(CodeTables.icd9Name == "ICD-9-CM v32")
  }

  @Test(arguments: [
    ("M51.36", 2026, "M51.369"), ("M51.360", 2024, "M51.36"), ("M54.5", 2022, "M54.50"), ("M54.51", 2020, "M54.5"),
    ("F32.A", 2021, "F32.9"), ("F32.A", 2022, "F32.A"), ("S02.101D", 2017, "S02.10XD"), ("S13.4", 2026, "S13.4XXA"),
  ])
  func codesOfOtherYearsHaveAnEquivalent(code: String, year: Int, expected: String) throws {
    let row = try #require(tables.icd10cm.row(of: code))
    let equivalent = try #require(tables.icd10cm.billableEquivalent(of: row, in: FiscalYear(year)))
    #expect(tables.icd10cm.code(of: equivalent) == expected)
  }

  @Test func notesStandWhereTheTabularListHasThem() throws {
    let row = try #require(tables.icd10cm.row(of: "S13.4"))
    let terms = tables.notes.notes(at: row).filter { $0.kind == .inclusionTerm }.map(\.text)
    #expect(terms.contains("Whiplash injury of cervical spine"))
    let initial = try #require(tables.icd10cm.row(of: "S13.4XXA"))
    let excluded = tables.notes.notes(governing: initial).filter { $0.kind == .excludes2 }.map(\.text)
    #expect(excluded == ["strain of muscle or tendon at neck level (S16.1)"])
  }
}

@Suite struct CrosswalkTests {
  let tables = CodeTables.builtIn

  func targets(_ code: String, from system: CodeSystem) throws -> [String] {
    let row = try #require(tables[system].row(of: code))
    let other: CodeSystem = system == .icd10cm ? .icd9cm : .icd10cm
    return tables.crosswalk(from: system).nearestMappings(of: row).compactMap { $0.target }.map {
      tables[other].code(of: $0)
    }
  }

  @Test(arguments: [
    ("M51.36", ["722.52"]), ("M51.360", ["722.52"]), ("M54.50", ["724.2"]), ("S13.4XXA", ["847.0"]),
    ("S13.4", ["847.0"]), ("G56.01", ["354.0"]), ("S02.101A", ["801.00"]),
  ])
  func icd10MapsToICD9(code: String, expected: [String]) throws {
    #expect(try targets(code, from: .icd10cm) == expected)
  }

  @Test(arguments: [("724.2", ["M54.5"]), ("354.0", ["G56.00"]), ("722.52", ["M51.36", "M51.37"])])
  func icd9MapsToICD10(code: String, expected: [String]) throws {
    #expect(try targets(code, from: .icd9cm) == expected)
  }

  @Test func flagsAreThoseOfTheMapping() throws {
    let exact = try #require(tables.icd10cm.row(of: "A00.0"))
    #expect(tables.toICD9.mappings(of: exact).map(\.isApproximate) == [false])
    let combined = try #require(tables.icd10cm.row(of: "A02.1"))
    let parts = tables.toICD9.mappings(of: combined)
    #expect(parts.allSatisfy { $0.isCombination && $0.scenario == 1 })
    #expect(Set(parts.map(\.choiceList)) == [1, 2])
  }

  @Test func aCodeWithoutEquivalentHasAMappingWithoutTarget() throws {
    let row = try #require(tables.icd10cm.row(of: "T36.0X6A"))
    let mappings = tables.toICD9.mappings(of: row)
    #expect(mappings.count == 1)
    #expect(mappings.first?.target == nil)
  }
}
