#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A descriptor that output goes to, until it is closed at the other end or cannot be written.
public final class OutputSink: @unchecked Sendable {
  private let descriptor: Int32
  /// The `errno` of the write that failed; nil as long as all went well.
  public private(set) var failure: Int32?

  public static let standardOutput = OutputSink(descriptor: STDOUT_FILENO)
  public static let standardError = OutputSink(descriptor: STDERR_FILENO)

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// A file, made new or emptied, or written on from its end; nil with `errno` set where it cannot be.
  public init?(path: String, appending: Bool = false) {
    descriptor = open(path, O_WRONLY | O_CREAT | (appending ? O_APPEND : O_TRUNC) | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  public var isClosed: Bool { failure != nil }
  /// Whether the reader of a pipe went away, which is no fault.
  public var isBrokenPipe: Bool { failure == EPIPE }

  func send(_ text: StaticString) {
    send(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  public func send(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    var done = 0
    while done < bytes.count, failure == nil {
      let count = write(descriptor, base + done, bytes.count - done)
      if count >= 0 { done += count } else if errno != EINTR { failure = errno }
    }
  }
}
