import ArgumentParser
import Evaluation

/// Validates gold files.
struct CheckGold: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks gold files against the annotation guide.",
    discussion: """
      Errors: quotes and offsets that are not in the letter, codes that no table holds, unknown values, a record that its \
      own mentions contradict. Hints are worth a look. Exit status: 1 where there is an error.
      """)

  @Argument(help: "Folders of letters with gold.", completion: .directory)
  var goldFolders: [String]

  @Flag(help: "Leave the hints out.")
  var errorsOnly = false

  func run() throws {
    let checker = GoldChecker()
    var errors = 0
    var letters = 0
    for path in goldFolders {
      let folder = try GoldFolder(path: path)
      letters += folder.letters.count
      for problem in checker.problems(of: folder) where problem.severity == .error || !errorsOnly {
        print(problem)
        if problem.severity == .error { errors += 1 }
      }
    }
    print("\(letters) letters, \(errors) errors")
    if errors > 0 { throw ExitCode(1) }
  }
}
