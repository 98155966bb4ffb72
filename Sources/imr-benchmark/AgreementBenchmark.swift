import ArgumentParser
import Evaluation
import EvaluationReports
import Foundation

/// Agreement of two annotations of the same letters.
struct AgreementBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "agreement", abstract: "Measures how far two annotations of the same letters agree.",
    discussion: """
      The first folder is taken for the gold, the second for what is measured. Kappa stands under the confusion tables; it \
      is over mentions that both have.
      """)

  @Argument(help: "A folder of letters with gold.", completion: .directory)
  var first: String

  @Argument(help: "The same letters, annotated by someone else.", completion: .directory)
  var second: String

  @Option(help: "Output format.")
  var format: ReportFormat = .text

  @Option(help: "Resamples of the bootstrap.")
  var resamples = 1_000

  @Option(help: "Seed of the bootstrap.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Print the disagreements of a field instead.", valueName: "field"))
  var errors: String?

  func run() throws {
    let folders = try [GoldFolder(path: first), GoldFolder(path: second)]
    for problem in folders.flatMap(\.problems) where problem.severity == .error { Messages.print("\(problem)") }
    let agreement = Agreement(
      folders[0], folders[1], names: (first, second), settings: .init(resamples: resamples, seed: seed))
    if !agreement.leftOut.isEmpty {
      Messages.print("Letters that only one side annotates, left out: \(agreement.leftOut.joined(separator: ", "))")
    }
    guard !agreement.report.letters.isEmpty else { throw ValidationError("no letter is annotated on both sides") }
    try ReportOutput(report: agreement.report, letters: folders[0].letters).write(format, errors: errors)
  }
}
