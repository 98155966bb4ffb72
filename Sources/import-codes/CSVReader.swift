/// The rows of comma-separated text after RFC 4180: fields may stand in double quotes, where a
/// quote is written twice and commas and line breaks are text.
func csvRows(_ text: String) -> [[String]] {
  var reader = CSVReader()
  for scalar in text.unicodeScalars { reader.take(scalar) }
  return reader.finish()
}

private struct CSVReader {
  private var rows: [[String]] = []
  private var row: [String] = []
  private var field = String.UnicodeScalarView()
  private var quoted = false
  private var quoteBefore = false

  mutating func take(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"":
      if quoteBefore { field.append(scalar) }
      quoteBefore = quoted && !quoteBefore
      quoted = !quoteBefore
    case "," where !quoted: endField()
    case "\n" where !quoted: endRow()
    case "\r" where !quoted: break
    default: field.append(scalar)
    }
  }

  mutating func finish() -> [[String]] {
    if !row.isEmpty || !field.isEmpty { endRow() }
    return rows
  }

  private mutating func endField() {
    row.append(String(field))
    field.removeAll()
    quoteBefore = false
  }

  private mutating func endRow() {
    endField()
    rows.append(row)
    row.removeAll()
  }
}
