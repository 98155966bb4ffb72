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

  /// Peak bytes of memory on a stream, in a process that has held little memory itself: the system counts what a process
  /// held before it became the command.
  func peakMemory(on stream: LetterStream) throws -> Int {
    try run([stream.file.path(percentEncoded: false)])
    return peakMemoryOfChildren()
  }

  private func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = command
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    // `waitUntilExit` looks only every 50 ms whether the process has ended.
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    ended.wait()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
  }

  struct Failure: Error, CustomStringConvertible {
    let status: Int32
    var description: String { "the command ended with status \(status)" }
  }
}
