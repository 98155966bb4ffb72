import Foundation
import Testing

@testable import Evaluation
@testable import EvaluationReports

/// The page of results and its comparison with other programs.
@Suite struct ResultsTests {
  private static let manifest = """
    {"own": {"name": "imr-extract", "version": "1", "loadSeconds": 0.01, "seconds": 0.5, "bytes": 500000,
             "givenRaw": "given.jsonl"},
     "peers": [{"name": "Other", "version": "2", "about": "as it comes", "loadSeconds": 3, "seconds": 10, "bytes": 500000,
                "gives": ["dates", "diagnoses:span"], "givesForPlaces": ["diagnoses:assertion"],
                "missing": {"dates+role": "has no roles"}, "wholeRaw": "raw.jsonl", "wholeFolded": "folded.jsonl",
                "givenRaw": "given.jsonl"}]}
    """

  private func figures(_ letters: [GoldLetter], _ own: AccuracyReport, folded: [GoldLetter]) throws -> PeerFigures {
    let folder = FileManager.default.temporaryDirectory.appending(path: "peers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ letters: [GoldLetter], _ name: String) throws {
      var data = Data()
      for letter in letters { data += try letter.line() + Data("\n".utf8) }
      try data.write(to: folder.appending(path: name))
    }
    try write(letters.map(Self.withoutHalfItsDates), "raw.jsonl")
    try write(folded, "folded.jsonl")
    try write(letters, "given.jsonl")
    try Data(Self.manifest.utf8).write(to: folder.appending(path: "peers.json"))
    let runs = try PeerRuns.read(folder.appending(path: "peers.json").path(percentEncoded: false))
    return try PeerFigures(runs, own: own, letters: letters, settings: .init(resamples: 100))
  }

  private static func withoutHalfItsDates(_ letter: GoldLetter) -> GoldLetter {
    var letter = letter
    let dates = letter.annotation.mentions[.dates] ?? []
    letter.annotation.mentions[.dates] = Array(dates.prefix(dates.count / 2))
    return letter
  }

  private func report(_ letters: [GoldLetter]) -> AccuracyReport {
    AccuracyReport(
      letters.map { LetterEvaluation(CorpusLetters.damaged($0), gold: $0) }, tool: "imr-extract 1", gold: "letters",
      settings: .init(resamples: 100))
  }

  @Test func aPeerStandsBesideWithWhatItGivesAndWhyNotTheRest() throws {
    let letters = try CorpusLetters.gold(["dev-01", "dev-02"]).letters
    let page = try figures(letters, report(letters), folded: letters.map(Self.withoutHalfItsDates)).markdown
    let rows = page.split(separator: "\n").map(String.init)
    let dates = try #require(rows.first { $0.hasPrefix("| dates ") })
    #expect(dates.contains("0.6") && dates.contains(" / "))
    #expect(rows.contains { $0.hasPrefix("| dates+role ") && $0.contains("has no roles") })
    #expect(rows.contains { $0.hasPrefix("| sessions:full ") && $0.contains("–") })
    #expect(rows.contains { $0.hasPrefix("| diagnoses:assertion ") && $0.contains("1.000") })
    #expect(rows.contains { $0.hasPrefix("| Other 2 ") && $0.contains("50.0") && $0.contains("3.00") })
    #expect(page.contains("Other 2: as it comes."))
  }

  @Test func aPeerThatIsAheadIsNamed() throws {
    let letters = try CorpusLetters.gold(["dev-01", "dev-02"]).letters
    let page = try figures(letters, report(letters), folded: letters).markdown
    #expect(page.contains("ahead in 0 of the 2 figures"))
    #expect(page.contains("not of Other in dates, Other in diagnoses:span"))
  }

  @Test func thePageHasPartsPlotsAndCircumstances() throws {
    let letters = try CorpusLetters.gold(["dev-01", "dev-02"]).letters
    let part = ResultsPage.Part(name: "test", report: report(Array(letters.prefix(1))))
    let page = ResultsPage(
      parts: [ResultsPage.Part(name: "all letters", report: report(letters)), part],
      peers: try figures(letters, report(letters), folded: letters), curve: nil,
      circumstances: ResultsPage.Circumstances(facts: [("date", "2026-01-02")]))
    #expect(page.files.map(\.name) == ["RESULTS.md", "accuracy.svg"])
    #expect(page.files[0].text.contains("all letters (2)") && page.files[0].text.contains("test (1)"))
    #expect(page.files[0].text.contains("2026-01-02"))
    #expect(page.files[1].text.contains("Other") && page.files[1].text.contains("dates+role"))
  }

  @Test func aFileThatIsNoManifestIsRefused() {
    #expect(throws: GoldFolderError.self) { try PeerRuns.read("/nowhere/peers.json") }
  }
}
