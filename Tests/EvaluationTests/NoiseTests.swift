import ClinicalText
import Foundation
import Lexicon
import Testing

@testable import Evaluation
@testable import EvaluationReports

@Suite struct NoiseTests {
  private func noise(_ table: String) throws -> OCRNoise {
    try OCRNoise(LexiconSource(files: ["ocr/confusions.tsv": table]))
  }

  private func text(_ string: String) -> LetterText { LetterText(SourceText(utf8: Array(string.utf8))) }

  /// Edits between two strings (Levenshtein), in code points.
  private func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    var row = Array(0...right.count)
    for (index, character) in left.enumerated() {
      var next = [index + 1]
      for other in right.indices {
        next.append(min(next[other] + 1, row[other + 1] + 1, row[other] + (right[other] == character ? 0 : 1)))
      }
      row = next
    }
    return row[right.count]
  }

  @Test(arguments: [0, 0.01, 0.05, 0.1])
  func theRateIsMet(rate: Double) throws {
    let line = "The 58-year-old worker was injured on 03/18/2010; a modern clinic of L5-S1 had 12 sessions.\n"
    let clean = text(String(repeating: line, count: 8))
    let noisy = try OCRNoise().degraded(clean, rate: rate, seed: 7)
    let errors = distance(clean[0..<clean.count], noisy.text[0..<noisy.text.count])
    let wanted = Int((rate * Double(clean.count)).rounded())
    #expect(errors <= wanted && errors >= wanted * 8 / 10)
  }

  @Test func aSeedFixesTheNoise() throws {
    let clean = text(String(repeating: "seen on 3/8/2010 for lumbar radiculopathy ", count: 20))
    let noise = try OCRNoise()
    func bytes(_ seed: UInt64) -> [UInt8] { noise.degraded(clean, rate: 0.05, seed: seed).text.source.bytes }
    #expect(bytes(1) == bytes(1))
    #expect(bytes(1) != bytes(2))
  }

  @Test func placesFollowTheirCharacters() throws {
    let clean = text("a rn b cl d")
    let noisy = try noise("rn\tm\t1\ncl\td\t1").degraded(clean, rate: 0.5, seed: 3)
    #expect(noisy.text[0..<noisy.text.count] == "a m b d d")
    #expect(noisy.range(of: 2..<4) == 2..<3)
    #expect(noisy.range(of: 3..<6) == 2..<5)
    #expect(noisy.range(of: 7..<11) == 6..<9)
  }

  @Test func whatIsDroppedHasNoPlaceAndWhatIsAddedStandsOutside() throws {
    let dropped = try noise("\\s\t\\e\t1").degraded(text("a b"), rate: 0.34, seed: 1)
    #expect(dropped.text[0..<2] == "ab")
    #expect(dropped.range(of: 1..<2) == nil)
    #expect(dropped.range(of: 0..<3) == 0..<2)
    let added = try noise("\\e\t.\t1").degraded(text("ab"), rate: 0.5, seed: 1)
    let place = try #require(added.range(of: 1..<2))
    #expect(added.text[place] == "b")
  }

  @Test(arguments: ["x\ty\t0", "x\ty\t2", "x\ty\tmuch", "\\e\t\\e\t1"])
  func aTableThatCannotBeUsedIsRefused(row: String) {
    #expect(throws: LexiconError.self) { try noise(row) }
  }

  @Test func goldOfANoisyLetterComesBackFromItsFile() throws {
    let letter = try #require(try CorpusLetters.gold(["dev-01"]).letters.first)
    let noisy = letter.degraded(by: try OCRNoise(), rate: 0.05, seed: 1)
    let path = FileManager.default.temporaryDirectory.appending(path: "gold-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(noisy.text.source.bytes).write(to: path.appending(path: "dev-01.txt"))
    try noisy.line().write(to: path.appending(path: "gold.jsonl"))
    let read = try GoldFolder(path: path.path(percentEncoded: false))
    #expect(read.problems == [])
    #expect(read.letters.map(\.annotation) == [noisy.annotation])
  }

  @Test func theCurveFallsWithTheNoise() throws {
    let letters = try CorpusLetters.gold(["dev-01", "dev-02", "dev-03"]).letters
    let predictor = try LetterPredictor()
    let curve = try RobustnessCurve(
      letters, rates: [0, 0.1], copies: 1, noise: OCRNoise(), settings: .init(resamples: 100)
    ) { try predictor.annotate($0.text.source, id: $0.id) }
    #expect(curve.lines.map(\.measure) == RobustnessCurve.measures)
    #expect(curve.lines.allSatisfy { $0.values[0] > $0.values[1] })
    let svg = RobustnessPlot(curve).svg
    #expect(svg.hasPrefix("<svg") && RobustnessCurve.measures.allSatisfy(svg.contains))
    #expect(RobustnessReport(curve).text.contains("10 %"))
  }
}
