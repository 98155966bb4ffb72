import ArgumentParser
import Evaluation
import Export
import Foundation
import Lexicon

/// Which letters are scored, and with what.
struct AccuracyOptions: ParsableArguments {
  @Argument(help: "A folder of letters with gold (NAME.gold.json, NAME.ann or *.jsonl).", completion: .directory)
  var goldFolder: String

  @Option(help: ArgumentHelp("A file with the ids of the letters to score, one a line.", valueName: "file"))
  var list: String?

  @Option(help: ArgumentHelp("A folder laid over the built-in lexicons.", valueName: "dir"), completion: .directory)
  var lexicons: String?

  @Option(help: "Resamples of the bootstrap.")
  var resamples = 1_000

  @Option(help: "Seed of the bootstrap.")
  var seed: UInt64 = 1

  /// The folder's name without those above it.
  var goldName: String { URL(filePath: goldFolder).lastPathComponent }

  var settings: AccuracyReport.Settings { AccuracyReport.Settings(resamples: resamples, seed: seed) }

  func validate() throws {
    guard resamples >= 100 else { throw ValidationError("--resamples has to be at least 100") }
  }

  /// The gold, its problems told on standard error.
  func folder() throws -> GoldFolder {
    let folder = try GoldFolder(path: goldFolder, ids: list.map(Self.ids))
    for problem in folder.problems where problem.severity == .error { Messages.print("\(problem)") }
    return folder
  }

  func lexiconSource() throws -> LexiconSource {
    let source = LexiconSource.builtIn()
    return try lexicons.map(source.overlaid) ?? source
  }

  /// - Parameter repairsText: whether errors of text recognition are read through.
  func predictor(repairsText: Bool = true) throws -> LetterPredictor {
    try LetterPredictor(lexicons: lexiconSource(), repairsText: repairsText)
  }

  static func ids(ofFile path: String) throws -> [String] {
    guard let data = FileManager.default.contents(atPath: path) else { throw ValidationError("\(path): not readable") }
    return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}

/// What made the annotations that the benchmark measures itself.
enum Tool {
  static let name = "imr-extract \(Generator.version)"
}

/// Messages to standard error.
enum Messages {
  static func print(_ message: String) { FileHandle.standardError.write(Data("\(message)\n".utf8)) }
}
