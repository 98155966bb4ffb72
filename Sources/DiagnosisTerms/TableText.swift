/// The rows of a tab-separated table, as bytes: comments (`#`) and blank lines left out.
public struct TableText: Sendable {
  private let bytes: [UInt8]

  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  public init(_ text: String) { bytes = Array(text.utf8) }

  /// Calls `body` with the columns of each row and the row's number, from 0.
  public func forEachNumberedRow(_ body: (_ columns: [ArraySlice<UInt8>], _ number: Int) throws -> Void) rethrows {
    var number = 0
    try forEachRow { columns, _ in
      try body(columns, number)
      number += 1
    }
  }

  /// Calls `body` with the columns of each row and the row's line number (from 1).
  public func forEachRow(_ body: (_ columns: [ArraySlice<UInt8>], _ line: Int) throws -> Void) rethrows {
    var start = 0
    var line = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      line += 1
      if end > start, bytes[start] != UInt8(ascii: "#") {
        try body(bytes[start..<end].split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false), line)
      }
      start = end + 1
    }
  }
}
