import ClinicalText
import Lexicon
import PCRE2

/// Finds the dates, partial dates and ranges of dates of a document.
public struct DateExtractor: Sendable {
  private let patterns: PatternSet
  private let groups: [DateGroups]
  /// By pattern.
  private let rules: [RuleReference]
  private let starts: DateStarts
  private let parser: DateParser
  private let relative: RelativeDates
  private let dateGuard: DateGuard
  /// A letter has about so many.
  private static let usualDates = 16

  /// - Throws: `LexiconError` for an unusable file of `dates/`.
  public init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    let patterns = try PatternSet("dates/patterns.tsv", in: &builder)
    groups = patterns.patterns.indices.map { DateGroups(patterns, $0) }
    rules = patterns.patterns.map { RuleReference($0.row, name: $0.name) }
    self.patterns = patterns
    let words = try DateWords(&builder)
    starts = DateStarts(words)
    parser = DateParser(words)
    relative = try RelativeDates(&builder)
    dateGuard = try DateGuard(&builder)
  }

  /// The dates in text order, all with role `other`: roles are told apart later, by what the letter's header says.
  /// - Throws: `MatchError` where a pattern reached its limit.
  public func dates(in document: AnalyzedDocument, _ scratch: MatchScratch) throws(MatchError) -> [Mention<DateValue>] {
    let reading = document.reading
    let candidates = patterns.starts(in: reading, document.phrases, numbers: document.numbers)
    var mentions: [Mention<DateValue>] = []
    mentions.reserveCapacity(Self.usualDates)
    var next = 0
    var sentence = 0
    while let token = candidates.first(from: next) {
      while reading.tokens(ofSentence: sentence).upperBound <= token { sentence += 1 }
      // What guidelines say has no date of the case, and no pattern runs across sentences.
      guard document.sentenceSections[sentence] != .guidelines else {
        next = reading.tokens(ofSentence: sentence).upperBound
        continue
      }
      if starts.mayStart(at: token, reading), let pattern = try patterns.match(at: token, in: reading, scratch),
        let found = DateMatch.read(groups[pattern], parser, reading.view, scratch)
      {
        let tokens = Self.tokens(of: found.range, from: token, reading)
        if !dateGuard.refuses(found.start, at: tokens, in: sentence, of: document) {
          let value = DateValue(date: found.start, end: found.end)
          mentions.append(
            Mention(span: reading.span(ofView: found.range), tokens: tokens, value: value, rule: rules[pattern]))
        }
        next = tokens.upperBound
      } else {
        next = token + 1
      }
    }
    relative.add(to: &mentions, in: document)
    return mentions
  }

  /// The tokens that share bytes with a range of the view that begins in `token` or behind it.
  private static func tokens(of range: Range<Int>, from token: Int, _ reading: Reading) -> Range<Int> {
    var first = token
    while Int(reading.tokenEnds[first]) <= range.lowerBound { first += 1 }
    var end = first + 1
    while end < reading.tokenCount, Int(reading.tokenEnds[end - 1]) < range.upperBound { end += 1 }
    return first..<end
  }
}

/// The numbers of the groups of a pattern of `dates/patterns.tsv`.
private struct DateGroups: Sendable {
  let first, short, days, last, year, from, to, part, end: Int?

  init(_ patterns: PatternSet, _ index: Int) {
    first = patterns.group("first", of: index)
    short = patterns.group("short", of: index)
    days = patterns.group("days", of: index)
    last = patterns.group("last", of: index)
    year = patterns.group("year", of: index)
    from = patterns.group("from", of: index)
    to = patterns.group("to", of: index)
    part = patterns.group("part", of: index)
    end = patterns.group("end", of: index)
  }
}

/// A date or range in the view, read from the groups of the last match.
private struct DateMatch {
  var start: PartialDate
  var end: PartialDate?
  /// In bytes of the view.
  var range: Range<Int>

  /// Nil where the text names a day that does not exist.
  static func read(
    _ groups: DateGroups, _ parser: DateParser, _ view: UnsafeBufferPointer<UInt8>, _ scratch: MatchScratch
  ) -> DateMatch? {
    func range(_ group: Int?) -> Range<Int>? {
      guard let group else { return nil }
      return scratch.range(group)
    }
    if let from = range(groups.from) {
      return read(from, range(groups.to), parser, view)
    }
    if let part = range(groups.part), let end = range(groups.end) {
      return read(part, end, parser, view)
    }
    if let first = range(groups.first), let short = range(groups.short) {
      return read(years: first, short, parser, view)
    }
    if let days = range(groups.days), let last = range(groups.last), let year = range(groups.year) {
      return read(days: days, last, year, parser, view)
    }
    return nil
  }

  private static func read(
    _ from: Range<Int>, _ to: Range<Int>?, _ parser: DateParser, _ view: UnsafeBufferPointer<UInt8>
  ) -> DateMatch? {
    let last = to.flatMap { parser.date(in: view, $0) }
    guard let first = parser.date(in: view, from, year: last?.year) else { return nil }
    if let to, let last, first.ordinal <= last.ordinal {
      return DateMatch(start: first, end: last, range: from.lowerBound..<to.upperBound)
    }
    return DateMatch(start: first, end: nil, range: from)
  }

  /// "2010-11" is two years where they follow each other, else a month of ISO 8601.
  private static func read(
    years first: Range<Int>, _ short: Range<Int>, _ parser: DateParser, _ view: UnsafeBufferPointer<UInt8>
  ) -> DateMatch? {
    guard let year = parser.date(in: view, first)?.year else { return nil }
    let number = Int(view[short.lowerBound] & 0x0F) * 10 + Int(view[short.lowerBound + 1] & 0x0F)
    let range = first.lowerBound..<short.upperBound
    if (year + 1) % 100 == number {
      return DateMatch(start: PartialDate(year: year), end: PartialDate(year: year + 1), range: range)
    }
    let month = PartialDate(year: year, month: number)
    return CalendarRules.exists(month) ? DateMatch(start: month, end: nil, range: range) : nil
  }

  /// "October 3-7, 2016".
  private static func read(
    days: Range<Int>, _ last: Range<Int>, _ yearRange: Range<Int>, _ parser: DateParser,
    _ view: UnsafeBufferPointer<UInt8>
  ) -> DateMatch? {
    guard let year = parser.date(in: view, yearRange)?.year, let first = parser.date(in: view, days, year: year)
    else { return nil }
    var second = first
    second.day = view[last].reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    guard CalendarRules.exists(second) else { return nil }
    return DateMatch(start: first, end: second, range: days.lowerBound..<yearRange.upperBound)
  }
}
