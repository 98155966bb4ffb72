import ClinicalText
import Lexicon
import PCRE2

/// Finds the dates, partial dates and ranges of dates of a document.
public struct DateExtractor: Sendable {
  private let patterns: PatternSet
  private let relative: RelativeDates
  private let dateGuard: DateGuard

  /// - Throws: `LexiconError` for an unusable file of `dates/`.
  public init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    patterns = try PatternSet("dates/patterns.tsv", in: &builder)
    relative = try RelativeDates(&builder)
    dateGuard = try DateGuard(&builder)
  }

  /// The dates in text order, all with role `other`: roles are told apart later, by what the letter's header says.
  /// - Throws: `MatchError` where a pattern reached its limit.
  public func dates(in document: AnalyzedDocument, _ scratch: MatchScratch) throws(MatchError) -> [Mention<DateValue>] {
    let reading = document.reading
    var mentions: [Mention<DateValue>] = []
    var token = 0
    while token < reading.tokenCount {
      if let pattern = try patterns.match(at: token, in: reading, scratch),
        let found = DateMatch(patterns, pattern, reading.view, scratch)
      {
        let tokens = reading.token(atView: found.range.lowerBound)..<reading.token(atView: found.range.upperBound - 1) + 1
        if !dateGuard.refuses(found.start, at: tokens, in: document) {
          let value = DateValue(date: found.start, end: found.end)
          let rule = RuleReference(patterns.patterns[pattern].row, name: patterns.patterns[pattern].name)
          mentions.append(Mention(span: reading.span(ofView: found.range), tokens: tokens, value: value, rule: rule))
        }
        token = tokens.upperBound
      } else {
        token += 1
      }
    }
    relative.add(to: &mentions, in: document)
    return mentions
  }
}

/// A date or range in the view, read from the groups of a pattern of `dates/patterns.tsv`.
private struct DateMatch {
  var start: PartialDate
  var end: PartialDate?
  /// In bytes of the view.
  var range: Range<Int>

  /// Nil where the text names a day that does not exist.
  init?(_ patterns: PatternSet, _ pattern: Int, _ view: UnsafeBufferPointer<UInt8>, _ scratch: MatchScratch) {
    func group(_ name: String) -> Range<Int>? { patterns.group(name, of: pattern).flatMap { scratch.range($0) } }
    if let first = group("first"), let short = group("short") {
      self.init(years: first, short, view)
    } else if let days = group("days"), let last = group("last"), let year = group("year") {
      self.init(days: days, last, year, view)
    } else if let from = group("from") {
      self.init(from, group("to"), view)
    } else if let part = group("part"), let end = group("end") {
      self.init(part, end, view)
    } else {
      return nil
    }
  }

  private init?(_ from: Range<Int>, _ to: Range<Int>?, _ view: UnsafeBufferPointer<UInt8>) {
    let last = to.flatMap { DateParser.date(in: view, $0) }
    guard let first = DateParser.date(in: view, from, year: last?.year) else { return nil }
    if let to, let last, first.ordinal <= last.ordinal {
      self.init(start: first, end: last, range: from.lowerBound..<to.upperBound)
    } else {
      self.init(start: first, end: nil, range: from)
    }
  }

  /// "2010-11" is two years where they follow each other, else a month of ISO 8601.
  private init?(years first: Range<Int>, _ short: Range<Int>, _ view: UnsafeBufferPointer<UInt8>) {
    guard let year = DateParser.date(in: view, first)?.year else { return nil }
    let number = Int(view[short.lowerBound] & 0x0F) * 10 + Int(view[short.lowerBound + 1] & 0x0F)
    let range = first.lowerBound..<short.upperBound
    if (year + 1) % 100 == number {
      self.init(start: PartialDate(year: year), end: PartialDate(year: year + 1), range: range)
    } else {
      let month = PartialDate(year: year, month: number)
      guard CalendarRules.exists(month) else { return nil }
      self.init(start: month, end: nil, range: range)
    }
  }

  /// "October 3-7, 2016".
  private init?(
    days: Range<Int>, _ last: Range<Int>, _ yearRange: Range<Int>, _ view: UnsafeBufferPointer<UInt8>
  ) {
    guard let year = DateParser.date(in: view, yearRange)?.year, let first = DateParser.date(in: view, days, year: year)
    else { return nil }
    var second = first
    second.day = view[last].reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    guard CalendarRules.exists(second) else { return nil }
    self.init(start: first, end: second, range: days.lowerBound..<yearRange.upperBound)
  }

  private init(start: PartialDate, end: PartialDate?, range: Range<Int>) {
    self.start = start
    self.end = end
    self.range = range
  }
}
