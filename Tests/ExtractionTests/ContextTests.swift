import ClinicalText
import Foundation
import Lexicon
import Testing

@testable import Extraction

/// A sentence of `Corpus/examples/context.tsv`.
struct ContextExample: CustomTestStringConvertible {
  let line: Int
  let text: [UInt8]
  let spans: [Span]
  let assertion: Assertion
  let isNegated: Bool
  let temporality: Temporality
  let experiencer: Experiencer
  let isGeneral: Bool
  let isKnownFailure: Bool

  var testDescription: String { "line \(line)" }

  init?(line: Int, fields: [Substring]) {
    guard fields.count >= 2, let assertion = Assertion(rawValue: String(fields[0])) else { return nil }
    let words = fields.count > 2 ? fields[2].split(separator: " ").map(String.init) : []
    self.line = line
    self.assertion = assertion
    (text, spans) = Self.unmarked(String(fields[1].replacing("\\n", with: "\n")))
    isNegated = words.contains("negated") || (assertion == .absent && !words.contains("affirmed"))
    let usualTime: Temporality = assertion == .historical ? .historical : assertion == .hypothetical ? .hypothetical : .recent
    temporality = words.lazy.compactMap(Temporality.init).first ?? usualTime
    experiencer = words.lazy.compactMap(Experiencer.init).first ?? (assertion == .family ? .family : .patient)
    isGeneral = words.contains("general")
    isKnownFailure = words.contains("fails")
  }

  private static func unmarked(_ marked: String) -> (text: [UInt8], spans: [Span]) {
    var text: [UInt8] = []
    var spans: [Span] = []
    var start = 0
    for byte in marked.utf8 {
      switch byte {
      case UInt8(ascii: "["): start = text.count
      case UInt8(ascii: "]"): spans.append(Span(start, text.count))
      default: text.append(byte)
      }
    }
    return (text, spans)
  }

  static let all: [ContextExample] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Corpus/examples/context.tsv")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
      line.hasPrefix("#") ? nil : ContextExample(line: index + 1, fields: line.split(separator: "\t"))
    }
  }()
}

@Suite struct ContextTests {
  private static let service = Result { try SpanContext(.builtIn()) }

  @Test func corpusIsThere() { #expect(ContextExample.all.count >= 300) }

  @Test(arguments: ContextExample.all)
  func example(_ example: ContextExample) throws {
    let contexts = try Self.service.get().contexts(of: example.spans, in: SourceText(utf8: example.text))
    if example.isKnownFailure {
      #expect(!contexts.allSatisfy { agrees($0, example) }, "no longer fails: take the mark away")
      return
    }
    for context in contexts {
      #expect(context.assertion == example.assertion)
      #expect(context.isNegated == example.isNegated)
      #expect(context.temporality == example.temporality)
      #expect(context.experiencer == example.experiencer)
      #expect(context.isGeneral == example.isGeneral)
    }
  }

  private func agrees(_ context: MentionContext, _ example: ContextExample) -> Bool {
    context.assertion == example.assertion && context.isNegated == example.isNegated
      && context.temporality == example.temporality && context.experiencer == example.experiencer
      && context.isGeneral == example.isGeneral
  }
}
