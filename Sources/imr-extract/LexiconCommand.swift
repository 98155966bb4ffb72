import ArgumentParser
import IMRLetter
import Lexicon
import Pipeline

/// What there is to do with lexicons.
struct LexiconCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lexicon", abstract: "Checks lexicons of your own.", subcommands: [LexiconCheckCommand.self])
}

/// Validates a folder for `--lexicons`.
struct LexiconCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Tells what is wrong with a folder for --lexicons.",
    discussion: """
      Each thing that is wrong is a line FILE:LINE: REASON on standard output; patterns are tried on the examples under \
      them. Exit status: 0 the folder can be used, 1 it cannot, 2 the command line is wrong.
      """)

  @Argument(help: "The folder.", completion: .directory)
  var folder: String

  func run() throws {
    let overlay = try makeOverlay()
    guard !overlay.texts.isEmpty || !overlay.unreadable.isEmpty else {
      throw RunFailure(message: "\(folder): no .tsv file in it", status: RunFailure.documentsFailed)
    }
    let errors = overlay.errors(over: .builtIn()) { source throws(LexiconError) in
      _ = try LetterExtractor(lexicons: source)
    }
    var lines = errors.map { "\($0)\n" }.joined()
    lines.withUTF8 { OutputSink.standardOutput.send(UnsafeRawBufferPointer($0)) }
    guard errors.isEmpty else {
      let files = Set(errors.map(\.file)).count
      throw RunFailure(
        message: "\(folder): \(Self.count(errors.count, "error")) in \(Self.count(files, "file"))",
        status: RunFailure.documentsFailed)
    }
  }

  private func makeOverlay() throws(RunFailure) -> LexiconOverlay {
    do {
      return try LexiconOverlay(folder: folder)
    } catch {
      throw RunFailure(message: "\(error)", status: RunFailure.wrongCommandLine)
    }
  }

  private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
