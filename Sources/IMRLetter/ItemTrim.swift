import ClinicalText
import Extraction
import Lexicon

/// Cuts a disputed item out of the sentences it is stated in.
struct ItemTrim: Sendable {
  /// Sentences that the lines of one heading may have been taken for.
  private static let longestHeading = 3

  private let services: ServiceLexicon
  private let phrases: ItemPhrases

  init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    self.services = services
    phrases = try ItemPhrases(in: &builder)
  }

  /// The item that ends before token `end`, and where its whole statement starts; nil where nothing stands there.
  func item(before end: Int, after floor: Int, _ reading: Reading, _ hits: PhraseHits)
    -> (tokens: Range<Int>, statement: Int, number: Int?)?
  {
    let end = withoutTail(end, floor, reading, hits)
    guard end > floor else { return nil }
    var sentence = reading.sentence(ofToken: end - 1)
    var start = max(floor, Int(reading.sentenceStarts[sentence]))
    for _ in 1..<Self.longestHeading where isContinued(start, end, floor, reading, hits) {
      sentence -= 1
      start = max(floor, Int(reading.sentenceStarts[sentence]))
    }
    let statement = statementStart(sentence, floor, reading, hits)
    let (first, number) = listNumber(start, reading)
    let lead = phrases.last(.lead, in: start..<end, of: hits)?.tokens.upperBound
    let item = trimmed(max(lead ?? first, first)..<end, reading)
    return item.isEmpty ? nil : (item, statement, number)
  }

  /// The number of a list item at `token` and the token behind it: "1.", "2)", "(3)", "Item 4 -".
  func listNumber(_ token: Int, _ reading: Reading) -> (first: Int, number: Int?) {
    var at = token
    if at < reading.tokenCount, reading.isMark(at, "(") || reading.isMark(at, "#") { at += 1 }
    guard at + 2 < reading.tokenCount, let number = reading.number(at), number < 100,
      reading.isMark(at + 1, ".") || reading.isMark(at + 1, ")"), !reading.flags[at + 1].contains(.spaceBefore),
      reading.flags[at + 2].contains(.spaceBefore)
    else { return (token, nil) }
    return (at + 2, number)
  }

  /// Whether the text before `start` is an earlier line of the same heading.
  private func isContinued(_ start: Int, _ end: Int, _ floor: Int, _ reading: Reading, _ hits: PhraseHits) -> Bool {
    guard start > floor, listNumber(start, reading).number == nil else { return false }
    let before = reading.tokens(ofSentence: reading.sentence(ofToken: start - 1))
    let previous = max(floor, before.lowerBound)..<before.upperBound
    guard hasService(previous, hits), phrases.last(.request, in: previous, of: hits) == nil else { return false }
    let isOpen = !isSentenceEnd(start - 1, reading)
    return isOpen || (!reading.flags[start].contains(.blockStart) && !hasService(start..<end, hits))
  }

  private func statementStart(_ sentence: Int, _ floor: Int, _ reading: Reading, _ hits: PhraseHits) -> Int {
    var sentence = sentence
    while sentence > 0 {
      let before = reading.tokens(ofSentence: sentence - 1)
      guard before.lowerBound >= floor, phrases.last(.request, in: before, of: hits) != nil else { break }
      sentence -= 1
    }
    return max(floor, Int(reading.sentenceStarts[sentence]))
  }

  private func withoutTail(_ end: Int, _ floor: Int, _ reading: Reading, _ hits: PhraseHits) -> Int {
    var end = end
    while end > floor, isEdge(end - 1, reading) { end -= 1 }
    guard end > floor else { return end }
    let sentence = reading.tokens(ofSentence: reading.sentence(ofToken: end - 1))
    let tail = phrases.last(.tail, in: max(floor, sentence.lowerBound)..<end, of: hits)
    guard let tail, tail.tokens.upperBound == end else { return end }
    return withoutTail(tail.tokens.lowerBound, floor, reading, hits)
  }

  private func hasService(_ tokens: Range<Int>, _ hits: PhraseHits) -> Bool {
    !hits.hits(services.layer, within: tokens).isEmpty
  }

  /// Without the marks at its edges.
  func trimmed(_ tokens: Range<Int>, _ reading: Reading) -> Range<Int> {
    var (first, last) = (tokens.lowerBound, tokens.upperBound)
    while first < last, isEdge(first, reading) { first += 1 }
    while last > first, isEdge(last - 1, reading) { last -= 1 }
    return first..<last
  }

  /// Marks that never begin or end an item.
  private func isEdge(_ token: Int, _ reading: Reading) -> Bool {
    guard reading.flags[token].contains(.punctuation) else { return false }
    let byte = reading.view[Int(reading.tokenStarts[token])]
    return byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "*") || byte >= 0x80
  }

  private func isSentenceEnd(_ token: Int, _ reading: Reading) -> Bool {
    reading.isMark(token, ".") || reading.isMark(token, ":") || reading.isMark(token, "?")
  }
}
