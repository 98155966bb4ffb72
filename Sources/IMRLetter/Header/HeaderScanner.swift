import ClinicalText
import Extraction
import Lexicon
import PCRE2

/// Finds the labels and the values of the case header, in the order in which the text has them.
struct HeaderScanner: Sendable {
  /// Tokens after which no header is looked for where nothing ends it.
  private static let longest = 400

  private let layer: LayerID
  private let fields: [HeaderField]
  private let values: PatternSet
  private let claimNumbers: PatternSet

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "header/labels.tsv", columns: 2)
    layer = try builder.addLayer("header labels", rows: rows)
    var fields: [HeaderField] = []
    for row in rows { fields.append(try row.value(1, as: HeaderField.self)) }
    self.fields = fields
    values = try PatternSet("header/values.tsv", in: &builder)
    claimNumbers = try PatternSet("header/claim-numbers.tsv", in: &builder)
  }

  func items(in document: AnalyzedDocument, _ dates: [Mention<DateValue>], _ scratch: MatchScratch) throws(MatchError)
    -> [HeaderItem]
  {
    let (labels, end) = labels(in: document)
    guard !labels.isEmpty else { return [] }
    var items = labels.map(HeaderItem.label)
    for (index, date) in dates.enumerated() where date.tokens.lowerBound < end {
      items.append(.value(HeaderValue(kind: .date, tokens: date.tokens, mention: index)))
    }
    try addPatternValues(before: end, document.reading, &items, scratch)
    try addClaimNumbers(behind: labels, document.reading, &items, scratch)
    return items.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// The labels, and the token where the header ends.
  private func labels(in document: AnalyzedDocument) -> (labels: [HeaderLabel], end: Int) {
    var labels: [HeaderLabel] = []
    for hit in document.phrases[layer] {
      if Int(hit.start) > Self.longest { break }
      switch fields[Int(hit.row)] {
      case .end: return (labels, Int(hit.start))
      case .more: Self.extend(&labels, to: hit.tokens)
      case let field where Self.introduces(hit.tokens, document.reading):
        labels.append(HeaderLabel(field: field, tokens: hit.tokens))
      default: break
      }
    }
    return (labels, min(document.reading.tokenCount, Self.longest))
  }

  /// Joins "Received:" to the label "Application" before it.
  private static func extend(_ labels: inout [HeaderLabel], to tokens: Range<Int>) {
    guard let last = labels.last, last.field == .application, tokens.lowerBound - last.tokens.upperBound <= 2 else {
      return
    }
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
    before end: Int, _ reading: Reading, _ items: inout [HeaderItem], _ scratch: MatchScratch
  ) throws(MatchError) {
    var next = 0
    while let token = values.nextStart(in: next..<end, of: reading) {
      next = token + 1
      guard let pattern = try values.match(at: token, in: reading, scratch), let range = scratch.range(0),
        let kind = values.patterns[pattern].values.first.flatMap(HeaderValue.Kind.init(rawValue:))
      else { continue }
      let tokens = token..<reading.token(atView: range.upperBound - 1) + 1
      items.append(.value(HeaderValue(kind: kind, tokens: tokens)))
    }
  }

  /// Claim numbers have no shape of their own: they stand behind their label, but for marks ("Claim No.: ").
  private func addClaimNumbers(
    behind labels: [HeaderLabel], _ reading: Reading, _ items: inout [HeaderItem], _ scratch: MatchScratch
  ) throws(MatchError) {
    for label in labels where label.field == .claimNumber {
      var token = label.tokens.upperBound
      while token < reading.tokenCount, reading.isMark(token, ":") || reading.isMark(token, ".") { token += 1 }
      guard token < reading.tokenCount, try claimNumbers.match(at: token, in: reading, scratch) != nil,
        let range = scratch.range(0)
      else { continue }
      let tokens = token..<reading.token(atView: range.upperBound - 1) + 1
      items.append(.value(HeaderValue(kind: .claimNumber, tokens: tokens)))
    }
  }
}
