import ClinicalText
import Lexicon

/// Dates told by their distance from another ("two weeks ago"), resolved against the last visit or report named before.
///
/// One that has no such date before it is left out.
struct RelativeDates: Sendable {
  private let layer: LayerID
  private let rows: [LexiconRow]
  private let units: [TimeUnit]
  private let numbers: NumberWords

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    rows = try builder.source.rows(of: "dates/relative.tsv", columns: 2)
    layer = try builder.addLayer("relative dates", rows: rows)
    var units: [TimeUnit] = []
    for row in rows { units.append(try row.value(1, as: TimeUnit.self)) }
    self.units = units
    numbers = try NumberWords(&builder)
  }

  /// Adds the relative dates of the document, keeping text order.
  func add(to mentions: inout [Mention<DateValue>], in document: AnalyzedDocument) {
    for hit in document.phrases[layer]
    where hit.start > 0 && !document.reading.flags[Int(hit.start)].contains(.sentenceStart) {
      let number = Int(hit.start) - 1
      guard let count = document.reading.number(number) ?? numbers[document.reading.words[number]], count < 200 else {
        continue
      }
      let next = mentions.firstIndex { $0.tokens.lowerBound > number } ?? mentions.endIndex
      let anchor = mentions[..<next].last { $0.value.date.day != nil && !$0.value.isRelative }
      guard let anchor else { continue }
      let date = Self.rounded(anchor.value.date, back: count, units[Int(hit.row)])
      guard CalendarRules.exists(date) else { continue }
      let tokens = number..<Int(hit.end)
      mentions.insert(
        Mention(
          span: document.reading.span(ofTokens: tokens), tokens: tokens, value: DateValue(date: date, isRelative: true),
          confidence: 0.5, rule: RuleReference(rows[Int(hit.row)])), at: next)
    }
  }

  /// As precise as the unit: "two years ago" names a year.
  private static func rounded(_ anchor: PartialDate, back count: Int, _ unit: TimeUnit) -> PartialDate {
    let date = anchor.adding(-count, unit)
    switch unit {
    case .day, .week: return date
    case .month: return PartialDate(year: date.year, month: date.month)
    case .year: return PartialDate(year: date.year)
    }
  }
}
