/// A table of Markdown, its columns padded so that it reads as plain text too.
struct MarkdownTable {
  private var lines: [[String]]

  init(_ head: [String]) { lines = [head] }

  mutating func add(_ row: [String]) { lines.append(row) }

  var text: String {
    let widths = (lines.first ?? []).indices.map { column in max(3, lines.map { $0[column].count }.max() ?? 0) }
    var rows = lines.map { line in
      let cells = line.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - $1.count) }
      return "| \(cells.joined(separator: " | ")) |"
    }
    rows.insert("| " + widths.map { String(repeating: "-", count: $0) }.joined(separator: " | ") + " |", at: 1)
    return rows.joined(separator: "\n")
  }
}
