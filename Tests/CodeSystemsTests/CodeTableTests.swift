import CodeSystems
import Testing

@Suite struct CodeTableTests {
  let table = CodeTables.builtIn.icd10cm
  let icd9 = CodeTables.builtIn.icd9cm

  func row(_ code: String) throws -> Int { try #require(table.row(of: code)) }

  @Test(arguments: [
    ("M51.36", "Other intervertebral disc degeneration, lumbar region"),
    ("M54.16", "Radiculopathy, lumbar region"),
    ("S13.4", "Sprain of ligaments of cervical spine"),
    ("S13.4XXA", "Sprain of ligaments of cervical spine, initial encounter"),
    ("S82.001B", "Unspecified fracture of right patella, initial encounter for open fracture type I or II"),
    ("H40.1111", "Primary open-angle glaucoma, right eye, mild stage"),
    ("H81.01", "Ménière's disease, right ear"),
    ("H54.0X34", "Blindness right eye category 3, blindness left eye category 4"),
    ("QA0.0142", "DLG4-related synaptopathy"),
    ("Z99.89", "Dependence on other enabling machines and devices"),
  ])
  func titles(code: String, title: String) throws {
    #expect(table.title(of: try row(code)) == title)
  }

  @Test(arguments: [
    ("847.2", "Sprain of lumbar", true),
    ("722.10", "Displacement of lumbar intervertebral disc without myelopathy", true),
    ("722", "Intervertebral disc disorders", false), ("722.8", "Postlaminectomy syndrome", false),
    ("E880.1", "Accidental fall on or from sidewalk curb", true), ("V45.11", "Renal dialysis status", true),
  ])
  func icd9Titles(code: String, title: String, billable: Bool) throws {
    let row = try #require(icd9.row(of: code))
    #expect(icd9.title(of: row) == title)
    #expect(icd9.code(of: row) == code)
    #expect(icd9.isBillable(row, in: FiscalYear(2014)) == billable)
  }

  @Test(arguments: [
    ("M51.36", 2016, 2024), ("M51.360", 2025, 2026), ("F32.A", 2022, 2026), ("M54.5", 2016, 2021),
    ("M54.50", 2022, 2026), ("F32.9", 2016, 2026), ("S13.4XXA", 2016, 2026), ("S02.10XA", 2016, 2018),
    ("S02.101A", 2019, 2026), ("H40.11X2", 2016, 2018), ("QA0.0101", 2026, 2026),
  ])
  func yearsBillable(code: String, first: Int, last: Int) throws {
    #expect(table.billableYears(of: try row(code)) == FiscalYear(first)...FiscalYear(last))
  }

  @Test func aCodeThatIsSplitStaysAsHeading() throws {
    let split = try row("M51.36")
    #expect(table.isBillable(split, in: FiscalYear(2024)))
    #expect(!table.isBillable(split, in: FiscalYear(2025)))
    #expect(table.isInForce(split, in: FiscalYear(2025)))
    #expect(!table.isInForce(try row("M51.360"), in: FiscalYear(2024)))
    #expect(table.billableYears(of: try row("S13.4")) == nil)
  }

  /// S06 with 6th character 7 or 8 (death) has no subsequent encounter and no sequela.
  @Test func seventhCharactersThatDoNotApplyAreLeftOut() throws {
    #expect(table.isBillable(try row("S06.1X7A"), in: FiscalYear(2026)))
    #expect(!table.isBillable(try row("S06.1X7D"), in: FiscalYear(2026)))
  }

  /// The numbers of codes that CMS gives for its releases.
  @Test(arguments: [(2019, 71_932), (2020, 72_184), (2024, 74_044), (2025, 74_260), (2026, 74_719)])
  func tablesAreComplete(year: Int, count: Int) {
    #expect((0..<table.count).count { table.isBillable($0, in: FiscalYear(year)) } == count)
  }

  @Test(arguments: CodeSystem.allCases)
  func everyCodeIsFoundAgain(system: CodeSystem) {
    let table = CodeTables.builtIn[system]
    var code: [UInt8] = []
    let lost = (0..<table.count).filter { row in
      code.removeAll(keepingCapacity: true)
      table.appendCode(of: row, to: &code)
      return code.withUnsafeBufferPointer { table.row(of: $0) } != row
    }
    #expect(lost.isEmpty)
  }

  @Test(arguments: CodeSystem.allCases)
  func theHierarchyIsConsistent(system: CodeSystem) {
    let table = CodeTables.builtIn[system]
    for row in 0..<table.count {
      guard let parent = table.parent(of: row) else { continue }
      #expect(table.subtree(of: parent).contains(row))
      #expect(table.subtree(of: parent).upperBound >= table.subtree(of: row).upperBound)
    }
  }

  @Test func childrenAreOneLevelDown() throws {
    let children = table.children(of: try row("M54.5")).map { table.code(of: $0) }
    #expect(children == ["M54.50", "M54.51", "M54.59"])
    #expect(table.children(of: try row("S13.4")).map { table.code(of: $0) } == ["S13.4XXA", "S13.4XXD", "S13.4XXS"])
    #expect(Array(table.children(of: try row("M54.51"))).isEmpty)
  }

  @Test(arguments: ["m51.36", "M5136", "M51.36"])
  func codesAreReadInAnySpelling(code: String) throws {
    #expect(table.code(of: try row(code)) == "M51.36")
  }

  @Test(arguments: [
    "", "M", "M5", "M5.136", "M51.", "M51.36.", "M51..36", "M51.3666666666", "Ж51.36", "M51 36", "ZZZ",
  ])
  func whatIsNoCodeIsNotFound(code: String) {
    #expect(table.row(of: code) == nil)
    #expect(icd9.row(of: code) == nil)
  }
}
