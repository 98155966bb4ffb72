import Lexicon
import Testing

@testable import Evaluation

/// Whether the comparison with a baseline sees that a single rule broke.
@Suite struct MutationTests {
  private static let whole = Result { try report(.builtIn()) }

  private static func report(_ lexicons: LexiconSource) throws -> AccuracyReport {
    let predictor = try LetterPredictor(lexicons: lexicons)
    let evaluations = try CorpusLetters.gold().letters.map {
      LetterEvaluation(try predictor.annotate($0.text.source, id: $0.id), gold: $0)
    }
    return AccuracyReport(evaluations, tool: "mutant", gold: "letters", settings: .init(resamples: 100))
  }

  /// The built-in lexicons without the rows of a file whose first term is `term`.
  private func lexicons(without term: String, in path: String) throws -> LexiconSource {
    let source = LexiconSource.builtIn()
    var files: [String: String] = [:]
    for name in source.paths { files[name] = try source.texts(of: name).joined(separator: "\n") }
    let lines = try #require(files[path]).split(separator: "\n", omittingEmptySubsequences: false)
    let kept = lines.filter { $0.prefix { $0 != "\t" && $0 != "|" } != term }
    try #require(kept.count < lines.count)
    files[path] = kept.joined(separator: "\n")
    return LexiconSource(files: files)
  }

  @Test(arguments: [
    ("denies", "context/negation.tsv", "diagnoses:not-present"),
    ("completed", "sessions/role-cues.tsv", "sessions:role"),
    ("psychotherapy", "services/services.tsv", "sessions:service"),
  ])
  func aBrokenRuleIsARealLoss(term: String, path: String, measure: String) throws {
    let broken = try Self.report(lexicons(without: term, in: path))
    let comparison = AccuracyComparison(of: broken, with: try Self.whole.get(), settings: .init(resamples: 200))
    #expect(comparison.losses.map(\.measure).contains(measure))
  }
}
