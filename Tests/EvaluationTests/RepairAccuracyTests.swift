import EvaluationReports
import Testing

@testable import Evaluation

/// What errors of text recognition cost on some of the composed letters, which reading through them has to keep small.
@Suite struct RepairAccuracyTests {
  private static let ids = (1...12).map { ($0 < 10 ? "corpus-0" : "corpus-") + "\($0)" }

  private func curve(repairsText: Bool) throws -> RobustnessCurve {
    let predictor = try LetterPredictor(repairsText: repairsText)
    return try RobustnessCurve(
      CorpusLetters.gold(Self.ids).letters, rates: [0, 0.03], copies: 1, noise: OCRNoise(),
      settings: .init(resamples: 100)
    ) { try predictor.annotate($0.text.source, id: $0.id) }
  }

  @Test func threeWrongCharactersInAHundredCostLittle() throws {
    let repaired = try curve(repairsText: true)
    let plain = try curve(repairsText: false)
    for (line, plainLine) in zip(repaired.lines, plain.lines) {
      #expect(line.values[0] == plainLine.values[0], "\(line.measure)")
      #expect(line.values[1] > line.values[0] - 0.1, "\(line.measure)")
      #expect(line.values[1] > plainLine.values[1] + 0.1, "\(line.measure)")
    }
  }
}
