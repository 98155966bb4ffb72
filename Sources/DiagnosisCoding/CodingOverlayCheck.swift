import DiagnosisTerms
import Lexicon

/// What a row that an overlay adds to a table of `coding/` has to look like. The built-in tables are compiled, and read
/// leniently where they are not.
enum CodingOverlayCheck {
  /// - Parameter file: the table's name in `coding/`.
  /// - Throws: `LexiconError` for the first row of `text` that cannot be used.
  static func check(_ text: String, file: String) throws(LexiconError) {
    for row in try LexiconFile.rows(of: text, file: "coding/" + file, columns: file == "suffixes.tsv" ? 4 : 2) {
      if row[0].isEmpty || (row[1].isEmpty && file != "suffixes.tsv") { throw row.error("an empty column") }
      switch file {
      case "word-forms.tsv": try checkWordForm(row)
      case "suffixes.tsv": try checkSuffix(row)
      case "function-words.tsv": _ = try row.value(1, as: FunctionWordRole.self)
      case "word-classes.tsv": _ = try row.value(1, as: WordClasses.Class.self)
      case "phrases.tsv", "abbreviations.tsv":
        if row[2] != "both" && row[2] != "phrase" { throw row.error("column 3 has to be one of: both, phrase") }
      default: break
      }
    }
  }

  private enum FunctionWordRole: String, CaseIterable { case and, with, without, due, preposition, empty, prefix }

  private static func checkWordForm(_ row: LexiconRow) throws(LexiconError) {
    for column in 0...1 where row[column].utf8.contains(where: { !isWordByte($0) }) {
      throw row.error("column \(column + 1) has to be one word in lower case")
    }
  }

  private static func checkSuffix(_ row: LexiconRow) throws(LexiconError) {
    guard row[0] == "1" || row[0] == "2" else { throw row.error("column 1 has to be one of: 1, 2") }
    guard !row[1].isEmpty, row[1].utf8.allSatisfy(isWordByte) else { throw row.error("column 2 has to be an ending") }
    guard let least = Int(row[3]), least >= 0 else { throw row.error("column 4 has to be a whole number") }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }
}
