import Foundation

/// One line on standard error for each thing to tell.
enum Messages {
  static func print(_ message: String) {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    FileHandle.standardError.write(Data("imr-extract: \(line)\n".utf8))
  }
}

/// Ends the run with an exit status of the contract.
struct RunFailure: Error {
  static let documentsFailed: Int32 = 1
  static let wrongCommandLine: Int32 = 2

  let message: String
  let status: Int32
}
