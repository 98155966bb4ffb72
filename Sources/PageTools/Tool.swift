import CResourceLimits
import Subprocess
import Synchronization

/// A program that is run as a child process: no shell, bounded in time, memory and output, and ended with this process.
struct Tool: Sendable {
  let name: String
  /// The package of Debian and Ubuntu that has it.
  let package: String

  static let pdftotext = Tool(name: "pdftotext", package: "poppler-utils")
  static let pdftoppm = Tool(name: "pdftoppm", package: "poppler-utils")
  static let tesseract = Tool(name: "tesseract", package: "tesseract-ocr")

  struct Result: Sendable {
    /// Exit status; nil where a signal ended it.
    let status: Int32?
    let signal: Int32?
    let output: [UInt8]
    /// What it said on standard error, the first 64 KB.
    let messages: String
  }

  /// Runs the program on `input`.
  /// - Parameter outputLimit: bytes.
  /// - Throws: where the program is missing, cannot be started or reaches a limit; how it ended is in the result.
  func run(_ arguments: [String], input: [UInt8], outputLimit: Int, limits: ToolLimits) async throws(PageFailure)
    -> Result
  {
    do {
      return try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask { try await run(arguments, input, outputLimit, limits) }
        group.addTask {
          try await Task.sleep(for: .seconds(limits.seconds))
          throw PageFailure.timeout(tool: name, seconds: limits.seconds)
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() else { throw PageFailure.toolFailed(tool: name, reason: "no result") }
        return result
      }
    } catch let failure as PageFailure {
      throw failure
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .toolMissing(tool: name, package: package)
    } catch let error as SubprocessError {
      throw .toolFailed(tool: name, reason: Self.reason(error, outputLimit))
    } catch {
      throw .toolFailed(tool: name, reason: "it could not be run")
    }
  }

  private func run(_ arguments: [String], _ input: [UInt8], _ outputLimit: Int, _ limits: ToolLimits) async throws
    -> Result
  {
    RunningChildren.shared.expect()
    let isKnown = Atomic(false)
    defer { if !isKnown.load(ordering: .relaxed) { RunningChildren.shared.add(nil) } }
    let outcome = try await Subprocess.run(
      .name(name), arguments: Arguments(arguments), environment: .inherit.updating(["OMP_THREAD_LIMIT": "1"]),
      input: .inputWriter, output: .bytes(limit: outputLimit), error: .sequence
    ) { execution in
      let child = execution.processIdentifier.value
      RunningChildren.shared.add(child)
      isKnown.store(true, ordering: .relaxed)
      defer { RunningChildren.shared.remove(child) }
      _ = limit_address_space(child, UInt64(limits.megabytes) << 20)
      async let written: Void = Self.write(input, to: execution.standardInputWriter)
      var messages: [UInt8] = []
      for try await chunk in execution.standardError where messages.count < 64 * 1024 {
        chunk.withUnsafeBytes { messages.append(contentsOf: $0) }
      }
      await written
      return String(decoding: messages, as: UTF8.self)
    }
    switch outcome.terminationStatus {
    case .exited(let status):
      return Result(status: status, signal: nil, output: outcome.standardOutput, messages: outcome.closureResult)
    case .signaled(let signal):
      return Result(status: nil, signal: signal, output: outcome.standardOutput, messages: outcome.closureResult)
    }
  }

  /// A program that ends early, or is ended, leaves input unread; how it ended tells why.
  private static func write(_ input: [UInt8], to writer: StandardInputWriter) async {
    _ = try? await writer.write(input)
    try? await writer.finish()
  }

  private static func reason(_ error: SubprocessError, _ outputLimit: Int) -> String {
    switch error.code {
    case .outputLimitExceeded: "its output is larger than \(outputLimit >> 20) MB"
    default: "it could not be run"
    }
  }
}
