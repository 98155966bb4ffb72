import CodeTableFormat
import Foundation
import Testing

@testable import import_codes

@Suite struct ICD10CatalogTests {
  let before = Releases.code("K00", "Broken test", Releases.encounters) + Releases.code("K01", "Bent test")
  let after =
    Releases.code("K00", "Broken test", Releases.encounters)
    + Releases.code(
      "K01", "Bent test", Releases.code("K01.0", "Bent left test") + Releases.code("K01.1", "Bent right test"))

  /// The rows of `icd10cm.tsv` after the catalog went through the files once more.
  private func rows(_ catalog: ICD10Catalog) throws -> [[String]] {
    let folder = try Releases.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    try catalog.save(to: folder)
    try ICD10Catalog(folder: folder).save(to: folder)
    return try TSVFile("icd10cm.tsv", in: folder).rows
  }

  private func emptyCatalog() throws -> ICD10Catalog {
    try ICD10Catalog(folder: FileManager.default.temporaryDirectory.appending(path: "import-codes-none"))
  }

  @Test func aSplitCodeEndsAndItsPartsBegin() throws {
    var catalog = try emptyCatalog()
    catalog.take(try Releases.tabularList(before), year: 2029, release: "first")
    catalog.take(try Releases.tabularList(after), year: 2030, release: "second")
    #expect(
      try rows(catalog) == [
        ["K00", "Broken test", "", "AS:2029-"], ["K01", "Bent test", "2029"], ["K01.0", "Bent left test", "2030-"],
        ["K01.1", "Bent right test", "2030-"],
      ])
  }

  @Test func theOrderOfReleasesDoesNotMatter() throws {
    var catalog = try emptyCatalog()
    catalog.take(try Releases.tabularList(after), year: 2030, release: "second")
    catalog.take(try Releases.tabularList(before), year: 2029, release: "first")
    catalog.take(try Releases.tabularList(after), year: 2030, release: "second again")
    #expect(try rows(catalog).map { $0.field(2) } == ["", "2029", "2030-", "2030-"])
  }

  @Test func titlesThatDoNotFollowTheRuleHaveRowsOfTheirOwn() throws {
    var catalog = try emptyCatalog()
    catalog.take(try Releases.tabularList(after), year: 2030, release: "second")
    let list = [
      ListedCode(code: "K00XXXA", title: "Broken test, initial encounter"),
      ListedCode(code: "K00XXXS", title: "Broken test, older title"), ListedCode(code: "K01", title: ""),
      ListedCode(code: "K02XXXA", title: "Lost test, initial encounter"),
    ]
    catalog.take(list, years: FiscalYears(2027...2028), release: "list")
    #expect(
      try rows(catalog).filter { $0.field(0).count < 5 || $0.field(0).count > 6 } == [
        ["K00", "Broken test", "", "AS:2027-2028,2030-"], ["K01", "Bent test", "2027-2028"],
        ["K02.XXXA", "Lost test, initial encounter", "2027-2028"],
      ])
  }

  @Test func inclusionTermsEndWithTheLastReleaseThatHasThem() throws {
    let folder = try Releases.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    var terms = try InclusionTerms(folder: folder)
    let old = try Releases.tabularList(Releases.code("K00", "Broken test", Releases.terms("Old words", "Words")))
    let new = try Releases.tabularList(Releases.code("K00", "Broken test", Releases.terms("Words", "New words")))
    terms.take(old, year: 2029, tables: [2029])
    terms.take(new, year: 2030, tables: [2029, 2030])
    try terms.save(to: folder)
    #expect(
      try TSVFile("icd10cm-inclusion-terms.tsv", in: folder).rows == [
        ["K00", "Words"], ["K00", "New words"], ["K00", "Old words", "2029"],
      ])
  }
}

@Suite struct FiscalYearsTests {
  @Test(arguments: ["2016-", "2016-2018", "2019", "2016-2018,2021-", "2017,2019,2026-", ""])
  func textReadsBack(text: String) throws {
    #expect(try #require(FiscalYears(text: text, newest: 2026)).text(newest: 2026) == text)
  }

  @Test(arguments: ["x", "2018-2016", "2016-2017-2018", "-"])
  func malformedTextIsRefused(text: String) {
    #expect(FiscalYears(text: text, newest: 2026) == nil)
  }
}
