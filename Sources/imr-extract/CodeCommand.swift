import ArgumentParser
import CodeSystems
import DiagnosisCoding
import Export
import IMRLetter
import Lexicon
import Pipeline

/// The codes of diagnosis phrases.
struct CodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code", abstract: "Gives the codes of diagnosis phrases.",
    discussion: """
      Phrases stand on the command line or, one a line, on standard input. A phrase that coordinates several diagnoses \
      gets a code for each; one that is no diagnosis gets none.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, jsonl }

  @Argument(help: "Phrases. (default: the lines of standard input)")
  var phrases: [String] = []

  @Option(help: "Output format.")
  var format: Format = .text

  @Option(help: "Code systems.")
  var codeSystem: CodeSystemChoice = .both

  @Option(
    help: ArgumentHelp("Day on which ICD-10-CM codes have to be valid. (default: the newest table)", valueName: "date"),
    transform: AsOf.init)
  var asOf = AsOf(date: .newest)

  @Flag(help: "Alternatives too, best first.")
  var all = false

  @Flag(help: "Tell the index path and the table rows that led to each code.")
  var explain = false

  @Option(help: ArgumentHelp("Folder to lay over the built-in lexicons.", valueName: "dir"), completion: .directory)
  var lexicons: String?

  func run() throws {
    let coder = try makeCoder()
    let year = asOf.date.release(in: coder.tables, determination: nil).fiscalYear
    let sink = OutputSink.standardOutput
    var scratch = coder.makeScratch()
    var lines = phrases.makeIterator()
    let readsInput = phrases.isEmpty
    while !sink.isClosed, let phrase = readsInput ? readLine() : lines.next() {
      let codes = coder.report(phrase, in: year, all: all, explains: explain, scratch: &scratch)
      write(phrase, codes, to: sink)
    }
  }

  private func write(_ phrase: String, _ codes: [ReportedCode], to sink: OutputSink) {
    let writer = PhraseCodesWriter(codeSystems: codeSystem)
    var out = OutputBuffer(capacity: 1024)
    switch format {
    case .text: writer.writeText(phrase, codes, to: &out)
    case .jsonl: writer.writeJSONLine(phrase, codes, to: &out)
    }
    out.withBytes { sink.send($0) }
  }

  private func makeCoder() throws -> DiagnosisCoder {
    do {
      var source = LexiconSource.builtIn()
      if let lexicons { source = try source.overlaid(with: lexicons) }
      return try DiagnosisCoder(source)
    } catch {
      throw RunFailure(message: "\(error)", status: RunFailure.wrongCommandLine)
    }
  }
}
