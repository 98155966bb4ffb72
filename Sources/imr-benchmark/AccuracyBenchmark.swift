import ArgumentParser
import Evaluation
import EvaluationReports
import Foundation
import Ingest

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

  @Option(
    help: ArgumentHelp(
      "Score what is read from the PDF files, page images or OCR results of this folder instead of the texts.",
      valueName: "dir"))
  var pages: String?

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

  func validate() throws {
    if pages != nil, predictions != nil { throw ValidationError("--pages and --predictions exclude each other") }
  }

  func run() throws {
    let bounds = try min.map(MeasureBound.init)
    let earlier = try baseline.map(Self.report)
    let folder = try options.folder()
    let letters = scoredLetters(folder.letters)
    let report = AccuracyReport(
      try evaluations(letters), tool: tool ?? (predictions == nil ? Tool.name : "predictions"),
      gold: options.goldName, settings: options.settings)
    let output = ReportOutput(report: report, letters: letters.map(\.gold))
    try output.write(format, errors: errors, withoutText: withoutText)
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

  /// A letter's gold, and what it was read from where that is no text.
  private struct ScoredLetter {
    var gold: GoldLetter
    var document: IngestedDocument?
    var isUnreadable = false
  }

  /// Letters without a file there are left out; those whose file cannot be read are scored as if nothing was found.
  private func scoredLetters(_ letters: [GoldLetter]) -> [ScoredLetter] {
    guard let path = self.pages else { return letters.map { ScoredLetter(gold: $0) } }
    let pages = PagedLetters(folder: path, jobs: ProcessInfo.processInfo.activeProcessorCount)
    return letters.compactMap { letter in
      do throws(DocumentFailure) {
        guard let document = try pages.document(letter.id) else {
          Messages.print("\(letter.id): no file of its pages")
          return nil
        }
        let carried = letter.carried(to: LetterText(document.text))
        let lost = count(letter) - count(carried)
        if lost > 0 { Messages.print("\(letter.id): \(lost) gold mentions not found in the text of the pages") }
        return ScoredLetter(gold: carried, document: document)
      } catch {
        Messages.print(error.message)
        return ScoredLetter(gold: letter, isUnreadable: true)
      }
    }
  }

  private func count(_ letter: GoldLetter) -> Int { letter.annotation.mentions.values.reduce(0) { $0 + $1.count } }

  private func evaluations(_ letters: [ScoredLetter]) throws -> [LetterEvaluation] {
    if let predictions {
      let file = try PredictionFile(path: predictions)
      return letters.map(\.gold).map { letter in
        let found = file.document(letter.id, in: letter.text)
        if file.documents[letter.id] == nil { Messages.print("\(letter.id): no prediction") }
        return LetterEvaluation(found.annotation, gold: letter, offsetErrors: found.offsetErrors)
      }
    }
    let predictor = try options.predictor()
    return try letters.map { letter in
      if letter.isUnreadable { return LetterEvaluation(AnnotatedDocument(id: letter.gold.id), gold: letter.gold) }
      let found =
        try letter.document.map(predictor.annotate)
        ?? predictor.annotate(letter.gold.text.source, id: letter.gold.id)
      return LetterEvaluation(found, gold: letter.gold)
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
