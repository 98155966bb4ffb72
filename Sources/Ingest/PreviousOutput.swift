#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The JSON Lines that an earlier run wrote, to go on from.
public struct PreviousOutput {
  public enum Failure: Error, Sendable, Equatable {
    case file(FileFailure)
    /// A line, counted from 1, that no run wrote.
    case foreignLine(Int)
  }

  /// Of the documents whose results are there.
  public private(set) var ids: Set<String> = []
  private let path: String

  /// Reads the output at `path`, if there is one. Its results stay; lines of documents that failed, and a last line
  /// that was cut short, are taken out of the file, so that these documents are tried again.
  /// - Throws: before anything is changed, where the file is not such an output; where it cannot be read or written.
  public init(resuming path: String) throws(Failure) {
    self.path = path
    guard (try? FileStatus(path: path)) != nil else { return }
    var found: Set<String> = []
    var others = false
    try Self.forEachLine(of: path) { line, number throws(Failure) in
      switch Self.kind(of: line) {
      case .result(let id): found.insert(id)
      case .failure, .cut: others = true
      case .foreign: throw .foreignLine(number)
      }
    }
    ids = found
    if others { try removeOtherLines() }
  }

  private enum LineKind {
    case result(id: String)
    case failure, cut, foreign
  }

  /// - Parameter line: with its line feed, which one that was cut short lacks.
  private static func kind(of line: ArraySlice<UInt8>) -> LineKind {
    guard line.last == 0x0A else { return .cut }
    let id = line.withUnsafeBytes { bytes in
      var parser = JSONLineParser(UnsafeRawBufferPointer(rebasing: bytes.dropLast()))
      try? parser.parse()
      return parser.line.id
    }
    guard let id else { return .foreign }
    if line.starts(with: #"{"schemaVersion":"#.utf8) { return .result(id: id) }
    return isFailure(line) ? .failure : .foreign
  }

  /// `{"id":…,"error":{"code":…,"message":…}}`, as the exporter writes it and no input is written.
  private static func isFailure(_ line: ArraySlice<UInt8>) -> Bool {
    let key = Array(#","error":{"code":""#.utf8)
    return line.starts(with: #"{"id":"#.utf8) && line.indices.contains { line[$0...].starts(with: key) }
  }

  private static func forEachLine(
    of path: String, _ body: (ArraySlice<UInt8>, Int) throws(Failure) -> Void
  ) throws(Failure) {
    var number = 0
    let reader = try opened(path)
    while let chunk = try chunk(of: reader) {
      var start = 0
      while start < chunk.bytes.count {
        let end = chunk.bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? chunk.bytes.count
        number += 1
        try body(chunk.bytes[start..<end], number)
        start = end
      }
    }
  }

  private static func opened(_ path: String) throws(Failure) -> LineChunkReader {
    do throws(FileFailure) { return LineChunkReader(try InputFile(path: path)) } catch { throw .file(error) }
  }

  private static func chunk(of reader: LineChunkReader) throws(Failure) -> LineChunk? {
    do throws(FileFailure) { return try reader.next() } catch { throw .file(error) }
  }

  /// Writes the results beside the file and puts them in its place at once.
  private func removeOtherLines() throws(Failure) {
    let part = path + ".resume"
    guard let file = fopen(part, "wb") else { throw .file(FileFailure(errno: errno)) }
    var failure: Int32?
    try Self.forEachLine(of: path) { line, _ throws(Failure) in
      guard case .result = Self.kind(of: line), failure == nil else { return }
      let written = line.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
      if written < line.count { failure = errno }
    }
    if fclose(file) != 0, failure == nil { failure = errno }
    if failure == nil, rename(part, path) != 0 { failure = errno }
    guard let failure else { return }
    unlink(part)
    throw .file(FileFailure(errno: failure))
  }
}
