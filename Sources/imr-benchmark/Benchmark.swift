import ArgumentParser

/// Measures parts of the extraction on files of cases with answers.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imr-benchmark", abstract: "Measures parts of imr-extract on cases with answers.",
    subcommands: [
      AccuracyBenchmark.self, CheckGold.self, AgreementBenchmark.self, RobustnessBenchmark.self, DegradeLetters.self,
      ResultsBenchmark.self,
      AssertionBenchmark.self, CodingBenchmark.self,
      CodingTitlesBenchmark.self,
    ])
}
