import ClinicalText
import Lexicon

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A line that is no request for the context of spans.
public enum SpanContextError: Error, Equatable {
  /// The line is no JSON object.
  case notAnObject
  /// `text` is missing or no string.
  case noText
  /// `spans` is missing or no list of objects with integers `start` and `end`.
  case noSpans
  /// The span at `index` is empty or lies outside of the text.
  case badSpan(index: Int)

  /// The code of the error object.
  public var code: String { self == .notAnObject ? "invalid-json" : "invalid-request" }

  /// Without any text of the document.
  public var message: String {
    switch self {
    case .notAnObject: "not a JSON object"
    case .noText: "no string \"text\""
    case .noSpans: "no list \"spans\" of objects with integers \"start\" and \"end\""
    case .badSpan(let index): "span \(index) is empty or outside of the text"
    }
  }
}

/// Gives the context of spans that something else has found: the work of `imr-extract context`.
public struct SpanContext: Sendable {
  private let detector: ContextDetector
  private let lexicon: Lexicon

  /// - Throws: `LexiconError` for a lexicon that cannot be used.
  public init(_ source: LexiconSource) throws(LexiconError) {
    var builder = try LexiconBuilder(source)
    detector = try ContextDetector(&builder)
    lexicon = builder.build()
  }

  /// The contexts of `spans`, in UTF-8 bytes of `text`. A span without a word has an empty context.
  public func contexts(of spans: [Span], in text: SourceText) -> [MentionContext] {
    let reading = Reading(text, rules: lexicon.rules)
    let hits = lexicon.phrases(in: reading)
    return spans.map { detector.context(of: reading.tokens(in: $0), in: reading, hits) }
  }

  /// Answers one line `{"id": ..., "text": ..., "spans": [{"start": ..., "end": ...}]}` with the same object, each span
  /// with `assertion`, `negated`, `temporality` and `experiencer`; keys sorted, no line feed.
  /// - Parameter unit: what `start` and `end` count.
  /// - Throws: `SpanContextError`.
  public func answer(_ line: Data, unit: OffsetUnit = .codepoint) throws(SpanContextError) -> Data {
    guard var object = (try? JSONTree(line))?.object else { throw .notAnObject }
    guard let string = object["text"]?.string else { throw .noText }
    guard let spans = object["spans"]?.list?.map(\.object) else { throw .noSpans }
    let text = SourceText(utf8: Array(string.utf8))
    let ranges = try byteSpans(spans, in: text, unit)
    let answers = zip(spans, contexts(of: ranges, in: text)).map { ($0 ?? [:]).merging($1.fields) { $1 } }
    object["spans"] = .list(answers.map(JSONTree.object))
    guard let answer = JSONTree.object(object).json else { throw .notAnObject }
    return answer
  }

  /// What stands in the place of an answer: `{"id": ..., "error": {"code": ..., "message": ...}}`.
  /// - Parameter id: for a line that has none.
  public func failure(of line: Data, _ error: SpanContextError, id: String) -> Data {
    let known = (try? JSONTree(line))?["id"]
    let reason = JSONTree.object(["code": .string(error.code), "message": .string(error.message)])
    return JSONTree.object(["id": known ?? .string(id), "error": reason]).json ?? Data()
  }

  private func byteSpans(_ spans: [[String: JSONTree]?], in text: SourceText, _ unit: OffsetUnit)
    throws(SpanContextError)
    -> [Span]
  {
    let starts = text.byteOffsets(in: unit)
    var ranges: [Span] = []
    for (index, span) in spans.enumerated() {
      guard let start = span?["start"]?.integer, let end = span?["end"]?.integer else { throw .noSpans }
      guard 0 <= start, start < end, end < starts.count else { throw .badSpan(index: index) }
      ranges.append(Span(starts[start], starts[end]))
    }
    return ranges
  }
}

extension MentionContext {
  /// The keys of the output contract.
  fileprivate var fields: [String: JSONTree] {
    [
      "assertion": .string(assertion.rawValue), "negated": .flag(isNegated),
      "temporality": .string(temporality.rawValue), "experiencer": .string(experiencer.rawValue),
    ]
  }
}

extension SourceText {
  /// The byte offset of each position counted in `unit`, that of the text's end included. The second half of a UTF-16
  /// pair has its character's.
  fileprivate func byteOffsets(in unit: OffsetUnit) -> [Int] {
    if isASCII || unit == .utf8 { return Array(0...bytes.count) }
    var offsets: [Int] = []
    offsets.reserveCapacity(bytes.count + 1)
    for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      offsets.append(offset)
      if unit == .utf16, byte >= 0xF0 { offsets.append(offset) }
    }
    return offsets + [bytes.count]
  }
}

extension Reading {
  /// The tokens that share a byte with a span of the source; empty where none does.
  public func tokens(in span: Span) -> Range<Int> {
    let first = firstToken { Int(sourceOffsets[Int(tokenEnds[$0]) - 1]) >= span.start }
    let end = firstToken { Int(sourceOffsets[Int(tokenStarts[$0])]) >= span.end }
    return first..<max(first, end)
  }

  /// The first token for which an ever-rising condition holds.
  private func firstToken(where holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = tokenCount
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
