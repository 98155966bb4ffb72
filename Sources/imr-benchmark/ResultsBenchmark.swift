import ArgumentParser
import CodeSystems
import Evaluation
import EvaluationReports
import Foundation

/// The page of results.
struct ResultsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results", abstract: "Writes the page of results with its plots.",
    discussion: "RESULTS.md, accuracy.svg and robustness.svg, in a folder. Benchmarks/peers/run makes the peers' file.")

  @OptionGroup var options: AccuracyOptions

  @Option(help: ArgumentHelp("Also give the figures of a part of the letters.", valueName: "name=file"))
  var part: [String] = []

  @Option(help: ArgumentHelp("What peers gave on the same letters.", valueName: "file"))
  var peers: String?

  @Option(help: ArgumentHelp("Folder to write to.", valueName: "dir"))
  var output: String

  @Option(help: "Noisy copies of each letter for the robustness.")
  var copies = 3

  func run() throws {
    let target = URL(filePath: output)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    let lists = try part.map(Self.part)
    let runs = try peers.map(PeerRuns.read)
    let letters = try options.folder().letters
    let predictor = try options.predictor()
    let evaluations = try letters.map {
      LetterEvaluation(try predictor.annotate($0.text.source, id: $0.id), gold: $0)
    }
    func report(_ evaluations: [LetterEvaluation]) -> AccuracyReport {
      AccuracyReport(evaluations, tool: Tool.name, gold: options.goldName, settings: options.settings)
    }
    let all = report(evaluations)
    let parts = lists.map { name, ids in
      ResultsPage.Part(name: name, report: report(evaluations.filter { ids.contains($0.letter) }))
    }
    let curve = try RobustnessCurve(
      letters, rates: [0, 0.01, 0.03, 0.05], copies: copies, noise: OCRNoise(options.lexiconSource()),
      settings: options.settings
    ) { try predictor.annotate($0.text.source, id: $0.id) }
    let page = ResultsPage(
      parts: [ResultsPage.Part(name: "all letters", report: all)] + parts,
      peers: try runs.map { try PeerFigures($0, own: all, letters: letters, settings: options.settings) }, curve: curve,
      circumstances: ResultsPage.Circumstances(facts: Self.facts))
    for file in page.files { try Data(file.text.utf8).write(to: target.appending(path: file.name)) }
  }

  private static func part(_ text: String) throws -> (String, Set<String>) {
    let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2 else { throw ValidationError("--part takes NAME=FILE") }
    return (sides[0], Set(try AccuracyOptions.ids(ofFile: sides[1])))
  }

  private static var facts: [(String, String)] {
    let machine = ProcessInfo.processInfo
    let memory = Double(machine.physicalMemory) / 1_073_741_824
    let tables = CodeTables.builtIn
    return [
      ("date", Date().formatted(.iso8601.year().month().day())),
      ("version", Tool.name),
      ("code tables", "\(tables.newest.name), \(CodeTables.icd9Name)"),
      ("processor", "\(processor), \(machine.activeProcessorCount) cores"),
      ("memory", String(format: "%.0f GiB", memory)),
      ("system", machine.operatingSystemVersionString),
    ]
  }

  /// As Linux names it; elsewhere only its architecture is known.
  private static var processor: String {
    let facts = FileManager.default.contents(atPath: "/proc/cpuinfo").map { String(decoding: $0, as: UTF8.self) } ?? ""
    let line = facts.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " } }
    #if arch(arm64)
      return name.map(String.init) ?? "arm64"
    #else
      return name.map(String.init) ?? "x86-64"
    #endif
  }
}
