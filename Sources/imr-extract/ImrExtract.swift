import ArgumentParser
import Export

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The root: extraction, which needs no word, and the subcommands beside it.
struct ImrExtract: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "imr-extract",
    abstract: "Turns Independent Medical Review letters into coded fields, each with its place in the source.",
    version: Generator.version,
    subcommands: [
      ExtractCommand.self, SchemaCommand.self, TextCommand.self, ContextCommand.self, CodeCommand.self,
      LexiconCommand.self,
    ],
    defaultSubcommand: ExtractCommand.self)
}

@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments == ["--help"] || arguments == ["-h"] {
      return print(ImrExtract.helpMessage(for: ExtractCommand.self))
    }
    do {
      var command = try ImrExtract.parseAsRoot(arguments)
      try command.run()
    } catch let failure as RunFailure {
      Messages.print(failure.message)
      exit(failure.status)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      end(with: error)
    }
  }

  /// Help and version go to standard output; a wrong command line is told in one line.
  private static func end(with error: any Error) -> Never {
    if ImrExtract.exitCode(for: error) == .success {
      print(ImrExtract.fullMessage(for: error))
      exit(0)
    }
    Messages.print(ImrExtract.message(for: error))
    exit(RunFailure.wrongCommandLine)
  }
}
