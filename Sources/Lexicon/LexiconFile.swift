/// One line of a lexicon file, split at its tabs.
public struct LexiconRow: Sendable {
  private let text: LexiconText
  /// From 1.
  public let line: Int
  private let start: Int32
  private let end: Int32

  fileprivate init(_ text: LexiconText, line: Int, _ range: Range<Int>) {
    self.text = text
    self.line = line
    start = Int32(range.lowerBound)
    end = Int32(range.upperBound)
  }

  public var file: String { text.file }

  /// The number of columns.
  public var count: Int {
    text.bytes[Int(start)..<Int(end)].reduce(1) { $1 == LexiconText.tab ? $0 + 1 : $0 }
  }

  /// All fields.
  public var fields: [String] { (0..<count).map { self[$0] } }

  /// Field `index` without outer blanks, empty where the row is shorter.
  public subscript(index: Int) -> String { withUTF8(index) { String(decoding: $0, as: UTF8.self) } }

  /// The bytes of field `index` without outer blanks, none where the row is shorter.
  public func withUTF8<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    text.bytes.withUnsafeBufferPointer { bytes in
      let range = Self.field(index, of: bytes, Int(start)..<Int(end))
      return body(UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  /// The words of field `index`, which are parted by blanks.
  public func list(_ index: Int) -> [String] { self[index].split(separator: " ").map(String.init) }

  public func error(_ reason: String) -> LexiconError { LexiconError(file: file, line: line, reason: reason) }

  /// Field `index` as a value of a closed set.
  /// - Throws: `LexiconError` that names the values there are.
  @inlinable
  public func value<Value: RawRepresentable & CaseIterable>(_ index: Int, as type: Value.Type) throws(LexiconError)
    -> Value where Value.RawValue == String
  {
    let field = self[index]
    // Short strings are compared as two words; a look-up by `init(rawValue:)` costs ten times as much.
    for value in Value.allCases where value.rawValue == field { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw error("column \(index + 1) has to be one of: \(known)")
  }

  private static func field(_ index: Int, of bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int> {
    var start = line.lowerBound
    var skipped = 0
    while skipped < index {
      guard start < line.upperBound else { return line.upperBound..<line.upperBound }
      if bytes[start] == LexiconText.tab { skipped += 1 }
      start += 1
    }
    var end = start
    while end < line.upperBound, bytes[end] != LexiconText.tab { end += 1 }
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D }
}

/// The bytes of a file, which its rows share.
private final class LexiconText: Sendable {
  static let tab: UInt8 = 0x09
  let file: String
  let bytes: [UInt8]

  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }
}

/// The rows of a lexicon file: tab-separated values, `#` starts a comment line.
public enum LexiconFile {
  /// - Parameter columns: the least number of fields in a row.
  /// - Throws: `LexiconError` where a row is shorter.
  public static func rows(of text: String, file: String, columns: Int) throws(LexiconError) -> [LexiconRow] {
    let rows = Self.rows(of: LexiconText(file: file, bytes: Array(text.utf8)))
    for row in rows where columns > 1 && row.count < columns {
      throw row.error("\(columns) columns wanted, \(row.count) found")
    }
    return rows
  }

  private static func rows(of text: LexiconText) -> [LexiconRow] {
    text.bytes.withUnsafeBufferPointer { bytes in
      var rows: [LexiconRow] = []
      var line = 0
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        line += 1
        if start < end, bytes[start] != UInt8(ascii: "#"), bytes[start] != 0x0D {
          rows.append(LexiconRow(text, line: line, start..<end))
        }
        start = end + 1
      }
      return rows
    }
  }
}
