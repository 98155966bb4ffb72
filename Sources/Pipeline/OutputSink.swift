import Foundation

/// A descriptor that output goes to, until it is closed at the other end or cannot be written.
public final class OutputSink: @unchecked Sendable {
  private let descriptor: Int32
  /// The `errno` of the write that failed; nil as long as all went well.
  public private(set) var failure: Int32?

  /// Standard output.
  public init() { descriptor = STDOUT_FILENO }

  /// A file, made new or emptied; nil with `errno` set where it cannot be.
  public init?(path: String) {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return nil }
  }

  deinit { if descriptor != STDOUT_FILENO { close(descriptor) } }

  public var isClosed: Bool { failure != nil }
  /// Whether the reader of a pipe went away, which is no fault.
  public var isBrokenPipe: Bool { failure == EPIPE }

  func write(_ text: StaticString) {
    write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  public func write(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count, failure == nil {
      let count = Foundation.write(descriptor, base + done, bytes.count - done)
      if count >= 0 { done += count } else if errno != EINTR { failure = errno }
    }
  }
}
