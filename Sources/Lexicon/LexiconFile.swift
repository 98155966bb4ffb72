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
  public static func rows(of text: some StringProtocol, file: String, columns: Int) throws(LexiconError) -> [LexiconRow]
  {
    var rows: [LexiconRow] = []
    var line = 0
    for content in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      line += 1
      guard let first = content.first, first != UInt8(ascii: "#"), first != 0x0D else { continue }
      let fields = content.split(separator: 0x09, omittingEmptySubsequences: false).map(trimmed)
      let row = LexiconRow(file: file, line: line, fields: fields)
      guard fields.count >= columns else { throw row.error("\(columns) columns wanted, \(fields.count) found") }
      rows.append(row)
    }
    return rows
  }

  private static func trimmed(_ field: some BidirectionalCollection<UInt8>) -> String {
    let blanks: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x0D }
    guard let first = field.firstIndex(where: { !blanks($0) }), let last = field.lastIndex(where: { !blanks($0) })
    else { return "" }
    return String(decoding: field[first...last], as: UTF8.self)
  }
}
