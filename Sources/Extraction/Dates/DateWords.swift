import ClinicalText
import Lexicon

/// The words of dates: `dates/words.tsv`.
struct DateWords: Sendable {
  /// The number of a month by the hash of its name.
  private let months: [UInt64: Int]
  /// Words that stand behind a day of the month.
  let behindDay: [WordID]

  /// - Throws: `LexiconError` for a month without a number.
  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    var months: [UInt64: Int] = [:]
    var behindDay: [WordID] = []
    for row in try builder.source.rows(of: "dates/words.tsv", columns: 2) {
      for word in row.list(1) {
        behindDay.append(builder.word(word))
        guard row[0] != "day" else { continue }
        guard let month = Int(row[0]), (1...12).contains(month) else {
          throw row.error("column 1 has to be the number of a month or day")
        }
        months[WordHash.of(word.utf8)] = month
      }
    }
    self.months = months
    self.behindDay = behindDay
  }

  /// The number of the month that the bytes name, from 1; nil where they name none.
  func month(_ name: UnsafeBufferPointer<UInt8>) -> Int? { months[WordHash.of(name)] }
}
