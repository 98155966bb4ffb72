import ArgumentParser
import ClinicalText
import Export
import Ingest

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Formats of output that exist.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument { case json, jsonl }

extension OffsetUnit: ExpressibleByArgument {}
extension CodeSystemChoice: ExpressibleByArgument {}
extension InputFormat: ExpressibleByArgument {}

/// The command line of the extraction.
struct ExtractionOptions: ParsableArguments {
  @Argument(help: "Files, directories, or - for standard input.", completion: .file())
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp("Fields to extract, separated by commas. (default: all)", valueName: "list"),
    transform: FieldList.init)
  var fields = FieldList.all

  @Option(help: "Output format. (default: json for one document, else jsonl)")
  var format: OutputFormat?

  @Option(help: ArgumentHelp("File to write to. (default: standard output)", valueName: "path"), completion: .file())
  var output: String?

  @Option(help: "How inputs are read.")
  var inputFormat: InputFormat = .auto

  @Option(help: "Code systems of diagnoses.")
  var codeSystem: CodeSystemChoice = .both

  @Option(
    help: ArgumentHelp(
      "Day on which ICD-10-CM codes must be valid, or 'document' for the letter's own. (default: the newest table)",
      valueName: "date"), transform: AsOf.init)
  var asOf = AsOf(date: .newest)

  @Option(help: "What offsets count.")
  var offsets: OffsetUnit = .codepoint

  @Option(help: ArgumentHelp("Folder to lay over the built-in lexicons.", valueName: "dir"), completion: .directory)
  var lexicons: String?

  @Flag(help: "Tell the rule and the evidence that made each mention.")
  var explain = false

  @OptionGroup var pages: PageOptions

  @Option(help: ArgumentHelp("Documents worked on at once. (default: all cores)", valueName: "n"))
  var jobs: Int?

  @Flag(help: "Tell on standard error how far the run is. (default: on a terminal that the output does not go to)")
  var progress = false

  @Flag(help: "Pass over documents whose results the output file already holds, and add to it.")
  var resume = false

  func validate() throws {
    if resume, output == nil || format == .json {
      throw ValidationError("--resume goes on with the JSON Lines of --output")
    }
    guard jobs ?? 1 >= 1 else { throw ValidationError("--jobs has to be at least 1") }
    guard !inputs.isEmpty || isatty(STDIN_FILENO) == 0 else {
      throw ValidationError("no input; name a file, a directory, or - for standard input (see --help)")
    }
  }
}

/// The value of `--fields`.
struct FieldList {
  static let all = FieldList(fields: Set(Field.allCases))
  let fields: Set<Field>

  private init(fields: Set<Field>) { self.fields = fields }

  init(_ text: String) throws {
    fields = Set(
      try text.split(separator: ",", omittingEmptySubsequences: false).map { name in
        guard let field = Field(rawValue: name.filter { $0 != " " }) else {
          let known = Field.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("unknown field '\(name)'; there are \(known)")
        }
        return field
      })
  }
}
