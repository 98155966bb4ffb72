import ClinicalText
import Lexicon
import PCRE2
import Testing

@testable import Extraction

@Suite struct DateTests {
  private static let setup = Result { try DateSetup() }

  @Test(arguments: try MarkedExample.all(of: "dates.txt"))
  func findsDatesAndTheirRoles(_ example: MarkedExample) throws {
    let (document, dates) = try Self.setup.get().dates(of: example.text)
    #expect(dates.map(\.span) == example.spans, "line \(example.line)")
    #expect(dates.map { Self.line($0.value) } == example.values, "line \(example.line)")
    #expect(dates.allSatisfy { document.reading.span(ofTokens: $0.tokens) == $0.span })
  }

  @Test func theHeadersDayIsKnownAgain() throws {
    let known = KnownDates([
      (.injury, DateValue(date: PartialDate(year: 2012, month: 10, day: 22))),
      (.utilizationReview, DateValue(date: PartialDate(year: 2016, month: 11, day: 30))),
    ])
    let text = "On 10/22/12 a plank came down on his neck. On 11-30-16, request for six visits."
    let (_, dates) = try Self.setup.get().dates(of: text, known: known)
    #expect(dates.map(\.value.role) == [.injury, .utilizationReview])
  }

  @Test func evidenceNamesTheCueAndItsLine() throws {
    let (document, dates) = try Self.setup.get().dates(of: "The MRI was done on 4/7/2014.")
    let evidence = try #require(dates.first?.evidence.first)
    #expect(evidence.key == .role)
    #expect(evidence.rule.file == "dates/role-cues.tsv")
    let cue = try #require(evidence.cue)
    #expect(String(decoding: document.reading.text[cue], as: UTF8.self) == "MRI")
  }

  @Test func endsOfMonthsAndLeapYearsAreKept() {
    #expect(CalendarRules.exists(PartialDate(year: 2016, month: 2, day: 29)))
    #expect(!CalendarRules.exists(PartialDate(year: 2015, month: 2, day: 29)))
    #expect(PartialDate(year: 2016, month: 3, day: 31).adding(-1, .month) == PartialDate(year: 2016, month: 2, day: 29))
    #expect(PartialDate(year: 2016, month: 1, day: 3).adding(-1, .week) == PartialDate(year: 2015, month: 12, day: 27))
    #expect(PartialDate(year: 2016, month: 12, day: 30).adding(5, .day) == PartialDate(year: 2017, month: 1, day: 4))
  }

  private static func line(_ value: DateValue) -> String {
    let date = value.end.map { "\(iso(value.date))..\(iso($0))" } ?? iso(value.date)
    return "\(date) \(value.role.rawValue)"
  }

  private static func iso(_ date: PartialDate) -> String {
    let parts = [date.month, date.day].compactMap { $0 }.map { $0 < 10 ? "0\($0)" : "\($0)" }
    return ([String(date.year)] + parts).joined(separator: "-")
  }
}

private struct DateSetup {
  let lexicon: Lexicon
  let extractor: DateExtractor
  let roles: DateRoles

  init() throws {
    var builder = try LexiconBuilder(.builtIn())
    extractor = try DateExtractor(&builder)
    roles = try DateRoles(&builder)
    lexicon = builder.build()
  }

  func dates(of text: String, known: KnownDates = KnownDates()) throws -> (AnalyzedDocument, [Mention<DateValue>]) {
    let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules)
    let document = AnalyzedDocument(
      reading: reading, phrases: lexicon.phrases(in: reading), sections: [],
      statements: Array(repeating: .patient, count: reading.sentenceCount))
    var dates = try extractor.dates(in: document, MatchScratch())
    roles.assign(to: &dates, in: document, known: known)
    return (document, dates)
  }
}
