import Foundation

/// One run of the command that was built beside the tests.
struct CommandRun {
  let status: Int32
  let output: String
  let messages: String

  /// The lines of standard output.
  var lines: [Substring] { output.split(separator: "\n") }

  static var executable: URL { built("imr-extract") }

  private static func built(_ name: String) -> URL {
    (Bundle.main.executableURL?.deletingLastPathComponent() ?? URL(filePath: ".")).appending(path: name)
  }

  static func run(_ arguments: String..., input: String = "") throws -> CommandRun {
    try run(executable, arguments, input: Data(input.utf8))
  }

  /// Runs the benchmark's command.
  static func benchmark(_ arguments: String...) throws -> CommandRun { try benchmark(arguments) }

  static func benchmark(_ arguments: [String]) throws -> CommandRun {
    try run(built("imr-benchmark"), arguments, input: Data())
  }

  /// Runs a shell script in which `$X` is the command.
  static func shell(_ script: String) throws -> CommandRun {
    try run(
      URL(filePath: "/bin/sh"), ["-c", "X='\(executable.path(percentEncoded: false))'; \(script)"], input: Data())
  }

  private static func run(_ program: URL, _ arguments: [String], input: Data) throws -> CommandRun {
    let folder = FileManager.default.temporaryDirectory.appending(path: "imr-extract-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appending(path: $0) }
    for (file, contents) in zip(files, [input, Data(), Data()]) { try contents.write(to: file) }
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return CommandRun(
      status: process.terminationStatus, output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      messages: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }
}

/// A folder with files, gone with the test.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "imr-extract-\(UUID().uuidString)")
    path = url.path(percentEncoded: false)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (name, contents) in files { try write(Data(contents.utf8), to: name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ contents: Data, to name: String) throws {
    let file = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try contents.write(to: file)
  }
}

/// The composed letters and files of pages of the repository.
enum Corpus {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Corpus")
  static let letters = folder.appending(path: "letters").path(percentEncoded: false)
  static let pages = folder.appending(path: "pages").path(percentEncoded: false)
}
