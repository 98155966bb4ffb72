import ClinicalText
import Extraction
import Foundation
import Lexicon
import PCRE2
import Testing

@testable import IMRLetter

@Suite struct CaseHeaderTests {
  private static let extractor = Result { try LetterExtractor() }

  @Test(arguments: try LineExample.all(of: "header.txt"))
  func readsHeadersOfEveryLayout(_ example: LineExample) throws {
    let letter = try letter(example.text)
    let record = letter.record
    let found: [String?] = [
      letter.caseDescription.caseNumber?.value, letter.caseDescription.dateAssigned.map { iso($0.value) },
      record.dateOfInjury.map(iso), record.determinationDate.map(iso), record.utilizationReviewDate.map(iso),
      record.applicationDate.map(iso), letter.caseDescription.priority?.value.rawValue,
    ]
    let body = example.text.contains("The patient") ? [0, 1, 3, 4, 5, 6] : Array(found.indices)
    let expected = example.values[0].split(separator: " ").map(String.init)
    #expect(body.map { found[$0] ?? "-" } == body.map { expected[$0] }, "line \(example.line)")
  }

  @Test(arguments: try LineExample.all(of: "credentials.txt"))
  func readsTheReviewersCredentials(_ example: LineExample) throws {
    let letter = try letter(example.text)
    let found = [letter.caseDescription.reviewerSpecialties, letter.caseDescription.licensureStates].map { items in
      items.isEmpty ? "-" : items.map(\.value).joined(separator: "; ")
    }
    #expect(found == example.values, "line \(example.line)")
    for item in letter.caseDescription.reviewerSpecialties {
      let printed = String(decoding: letter.reading.text[item.span], as: UTF8.self)
      #expect(printed.split { $0.isWhitespace }.joined(separator: " ") == item.value)
    }
  }

  @Test func claimNumberIsKept() throws {
    let letter = try letter("Claim Number:   0418-WC-22687\nDate of Injury: 11/14/2011\n")
    #expect(letter.caseDescription.claimNumber?.value == "0418-WC-22687")
  }

  @Test func anotherDayOfInjuryIsWarnedOf() throws {
    let header = "Case Number: CM15-0011223\nDate of Injury: 10/22/2012\nHOW THE IMR FINAL DETERMINATION WAS MADE\n"
    let agreeing = try letter(header + "He sustained an industrial injury on 10-22-12.\n")
    #expect(agreeing.warnings.isEmpty)
    let other = try letter(header + "He sustained an industrial injury on 10-22-11.\n")
    #expect(other.warnings.map(\.code) == [.conflictingDates])
  }

  @Test func twoAgesAreWarnedOfAndATextWithoutACaseToo() throws {
    let letter = try letter("The patient is a 52 year old female. The 47 year old patient was seen.")
    #expect(Set(letter.warnings.map(\.code)) == [.notAnIMRLetter, .conflictingAges])
  }

  @Test func theRecordNamesItsSources() throws {
    let text = "Case Number: CM15-0011223\nDate of Injury: 10/22/2012\nHOW THE IMR FINAL DETERMINATION WAS MADE\n"
    let letter = try letter(text + "The 40 year old woman was injured on 10/22/2012.\n")
    #expect(letter.record.sources[.dateOfInjury].map(\.description) == ["/dates/0", "/dates/1"])
    #expect(letter.record.sources[.age].map(\.description) == ["/ages/0"])
    #expect(letter.record.sources[.sex].map(\.description) == ["/sexes/0"])
    #expect(letter.record.sources[.applicationDate].isEmpty)
  }

  @Test func theAgeFollowsFromTheDateOfBirthWhereNoneIsStated() throws {
    let header = "Case Number: CM15-0011223\nDecision Date: 05/15/2015\nHOW THE IMR FINAL DETERMINATION WAS MADE\n"
    #expect(try letter(header + "The worker (DOB 05/16/1970) is a baker.\n").record.age == 44)
    #expect(try letter(header + "The worker (DOB 05/15/1970) is a baker.\n").record.age == 45)
    #expect(try letter(header + "Born 05/15/1970 or, by another page, born 05/15/1972.\n").record.age == nil)
    #expect(try letter(header + "The 46-year-old worker (DOB 05/15/1970) is a baker.\n").record.age == 46)
  }

  @Test func anotherAccidentIsNotTheInjury() throws {
    let header = "Case Number: CM15-0011223\nDate of Injury: 10/22/2012\nHOW THE IMR FINAL DETERMINATION WAS MADE\n"
    let letter = try letter(header + "He was in a car accident in 1999. On 10/22/12 a shelf came down on him.\n")
    #expect(letter.dates.map(\.value.role) == [.injury, .other, .injury])
  }

  private func letter(_ text: String) throws -> Letter {
    try Self.extractor.get().letter(from: SourceText(utf8: Array(text.utf8)), scratch: MatchScratch())
  }

  private func iso(_ date: PartialDate) -> String {
    let parts = [date.month, date.day].compactMap { $0 }.map { $0 < 10 ? "0\($0)" : "\($0)" }
    return ([String(date.year)] + parts).joined(separator: "-")
  }
}

/// A line of a file of `Corpus/examples`: a text in which `|` is a line break, and values behind tabs.
struct LineExample: Sendable, CustomTestStringConvertible {
  let line: Int
  let text: String
  let values: [String]

  var testDescription: String { text }

  static func all(of file: String) throws -> [LineExample] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let content = try String(contentsOf: root.appending(path: "Corpus/examples/\(file)"), encoding: .utf8)
    return content.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      let fields = line.split(separator: "\t").map(String.init)
      guard let text = fields.first, !text.hasPrefix("#") else { return nil }
      return LineExample(
        line: index + 1, text: text.replacing("|", with: "\n") + "\n", values: Array(fields.dropFirst()))
    }
  }
}
