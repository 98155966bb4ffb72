import Foundation
import Testing

@testable import Evaluation
@testable import EvaluationReports

@Suite struct AccuracyTests {
  /// Figures of a damaged copy of the gold of five letters, as an independent program for the same rules counts them.
  private static let expected: [(String, Counts)] = [
    ("dates", Counts(right: 76, wrong: 0, missed: 17)),
    ("dates+role", Counts(right: 67, wrong: 9, missed: 26)),
    ("dates:place", Counts(right: 61, wrong: 15, missed: 32)),
    ("diagnoses:span", Counts(right: 64, wrong: 0, missed: 15)),
    ("diagnoses:place", Counts(right: 56, wrong: 7, missed: 23)),
    ("diagnoses:category", Counts(right: 55, wrong: 8, missed: 24)),
    ("diagnoses:code", Counts(right: 54, wrong: 8, missed: 25)),
    ("diagnoses:code+assertion", Counts(right: 46, wrong: 16, missed: 33)),
    ("diagnoses:icd9", Counts(right: 54, wrong: 8, missed: 25)),
    ("diagnoses:not-present", Counts(right: 21, wrong: 8, missed: 8)),
    ("sessions:amount", Counts(right: 66, wrong: 0, missed: 14)),
    ("sessions:place", Counts(right: 60, wrong: 6, missed: 20)),
    ("sessions:amount+role", Counts(right: 59, wrong: 7, missed: 21)),
    ("sessions:full", Counts(right: 59, wrong: 7, missed: 21)),
    ("citations", Counts(right: 18, wrong: 2, missed: 6)),
    ("services:decision", Counts(right: 16, wrong: 0, missed: 1)),
    ("services:category+decision", Counts(right: 16, wrong: 0, missed: 1)),
    ("services:not-upheld", Counts(right: 8, wrong: 0, missed: 0)),
    ("record:sessions", Counts(right: 50, wrong: 5, missed: 3)),
    ("record.age", Counts(right: 5, wrong: 0, missed: 0)),
    ("record.sex", Counts(right: 0, wrong: 0, missed: 5)),
    ("record.sessionsReceived", Counts(right: 0, wrong: 0, missed: 5)),
    ("record.sessionsByService", Counts(right: 45, wrong: 0, missed: 0)),
    ("record.case.reviewerSpecialties", Counts(right: 5, wrong: 0, missed: 0)),
    ("record", Counts(right: 100, wrong: 0, missed: 10)),
  ]

  private func damagedReport() throws -> AccuracyReport {
    let letters = try CorpusLetters.gold((1...5).map { "dev-0\($0)" }).letters
    let evaluations = letters.map { LetterEvaluation(CorpusLetters.damaged($0), gold: $0) }
    return AccuracyReport(evaluations, tool: "damage", gold: "letters", settings: .init(resamples: 200))
  }

  @Test func figuresAreThoseOfAnIndependentProgram() throws {
    let report = try damagedReport()
    for (name, counts) in Self.expected { #expect(report.measure(name)?.overlap.total == counts, "\(name)") }
    #expect(report.measure("sessions:full")?.strict?.total == Counts(right: 25, wrong: 40, missed: 55))
  }

  @Test func goldAgreesWithItselfInAllMeasures() throws {
    let letters = try CorpusLetters.gold().letters
    #expect(letters.count >= 60)
    let report = AccuracyReport(
      letters.map { LetterEvaluation($0.annotation, gold: $0) }, tool: "gold", gold: "letters",
      settings: .init(resamples: 100))
    for result in report.measures { #expect(result.overlap.value == 1, "\(result.name)") }
    #expect(report.errors == [])
  }

  @Test func everyErrorIsToldWithItsPlaceAndWhatWasWanted() throws {
    let report = try damagedReport()
    let dates = try #require(report.measure("dates+role")).overlap.total
    let errors = report.errors.filter { $0.field == "dates" }
    #expect(errors.count { $0.kind == .different } == dates.wrong)
    #expect(errors.count { $0.kind == .missed } == dates.missed - dates.wrong)
    for error in errors where error.kind == .different {
      #expect(error.gold != nil && error.found != nil && error.goldText?.isEmpty == false)
      #expect(error.values.map(\.key) == ["role"])
      #expect(error.values.first?.found == "other")
    }
    #expect(report.errors.count { $0.field == "record" } == 10)
    #expect(report.withoutText.errors.allSatisfy { $0.goldText == nil && $0.foundText == nil })
  }

  @Test func confusionsCountEachRequiredMentionOnce() throws {
    let report = try damagedReport()
    let table = try #require(report.confusions.first { $0.name == "dates.role" })
    let total = table.cells.values.reduce(0) { $0 + $1.values.reduce(0, +) }
    let dates = try #require(report.measure("dates:span")).overlap.total
    #expect(total == dates.right + dates.wrong + dates.missed)
  }

  @Test func aReportComesBackFromItsJSON() throws {
    let report = try damagedReport()
    let copy = try JSONDecoder().decode(AccuracyReport.self, from: JSONEncoder().encode(report))
    #expect(copy.letters == report.letters)
    #expect(copy.errors == report.errors)
    #expect(copy.confusions == report.confusions)
    #expect(AccuracyComparison(of: copy, with: report).rows.allSatisfy { $0.difference == 0 })
  }

  @Test func thePageOfTextHasAllMeasures() throws {
    let report = try damagedReport()
    let text = TextReport(report).text
    for result in report.measures { #expect(text.contains(result.name)) }
    #expect(text.contains("dates.role: wanted \\ found"))
    #expect(
      ErrorListReport(report).text("dates").split(separator: "\n").count == report.errors.count { $0.field == "dates" })
  }
}
