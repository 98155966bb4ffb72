import ArgumentParser
import Evaluation
import EvaluationReports
import Foundation

/// Precision, recall and F1 of every field on letters with gold.
struct AccuracyBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accuracy", abstract: "Measures the extraction on letters with gold.",
    discussion: """
      Corpus/ANNOTATION.md tells how gold is written. Exit status: 1 where a measure is really worse than in \
      --baseline, or below a --min.
      """)

  @OptionGroup var options: AccuracyOptions

  @Option(help: "Output format. JSON is also what --baseline reads.")
  var format: ReportFormat = .text

  @Option(
    help: ArgumentHelp(
      "Score this output (JSON Lines, offsets in code points) instead of running the extraction.", valueName: "file"))
  var predictions: String?

  @Option(help: ArgumentHelp("What made the predictions, for reports.", valueName: "name"))
  var tool: String?

  @Option(help: ArgumentHelp("Compare with an earlier run's JSON.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Print the errors of a field (dates, …, record, case) instead.", valueName: "field"))
  var errors: String?

  @Option(help: ArgumentHelp("Fail where a measure is below a bound; may be repeated.", valueName: "measure=value"))
  var min: [String] = []

  @Flag(help: "Leave the letters' own words out of the JSON.")
  var withoutText = false

  func run() throws {
    let bounds = try min.map(MeasureBound.init)
    let earlier = try baseline.map(Self.report)
    let folder = try options.folder()
    let report = AccuracyReport(
      try evaluations(folder), tool: tool ?? (predictions == nil ? Tool.name : "predictions"),
      gold: options.goldName, settings: options.settings)
    try ReportOutput(report: report, letters: folder.letters).write(format, errors: errors, withoutText: withoutText)
    var fails = report.offsetErrors > 0 || folder.problems.contains { $0.severity == .error }
    if let earlier {
      let comparison = AccuracyComparison(of: report, with: earlier, settings: options.settings)
      let text = ComparisonReport(comparison).text
      if format == .text { print(text, terminator: "") } else { Messages.print(text) }
      fails = fails || !comparison.losses.isEmpty
    }
    for bound in bounds where !bound.isReached(by: report) {
      Messages.print("\(bound.measure) is below \(bound.value)")
      fails = true
    }
    if fails { throw ExitCode(1) }
  }

  private func evaluations(_ folder: GoldFolder) throws -> [LetterEvaluation] {
    if let predictions {
      let file = try PredictionFile(path: predictions)
      return folder.letters.map { letter in
        let found = file.document(letter.id, in: letter.text)
        if file.documents[letter.id] == nil { Messages.print("\(letter.id): no prediction") }
        return LetterEvaluation(found.annotation, gold: letter, offsetErrors: found.offsetErrors)
      }
    }
    let predictor = try options.predictor()
    return try folder.letters.map { letter in
      LetterEvaluation(try predictor.annotate(letter.text.source, id: letter.id), gold: letter)
    }
  }

  private static func report(ofFile path: String) throws -> AccuracyReport {
    guard let data = FileManager.default.contents(atPath: path) else { throw ValidationError("\(path): not readable") }
    guard let report = try? JSONDecoder().decode(AccuracyReport.self, from: data),
      report.reportVersion == AccuracyReport.version
    else { throw ValidationError("\(path): not a report of 'accuracy --format json'") }
    return report
  }
}

/// The least that a measure has to reach.
struct MeasureBound {
  let measure: String
  let value: Double

  init(_ text: String) throws {
    let parts = text.split(separator: "=").map(String.init)
    guard parts.count == 2, let value = Double(parts[1]) else { throw ValidationError("--min takes MEASURE=VALUE") }
    measure = parts[0]
    self.value = value
  }

  func isReached(by report: AccuracyReport) -> Bool {
    report.measure(measure).map { $0.overlap.value >= value } ?? false
  }
}
