import ArgumentParser
import ClinicalText
import Extraction
import Lexicon
import Pipeline

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The context of spans that something else has found.
struct ContextCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "context", abstract: "Tells how spans found elsewhere are asserted.",
    discussion: """
      Reads JSON Lines {"id": …, "text": …, "spans": [{"start": …, "end": …}]} from standard input and writes them with \
      assertion, negated, temporality and experiencer in each span. A line that cannot be answered becomes \
      {"id": …, "error": …} in its place and the exit status 1.
      """)

  @Option(help: "What offsets count.")
  var offsets: OffsetUnit = .codepoint

  @Option(help: ArgumentHelp("Folder to lay over the built-in lexicons.", valueName: "dir"), completion: .directory)
  var lexicons: String?

  func run() throws {
    let service = try makeService()
    let sink = OutputSink.standardOutput
    var failures = 0
    var number = 0
    while !sink.isClosed, let line = readLine() {
      number += 1
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      do {
        write(try service.answer(Data(line.utf8), unit: offsets), to: sink)
      } catch {
        failures += 1
        Messages.print("-:\(number): \(error.message)")
        write(service.failure(of: Data(line.utf8), error, id: "-:\(number)"), to: sink)
      }
    }
    if failures > 0, !sink.isBrokenPipe { throw ExitCode(RunFailure.documentsFailed) }
  }

  private func makeService() throws -> SpanContext {
    do {
      var source = LexiconSource.builtIn()
      if let lexicons { source = try source.overlaid(with: lexicons) }
      return try SpanContext(source)
    } catch {
      throw RunFailure(message: "\(error)", status: RunFailure.wrongCommandLine)
    }
  }

  private func write(_ answer: Data, to sink: OutputSink) {
    (answer + [0x0A]).withUnsafeBytes { sink.send($0) }
  }
}
