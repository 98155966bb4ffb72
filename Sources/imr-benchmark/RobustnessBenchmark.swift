import ArgumentParser
import Evaluation
import EvaluationReports
import Foundation

/// Accuracy as characters go wrong.
struct RobustnessBenchmark: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, svg }

  static let configuration = CommandConfiguration(
    commandName: "robustness", abstract: "Measures the extraction on letters with character errors of OCR.",
    discussion: "The errors are those of 'degrade'; gold stands where the same characters stand in the noisy text.")

  @OptionGroup var options: AccuracyOptions

  @Option(help: "Shares of characters that are wrong, separated by commas.", transform: Self.rates)
  var rates = [0, 0.01, 0.03, 0.05]

  @Option(help: "Noisy copies of each letter.")
  var copies = 1

  @Flag(help: "Take the texts as they stand instead of reading them through their errors.")
  var withoutRepair = false

  @Option(help: "Output format.")
  var format: Format = .text

  @Option(help: ArgumentHelp("Also write the curve as SVG to a file.", valueName: "file"))
  var plot: String?

  func validate() throws {
    guard (1...100).contains(copies) else { throw ValidationError("--copies is 1 to 100") }
  }

  func run() throws {
    let letters = try options.folder().letters
    let predictor = try options.predictor(repairsText: !withoutRepair)
    let curve = try RobustnessCurve(
      letters, rates: rates, copies: copies, noise: OCRNoise(options.lexiconSource()), settings: options.settings
    ) { try predictor.annotate($0.text.source, id: $0.id) }
    if let plot { try Data(RobustnessPlot(curve).svg.utf8).write(to: URL(filePath: plot)) }
    switch format {
    case .text: print(RobustnessReport(curve).text, terminator: "")
    case .svg: print(RobustnessPlot(curve).svg, terminator: "")
    case .json: FileHandle.standardOutput.write(try JSONEncoder().encode(curve) + Data("\n".utf8))
    }
  }

  private static func rates(_ text: String) throws -> [Double] {
    let rates = text.split(separator: ",").map { Double($0) }
    guard !rates.isEmpty, rates.allSatisfy({ $0.map { (0...0.5).contains($0) } ?? false }) else {
      throw ValidationError("--rates takes numbers from 0 to 0.5, separated by commas")
    }
    return rates.compactMap { $0 }
  }
}
