#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whole lines of a file, as many as a read gives.
public struct LineChunk: Sendable {
  let bytes: [UInt8]
  /// Number of the first line, from 1.
  let firstLine: Int
  /// The line is longer than a document may be, and its bytes are left out.
  let isOverlong: Bool
}

/// Reads a file in chunks that end at line ends, without waiting for more than one read where lines are there.
final class LineChunkReader {
  private static let chunkSize = 256 * 1024
  private let file: InputFile
  private var rest: [UInt8] = []
  private var line = 1
  private var isAtEnd = false

  init(_ file: InputFile) { self.file = file }

  /// - Returns: nil at the end.
  func next() throws(FileFailure) -> LineChunk? {
    while !isAtEnd {
      let known = rest.count
      rest.reserveCapacity(known + Self.chunkSize)
      isAtEnd = try file.append(to: &rest, limit: Self.chunkSize) == 0
      if let end = rest[known...].lastIndex(of: 0x0A) { return takeLines(before: end + 1) }
      if rest.count > DocumentLimits.bytes { return try skipLine() }
    }
    return rest.isEmpty ? nil : takeLines(before: rest.count)
  }

  private func takeLines(before end: Int) -> LineChunk {
    let following = Array(rest[end...])
    rest.removeLast(following.count)
    let chunk = LineChunk(bytes: rest, firstLine: line, isOverlong: false)
    line += Self.lineEnds(in: chunk.bytes)
    rest = following
    return chunk
  }

  private static func lineEnds(in bytes: [UInt8]) -> Int {
    bytes.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return 0 }
      var count = 0
      var place = 0
      while let found = memchr(base + place, 0x0A, bytes.count - place) {
        count += 1
        place = UnsafeRawPointer(found) - base + 1
      }
      return count
    }
  }

  private func skipLine() throws(FileFailure) -> LineChunk {
    let chunk = LineChunk(bytes: [], firstLine: line, isOverlong: true)
    line += 1
    rest = []
    while !isAtEnd {
      isAtEnd = try file.append(to: &rest, limit: Self.chunkSize) == 0
      let end = rest.firstIndex(of: 0x0A)
      rest = end.map { Array(rest[($0 + 1)...]) } ?? []
      if end != nil { break }
    }
    return chunk
  }
}
