import Foundation
import Testing

@testable import Evaluation

/// What the extraction has to reach on the letters of each fixed list.
@Suite struct AccuracyFloorTests {
  private static let floors: [(measure: String, development: Double, test: Double)] = [
    ("dates+role", 0.97, 0.98), ("diagnoses:code+assertion", 0.87, 0.78), ("diagnoses:not-present", 0.91, 0.87),
    ("sessions:full", 0.95, 0.91), ("services:category+decision", 0.96, 0.94), ("citations", 0.97, 0.96),
    ("record", 0.97, 0.95), ("record:sessions", 0.96, 0.89),
  ]

  @Test(arguments: ["development", "test"])
  func theFloorsAreReached(list: String) throws {
    let ids = try String(contentsOfFile: CorpusLetters.root + "Corpus/splits/\(list).txt", encoding: .utf8)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    let predictor = try LetterPredictor()
    let evaluations = try CorpusLetters.gold(ids).letters.map {
      LetterEvaluation(try predictor.annotate($0.text.source, id: $0.id), gold: $0)
    }
    let report = AccuracyReport(evaluations, tool: "imr-extract", gold: list, settings: .init(resamples: 100))
    for (measure, development, test) in Self.floors {
      let value = try #require(report.measure(measure)).overlap.value
      #expect(value >= (list == "test" ? test : development), "\(measure) is \(value)")
    }
  }
}
