import Foundation
import Testing

@testable import Evaluation
@testable import EvaluationReports

@Suite struct AgreementTests {
  private static let letter = "Seen 3/8/2010 and 4/9/2011 for 12 visits."

  private func folder(_ gold: String) throws -> GoldFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "gold-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(Self.letter.utf8).write(to: path.appending(path: "a.txt"))
    try Data(gold.utf8).write(to: path.appending(path: "a.gold.json"))
    return try GoldFolder(path: path.path(percentEncoded: false))
  }

  private static let first =
    #"{"dates":[{"quote":"3/8/2010","value":"2010-03-08","role":"service"},"#
    + #"{"quote":"4/9/2011","value":"2011-04-09","role":["service","other"]}],"#
    + #""sessions":[],"record":{"age":40,"sex":"male"}}"#
  private static let second =
    #"{"dates":[{"quote":"3/8/2010","value":"2010-03-08","role":"injury"},"#
    + #"{"quote":"4/9/2011","value":"2011-04-09","role":"other"}],"record":{"age":41}}"#

  @Test func bothDirectionsGiveTheSameFigure() throws {
    let folders = try (folder(Self.first), folder(Self.second))
    let one = Agreement(folders.0, folders.1, names: ("a", "b")).report
    let other = Agreement(folders.1, folders.0, names: ("b", "a")).report
    #expect(one.measure("dates")?.overlap.value == 1)
    #expect(one.measure("dates+role")?.overlap.value == 0.5)
    #expect(other.measure("dates+role")?.overlap.value == 0.5)
  }

  @Test func onlyWhatBothAnnotatedIsScored() throws {
    let folders = try (folder(Self.first), folder(Self.second))
    let report = Agreement(folders.0, folders.1, names: ("a", "b")).report
    #expect(report.measure("sessions:span") == nil)
    #expect(report.measure("record")?.overlap.total == Counts(right: 0, missed: 1))
    #expect(report.measure("record.sex") == nil)
  }

  @Test func whatOneHoldsForOptionalIsNotScored() throws {
    let some = #"{"dates":[{"quote":"3/8/2010","value":"2010-03-08","role":"service"}]}"#
    let more =
      #"{"dates":[{"quote":"3/8/2010","value":"2010-03-08","role":"service"},"#
      + #"{"quote":"4/9/2011","value":"2011-04-09","role":"other","optional":true}]}"#
    let folders = try (folder(some), folder(more))
    #expect(
      Agreement(folders.0, folders.1, names: ("a", "b")).report.measure("dates")?.overlap.total == Counts(right: 1))
    #expect(
      Agreement(folders.1, folders.0, names: ("b", "a")).report.measure("dates")?.overlap.total == Counts(right: 1))
  }

  @Test func theHTMLPageShowsEachErrorInItsContextAndEscapesIt() throws {
    let gold = try folder(Self.first)
    var found = AnnotatedDocument(id: "a")
    found.mentions[.dates] = [
      AnnotatedMention(
        span: 5..<13, values: ["value": "<b>", "role": "service"],
        rules: [MentionRule(key: "mention", file: "dates/patterns.tsv", line: 7, name: "day")])
    ]
    let evaluation = LetterEvaluation(found, gold: try #require(gold.letters.first))
    let report = AccuracyReport([evaluation], tool: "x", gold: "y")
    let html = HTMLReport(report, texts: ["a": gold.letters[0].text]).html
    #expect(html.contains(#"Seen <mark class="wanted found">3/8/2010</mark> and 4/9/2011"#))
    #expect(html.contains("<ins>2010-03-08</ins> <del>&lt;b&gt;</del>"))
    #expect(html.contains("<code>dates/patterns.tsv:7</code> day"))
    #expect(html.contains(#"for 12 visits"#))
    #expect(html.components(separatedBy: #"<div class="error">"#).count == 1 + report.errors.count)
  }
}
