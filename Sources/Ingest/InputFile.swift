#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Files as POSIX gives them; errors are told by their `errno`.
public struct FileFailure: Error, Sendable, Equatable {
  public let errno: Int32

  /// What the system calls the error ("No such file or directory").
  public var reason: String { String(cString: strerror(errno)) }

  func failure(id: String, path: String) -> DocumentFailure {
    DocumentFailure(id: id, code: errno == ENOENT ? .notFound : .unreadable, message: "\(path): \(reason)")
  }
}

/// A descriptor that is open for reading, closed with it.
final class InputFile: @unchecked Sendable {
  private let descriptor: Int32
  private let isOwned: Bool

  /// - Parameter path: `-` is standard input.
  init(path: String) throws(FileFailure) {
    isOwned = path != "-"
    descriptor = isOwned ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO
    guard descriptor >= 0 else { throw FileFailure(errno: errno) }
  }

  deinit { if isOwned { close(descriptor) } }

  /// Reads at most `limit` more bytes onto the end of `bytes`; gives their number, 0 at the end.
  func append(to bytes: inout [UInt8], limit: Int) throws(FileFailure) -> Int {
    let old = bytes.count
    var got = 0
    var failure: Int32 = 0
    bytes.append(contentsOf: repeatElement(0, count: limit))
    bytes.withUnsafeMutableBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      repeat {
        got = read(descriptor, base + old, limit)
        failure = got < 0 ? errno : 0
      } while failure == EINTR
    }
    bytes.removeLast(limit - max(0, got))
    guard failure == 0 else { throw FileFailure(errno: failure) }
    return got
  }

  /// Reads to the end, or to one byte more than `limit`.
  func readAll(limit: Int) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    var step = min(expectedSize + 1, limit + 1)
    bytes.reserveCapacity(step)
    while bytes.count <= limit, try append(to: &bytes, limit: min(step, limit + 1 - bytes.count)) > 0 {
      step = max(64 * 1024, bytes.count / 2)
    }
    return bytes
  }

  private var expectedSize: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? max(0, Int(status.st_size)) : 0
  }
}

/// What a path names.
public struct FileStatus: Sendable, Equatable {
  public let isDirectory: Bool
  public let isRegularFile: Bool
  /// The same for two paths of one file.
  public let identity: [UInt64]

  public init(path: String) throws(FileFailure) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileFailure(errno: errno) }
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
    isRegularFile = status.st_mode & S_IFMT == S_IFREG
    identity = [UInt64(status.st_dev), UInt64(status.st_ino)]
  }
}
