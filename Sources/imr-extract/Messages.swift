import Export
import Pipeline

/// One line on standard error for each thing to tell.
enum Messages {
  static func print(_ message: String) {
    var line = "imr-extract: " + message.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
    line.withUTF8 { OutputSink.standardError.send(UnsafeRawBufferPointer($0)) }
  }
}

/// Ends the run with an exit status of the contract.
struct RunFailure: Error {
  static let documentsFailed: Int32 = 1
  static let wrongCommandLine: Int32 = 2

  let message: String
  let status: Int32
}
