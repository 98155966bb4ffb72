/// A table of tab-separated fields: lines that begin with `#` say what it holds, empty fields at
/// the end of a row may be missing.
public struct TSVFile {
  /// The lines of the head, without `# `.
  public let header: [String]
  public let rows: [[String]]

  public init(header: [String], rows: [[String]]) {
    self.header = header
    self.rows = rows
  }

  /// Reads the text of a file.
  public init(text: String) {
    var header: [String] = []
    var rows: [[String]] = []
    for line in text.split(separator: "\n") {
      if line.utf8.first == UInt8(ascii: "#") {
        header.append(String(line.dropFirst(2)))
      } else {
        rows.append(Self.fields(of: line))
      }
    }
    self.init(header: header, rows: rows)
  }

  /// The text of the file; white space in a field becomes one space.
  public var text: String {
    let lines = header.map { "# \($0)" } + rows.map(Self.line)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func fields(of line: Substring) -> [String] {
    line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { String($0) ?? "" }
  }

  private static func line(_ row: [String]) -> String {
    let used = row.lastIndex { !$0.isEmpty }.map { row[...$0] } ?? []
    return used.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.joined(separator: "\t")
  }
}

extension [String] {
  /// The field at `index`, empty where the row is shorter.
  public func field(_ index: Int) -> String { index < count ? self[index] : "" }
}
