import Foundation

/// Start-up and memory of the command itself.
struct CommandTimes {
  let command: URL

  /// Median of the milliseconds from start to end of the command on one letter.
  func startUp(on letter: URL, runs: Int = 21) throws -> Double {
    let times = try (0..<runs).map { _ in
      let clock = ContinuousClock()
      let time = try clock.measure { try run([letter.path(percentEncoded: false)]) }
      return Double(time.components.attoseconds) * 1e-15 + Double(time.components.seconds) * 1e3
    }
    return times.sorted()[runs / 2]
  }

  /// Peak bytes of memory on the first part of a stream and on all of it, smaller first.
  func peakMemory(on stream: Data) throws -> (small: Int, whole: Int) {
    let file = FileManager.default.temporaryDirectory.appending(path: "imr-extract-\(UUID().uuidString).jsonl")
    defer { try? FileManager.default.removeItem(at: file) }
    let part = stream.prefix(stream.count / 10)
    try part.prefix(through: part.lastIndex(of: 0x0A) ?? part.endIndex - 1).write(to: file)
    try run([file.path(percentEncoded: false)])
    let small = peakMemoryOfChildren()
    try stream.write(to: file)
    try run([file.path(percentEncoded: false)])
    return (small, peakMemoryOfChildren())
  }

  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = command
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
  }

  struct Failure: Error, CustomStringConvertible {
    let status: Int32
    var description: String { "the command ended with status \(status)" }
  }
}
