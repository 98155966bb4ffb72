import ClinicalText
import Extraction
import Lexicon
import PCRE2

/// Finds the labels and the values of the case header, in the order in which the text has them.
struct HeaderScanner: Sendable {
  /// Tokens after which no header is looked for where nothing ends it.
  private static let longest = 400
  /// A header has about so many labels and values.
  private static let usualItems = 32

  private let layer: LayerID
  private let fields: [HeaderField]
  private let values: PatternSet
  /// What the patterns of `values` find.
  private let kinds: [HeaderValueKind?]
  private let claimNumbers: PatternSet

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "header/labels.tsv", columns: 2)
    layer = try builder.addLayer("header labels", rows: rows)
    var fields: [HeaderField] = []
    for row in rows { fields.append(try row.value(1, as: HeaderField.self)) }
    self.fields = fields
    values = try PatternSet("header/values.tsv", in: &builder)
    kinds = values.patterns.map { $0.values.first.flatMap(HeaderValueKind.init(rawValue:)) }
    claimNumbers = try PatternSet("header/claim-numbers.tsv", in: &builder)
  }

  /// The labels and values of the header in text order.
  /// - Throws: `MatchError` where a pattern reached its limit.
  func items(in document: AnalyzedDocument, _ dates: [Mention<DateValue>], _ scratch: MatchScratch) throws(MatchError)
    -> [HeaderItem]
  {
    var (items, end) = labels(in: document)
    let labelCount = items.count
    guard labelCount > 0 else { return [] }
    for index in dates.indices where dates[index].tokens.lowerBound < end {
      items.append(HeaderItem(content: .value(.date, date: index), tokens: dates[index].tokens))
    }
    try addPatternValues(before: end, document, &items, scratch)
    for label in 0..<labelCount {
      if let value = try claimNumber(behind: items[label], document.reading, scratch) { items.append(value) }
    }
    Self.sort(&items)
    return items
  }

  /// By insertion, since there are few, and most stand in order.
  private static func sort(_ items: inout [HeaderItem]) {
    for index in items.indices.dropFirst() {
      let item = items[index]
      var place = index
      while place > 0, items[place - 1].tokens.lowerBound > item.tokens.lowerBound {
        items[place] = items[place - 1]
        place -= 1
      }
      items[place] = item
    }
  }

  /// The labels, and the token where the header ends.
  private func labels(in document: AnalyzedDocument) -> (labels: [HeaderItem], end: Int) {
    var labels: [HeaderItem] = []
    labels.reserveCapacity(Self.usualItems)
    for hit in document.phrases[layer] {
      if Int(hit.start) > Self.longest { break }
      switch fields[Int(hit.row)] {
      case .end: return (labels, Int(hit.start))
      case .more: Self.extend(&labels, to: hit.tokens)
      case let field where Self.introduces(hit.tokens, document.reading):
        labels.append(HeaderItem(content: .label(field), tokens: hit.tokens))
      default: break
      }
    }
    return (labels, min(document.reading.tokenCount, Self.longest))
  }

  /// Joins "Received:" to the label "Application" before it.
  private static func extend(_ labels: inout [HeaderItem], to tokens: Range<Int>) {
    guard let last = labels.last, case .label(.application) = last.content,
      tokens.lowerBound - last.tokens.upperBound <= 2
    else { return }
    labels[labels.count - 1].tokens = last.tokens.lowerBound..<tokens.upperBound
  }

  /// A label has a colon behind it, or stands at the end of a line whose value comes elsewhere.
  private static func introduces(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
    let next = tokens.upperBound
    guard next < reading.tokenCount else { return true }
    return reading.isMark(next, ":") || reading.isMark(next, ".") || reading.isMark(next, "(")
      || reading.flags[next].contains(.lineStart) || reading.flags[next].contains(.wideSpaceBefore)
      || reading.flags[next].contains(.number)
  }

  private func addPatternValues(
    before end: Int, _ document: AnalyzedDocument, _ items: inout [HeaderItem], _ scratch: MatchScratch
  ) throws(MatchError) {
    let starts = values.starts(in: document.reading, document.phrases)
    var next = starts.first(from: 0)
    while let token = next, token < end {
      next = starts.first(from: token + 1)
      guard let pattern = try values.match(at: token, in: document.reading, scratch), let range = scratch.range(0),
        let kind = kinds[pattern]
      else { continue }
      let tokens = token..<document.reading.token(atView: range.upperBound - 1) + 1
      items.append(HeaderItem(content: .value(kind, date: nil), tokens: tokens))
    }
  }

  /// Claim numbers have no shape of their own: they stand behind their label, but for marks ("Claim No.: ").
  private func claimNumber(
    behind label: HeaderItem, _ reading: Reading, _ scratch: MatchScratch
  ) throws(MatchError) -> HeaderItem? {
    guard case .label(.claimNumber) = label.content else { return nil }
    var token = label.tokens.upperBound
    while token < reading.tokenCount, reading.isMark(token, ":") || reading.isMark(token, ".") { token += 1 }
    guard token < reading.tokenCount, try claimNumbers.match(at: token, in: reading, scratch) != nil,
      let range = scratch.range(0)
    else { return nil }
    let tokens = token..<reading.token(atView: range.upperBound - 1) + 1
    return HeaderItem(content: .value(.claimNumber, date: nil), tokens: tokens)
  }
}
