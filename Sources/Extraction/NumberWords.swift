import ClinicalText
import Lexicon

/// The values of the number words of `layout/number-words.tsv`.
enum NumberWords {
  static func values(_ builder: inout LexiconBuilder) throws(LexiconError) -> [WordID: Int] {
    var values: [WordID: Int] = [:]
    for row in try builder.source.rows(of: "layout/number-words.tsv", columns: 2) {
      guard let value = Int(row[1]) else { throw row.error("column 2 has to be a number") }
      values[builder.word(row[0])] = value
    }
    return values
  }
}
