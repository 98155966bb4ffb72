/// One line of a lexicon file, split at its tabs.
public struct LexiconRow: Sendable {
  public let file: String
  /// From 1.
  public let line: Int
  public let fields: [String]

  /// Field `index`, empty where the row is shorter.
  public subscript(index: Int) -> String { index < fields.count ? fields[index] : "" }

  /// The words of field `index`, which are parted by blanks.
  public func list(_ index: Int) -> [String] { self[index].split(separator: " ").map(String.init) }

  public func error(_ reason: String) -> LexiconError { LexiconError(file: file, line: line, reason: reason) }

  /// Field `index` as a value of a closed set.
  /// - Throws: `LexiconError` that names the values there are.
  public func value<Value: RawRepresentable & CaseIterable>(_ index: Int, as type: Value.Type) throws(LexiconError)
    -> Value where Value.RawValue == String
  {
    if let value = Value(rawValue: self[index]) { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw error("column \(index + 1) has to be one of: \(known)")
  }
}

/// The rows of a lexicon file: tab-separated values, `#` starts a comment line.
public enum LexiconFile {
  /// - Parameter columns: the least number of fields in a row.
  /// - Throws: `LexiconError` where a row is shorter.
  public static func rows(of text: String, file: String, columns: Int) throws(LexiconError) -> [LexiconRow] {
    var text = text
    let rows = text.withUTF8 { Self.rows(of: $0, file: file) }
    for row in rows where row.fields.count < columns {
      throw row.error("\(columns) columns wanted, \(row.fields.count) found")
    }
    return rows
  }

  private static func rows(of bytes: UnsafeBufferPointer<UInt8>, file: String) -> [LexiconRow] {
    var rows: [LexiconRow] = []
    var line = 0
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      line += 1
      if start < end, bytes[start] != UInt8(ascii: "#"), bytes[start] != 0x0D {
        rows.append(LexiconRow(file: file, line: line, fields: fields(of: bytes, start..<end)))
      }
      start = end + 1
    }
    return rows
  }

  private static func fields(of bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> [String] {
    var fields: [String] = []
    var start = line.lowerBound
    while start <= line.upperBound {
      let end = bytes[start..<line.upperBound].firstIndex(of: 0x09) ?? line.upperBound
      fields.append(trimmed(bytes, start..<end))
      start = end + 1
    }
    return fields
  }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ field: Range<Int>) -> String {
    var start = field.lowerBound
    var end = field.upperBound
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D }
}
