import ArgumentParser
import Export
import IMRLetter
import Ingest
import Lexicon
import PCRE2
import Pipeline

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The extraction: inputs in, documents out.
struct ExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Turns Independent Medical Review letters into coded fields, each with its place in the source.",
    usage: """
      imr-extract [OPTIONS] [INPUT ...]
      imr-extract schema        the JSON Schema of a document
      imr-extract text INPUT    the text that offsets refer to
      imr-extract code          codes of diagnosis phrases
      imr-extract context       assertion for spans found elsewhere
      imr-extract lexicon check DIR
                                what is wrong with a folder for --lexicons
      """,
    discussion: """
      INPUT is a text file, a PDF, a page image (PNG, JPEG, TIFF), an OCR result (hOCR, Tesseract TSV, ALTO XML), a \
      JSON Lines file of {"id": …, "text": …}, a directory, or - for standard input. \
      Results go to standard output, messages to standard error. Exit status: 0 all documents done, 1 some failed, \
      2 the command line is wrong.
      """,
    shouldDisplay: false)

  @OptionGroup var options: ExtractionOptions

  func run() throws {
    let extractor = try makeExtractor()
    let paths = options.inputs.isEmpty ? ["-"] : options.inputs
    let finished = try finishedDocuments()
    let sink = try makeSink()
    let inputs = InputList(
      paths, format: options.inputFormat, excluding: options.output.flatMap { try? FileStatus(path: $0) })
    let format = runFormat(for: inputs)
    let exporter = JSONExporter(exportOptions(format))
    let jobs = options.jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    let run = ExtractionRun(extractor: extractor, exporter: exporter, format: format, jobs: jobs)
    let reader = InputReader(inputs, pages: options.pages.reader(jobs: jobs), finished: finished)
    try finish(failures: start(run, reader, sink), sink)
  }

  private func start(_ run: ExtractionRun, _ inputs: InputReader, _ sink: OutputSink) throws(RunFailure) -> Int {
    let progress = showsProgress ? ProgressReport(total: inputs.documentCount) : nil
    defer { progress?.close() }
    do {
      return try run.run(inputs, to: sink, progress: progress) { failure in
        if let progress { progress.failed(failure) } else { Messages.print(failure.message) }
      }
    } catch {
      throw RunFailure(message: "\(error)", status: RunFailure.documentsFailed)
    }
  }

  private func finish(failures: Int, _ sink: OutputSink) throws {
    if let failure = sink.failure, !sink.isBrokenPipe {
      let reason = "output cannot be written: \(String(cString: strerror(failure)))"
      throw RunFailure(message: reason, status: RunFailure.documentsFailed)
    }
    if failures > 0, !sink.isBrokenPipe { throw ExitCode(RunFailure.documentsFailed) }
  }

  private var showsProgress: Bool {
    options.progress
      || isatty(STDERR_FILENO) == 1 && (options.output != nil || isatty(STDOUT_FILENO) == 0)
        && !(options.inputs.count == 1 && (try? FileStatus(path: options.inputs[0]))?.isRegularFile == true)
  }

  /// Ids of the documents that `--resume` passes over.
  private func finishedDocuments() throws(RunFailure) -> Set<String> {
    guard options.resume, let path = options.output else { return [] }
    do throws(PreviousOutput.Failure) {
      return try PreviousOutput(resuming: path).ids
    } catch {
      let reason =
        switch error {
        case .file(let failure): failure.reason
        case .foreignLine(let number): "line \(number) is no output of imr-extract; --resume leaves the file as it is"
        }
      throw RunFailure(message: "\(path): \(reason)", status: RunFailure.wrongCommandLine)
    }
  }

  private func makeExtractor() throws(RunFailure) -> LetterExtractor {
    do {
      var source = LexiconSource.builtIn()
      if let folder = options.lexicons { source = try source.overlaid(with: folder) }
      return try LetterExtractor(lexicons: source, codeDate: options.asOf.date)
    } catch {
      throw RunFailure(message: "\(error)", status: RunFailure.wrongCommandLine)
    }
  }

  private func makeSink() throws(RunFailure) -> OutputSink {
    guard let path = options.output else { return OutputSink.standardOutput }
    guard let sink = OutputSink(path: path, appending: options.resume) else {
      throw RunFailure(message: "\(path): \(String(cString: strerror(errno)))", status: RunFailure.wrongCommandLine)
    }
    return sink
  }

  private func runFormat(for inputs: InputList) -> RunFormat {
    if options.resume { return .lines }
    return switch options.format {
    case .jsonl: .lines
    case .json: inputs.isOneDocument ? .object : .array
    case nil: inputs.isOneDocument ? .object : .lines
    }
  }

  private func exportOptions(_ format: RunFormat) -> ExportOptions {
    ExportOptions(
      fields: options.fields.fields, offsets: options.offsets, codeSystems: options.codeSystem,
      explains: options.explain, layout: format == .lines ? .line : .page)
  }
}
