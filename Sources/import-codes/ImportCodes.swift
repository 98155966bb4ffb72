import ArgumentParser
import Foundation

/// Reads the official releases of the code systems into `Lexicons/code-systems`.
@main
struct ImportCodes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import-codes",
    abstract: "Reads official files of ICD-10-CM and ICD-9-CM into Lexicons/code-systems.",
    subcommands: [Tabular.self, CodeList.self, Titles.self, ICD9.self, GEM.self, Index.self])
}

/// Where the tables lie.
struct Destination: ParsableArguments {
  @Option(help: "The folder of the tables.")
  var codeSystems = "Lexicons/code-systems"

  var folder: URL { URL(filePath: codeSystems) }
}

/// A file that is not what its command reads.
struct UnreadableSource: Error, CustomStringConvertible {
  let description: String
}
