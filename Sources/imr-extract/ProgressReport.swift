import Ingest
import Pipeline
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Tells on standard error how far a run is: in one line that is written anew on a terminal, else in a line now and then.
final class ProgressReport: ProgressObserver {
  private struct State {
    var done = 0
    var failures: [DocumentFailure.Code: Int] = [:]
    var told = ContinuousClock.now
    var isShown = false
  }

  private let total: Int?
  private let isTerminal: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  /// - Parameter total: documents of the run; nil where nobody knows.
  init(total: Int?) {
    self.total = total
    isTerminal = isatty(STDERR_FILENO) == 1
  }

  func finished(documents: Int) {
    state.withLock { state in
      state.done += documents
      guard ContinuousClock.now - state.told >= (isTerminal ? .milliseconds(250) : .seconds(10)) else { return }
      state.told = ContinuousClock.now
      show(&state)
    }
  }

  /// Tells of a document that failed, above the line of progress.
  func failed(_ failure: DocumentFailure) {
    state.withLock { state in
      clear(&state)
      Messages.print(failure.message)
      state.failures[failure.code, default: 0] += 1
    }
  }

  /// The last line: all documents, and the failed ones by their codes.
  func close() {
    state.withLock { state in
      clear(&state)
      Messages.print("\(state.done) documents in \(Self.time(seconds))\(Self.summary(of: state.failures))")
    }
  }

  private static func summary(of failures: [DocumentFailure.Code: Int]) -> String {
    let all = failures.values.reduce(0, +)
    guard all > 0 else { return "" }
    let kinds = failures.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
    return "; \(all) failed: " + kinds.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
  }

  private func show(_ state: inout State) {
    let rate = Double(state.done) / max(seconds, 0.001)
    var line = total.map { "\(state.done) of \($0) documents" } ?? "\(state.done) documents"
    line += ", \(rate < 10 ? Self.tenths(rate) : String(Int(rate))) a second"
    if let total, rate > 0 { line += ", \(Self.time(Double(total - state.done) / rate)) left" }
    guard isTerminal else { return Messages.print(line) }
    write("\r\u{1B}[K" + line)
    state.isShown = true
  }

  private func clear(_ state: inout State) {
    if state.isShown { write("\r\u{1B}[K") }
    state.isShown = false
  }

  private func write(_ text: String) {
    var text = text
    text.withUTF8 { OutputSink.standardError.send(UnsafeRawBufferPointer($0)) }
  }

  private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

  private static func tenths(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func time(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 1e9).rounded())
    if whole < 60 { return "\(whole) s" }
    return whole < 3_600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3_600) h \(whole / 60 % 60) min"
  }
}
