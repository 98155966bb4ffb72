import ClinicalText
import CodeSystems
import Extraction
import IMRLetter
import PCRE2
import Testing

/// A code that is given exists in the table of the day asked for.
@Suite struct CodeLawTests {
  private let tables = CodeTables.builtIn

  /// The first day of each fiscal year from before the oldest table to behind the newest, and days named otherwise.
  static let days: [CodeDate] =
    [.newest, .document] + (2014...2027).map { .day(PartialDate(year: $0, month: 10, day: 1)) }

  @Test(arguments: days)
  func codesExistInTheTableOfTheirDay(codeDate: CodeDate) throws {
    let extractor = try LetterExtractor(codeDate: codeDate)
    var mutator = LetterMutator(seed: 5)
    let texts = LetterMutator.letters.prefix(3).map(\.text) + (0..<3).map { _ in mutator.next() }
    var count = 0
    for text in texts {
      let letter = try extractor.letter(from: SourceText(utf8: Array(text.utf8)), scratch: MatchScratch())
      let year = try #require(tables.fiscalYears.first { letter.codeTables.first == "ICD-10-CM \($0)" })
      for diagnosis in letter.diagnoses.map(\.value) {
        for code in diagnosis.icd10 {
          let row = try #require(tables.icd10cm.row(of: code.code), "\(code.code)")
          #expect(tables.icd10cm.isInForce(row, in: year), "\(code.code) in \(year)")
          #expect(tables.icd10cm.isBillable(row, in: year) == code.billable, "\(code.code) in \(year)")
          count += 1
        }
        for code in diagnosis.icd9 { #expect(tables.icd9cm.row(of: code.code) != nil, "\(code.code)") }
      }
    }
    #expect(count > 0)
  }

  @Test func aDayWithoutATableIsWarnedOf() throws {
    func codes(_ year: Int) throws -> [LetterWarning.Code] {
      let extractor = try LetterExtractor(codeDate: .day(PartialDate(year: year, month: 1, day: 1)))
      let text = SourceText(utf8: Array("Diagnosis: low back pain.".utf8))
      return try extractor.letter(from: text, scratch: MatchScratch()).warnings.map(\.code)
    }
    #expect(try codes(2012).contains(.codeTableNearest))
    #expect(try !codes(2020).contains(.codeTableNearest))
  }
}
