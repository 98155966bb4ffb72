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
    let usualTime: [Assertion: Temporality] = [.historical: .historical, .hypothetical: .hypothetical]
    temporality = words.lazy.compactMap(Temporality.init).first ?? usualTime[assertion] ?? .recent
    experiencer = words.lazy.compactMap(Experiencer.init).first ?? (assertion == .family ? .family : .patient)
    isGeneral = words.contains("general")
    isKnownFailure = words.contains("fails")
  }

  static func unmarked(_ marked: String) -> (text: [UInt8], spans: [Span]) {
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

  @Test(arguments: [
    ("PMH:\n1. [Hypertension]\n2. [Asthma, mild]\n\nEXAM:\n", Temporality.historical, Experiencer.patient),
    ("FAMILY HISTORY:\n- [diabetes]\n- [breast cancer]\n", .recent, .family),
    ("FAMILY HISTORY:\n- none\n\nDIAGNOSES:\n- [lumbar sprain]\n", .recent, .patient),
    ("Past medical history: asthma. She has [low back pain].", .recent, .patient),
  ])
  func headingsHoldForTheirLists(_ marked: String, _ time: Temporality, _ person: Experiencer) throws {
    let (text, spans) = ContextExample.unmarked(marked)
    for context in try Self.service.get().contexts(of: spans, in: SourceText(utf8: text)) {
      #expect(context.temporality == time)
      #expect(context.experiencer == person)
    }
  }

  @Test func evidenceNamesTheCue() throws {
    var builder = try LexiconBuilder(.builtIn())
    let detector = try ContextDetector(&builder)
    let lexicon = builder.build()
    let text = SourceText(utf8: Array("There is no evidence of fracture.".utf8))
    let reading = Reading(text, rules: lexicon.rules)
    let context = detector.context(of: 5..<6, in: reading, lexicon.phrases(in: reading))
    let evidence = try #require(detector.evidence(for: context, in: reading).first)
    #expect(evidence.key == .assertion)
    #expect(evidence.rule.file == "context/negation.tsv")
    #expect(evidence.rule.name == "no evidence of")
    #expect(evidence.cue == Span(9, 23))
  }

  @Test func spansAnswerInTheirUnit() throws {
    let line = #"{"id":"a","text":"Señora denies 😀 pain.","spans":[{"start":16,"end":20}],"more":1}"#
    let answer = try Self.service.get().answer(Data(line.utf8))
    let span =
      #"{"assertion":"absent","end":20,"experiencer":"patient","negated":true,"start":16,"temporality":"recent"}"#
    let wanted = #"{"id":"a","more":1,"spans":[\#(span)],"text":"Señora denies 😀 pain."}"#
    #expect(String(decoding: answer, as: UTF8.self) == wanted)
    let utf16 = #"{"text":"Señora denies 😀 pain.","spans":[{"start":17,"end":21}]}"#
    let second = try Self.service.get().answer(Data(utf16.utf8), unit: .utf16)
    #expect(String(decoding: second, as: UTF8.self).contains("absent"))
  }

  @Test(arguments: [
    ("[1]", SpanContextError.notAnObject),
    ("{", .notAnObject),
    (#"{"spans":[]}"#, .noText),
    (#"{"text":"a"}"#, .noSpans),
    (#"{"text":"a","spans":[{"start":0}]}"#, .noSpans),
    (#"{"text":"a","spans":[{"start":0,"end":2}]}"#, .badSpan(index: 0)),
    (#"{"text":"a","spans":[{"start":-1,"end":1}]}"#, .badSpan(index: 0)),
    (#"{"text":"a","spans":[{"start":1,"end":1}]}"#, .badSpan(index: 0)),
  ])
  func badRequestsAreRefused(_ line: String, _ error: SpanContextError) {
    #expect(throws: error) { try Self.service.get().answer(Data(line.utf8)) }
  }

  @Test(arguments: [
    ("negation", "no\tnegated"), ("negation", "no\tnever\tforward"), ("negation", "no\tnegated\tforwards"),
    ("uncertainty", "may\tpossible\tforward:0"), ("terminators", "but\tall"), ("conditions", "gout\told"),
    ("sections", "history\tpast"), ("words", "and\tadverb"),
  ])
  func badRowsAreRefused(_ file: String, _ row: String) throws {
    var files = ["layout/page-furniture.tsv": "", "layout/abbreviations.tsv": "", "layout/line-breaks.tsv": ""]
    let names = "negation uncertainty temporality experiencer general terminators conditions sections words"
    for name in names.split(separator: " ") {
      files["context/\(name).tsv"] = name == file ? "# rows\n" + row : ""
    }
    let source = LexiconSource(files: files)
    var builder = try LexiconBuilder(source)
    let error = #expect(throws: LexiconError.self) { try ContextDetector(&builder) }
    #expect(error?.file == "context/\(file).tsv")
    #expect(error?.line == 2)
  }

  /// No span of any text crashes it.
  @Test func anySpanIsAnswered() throws {
    let words = "no pain , ; : if history of mother has not but was ruled out ( 2010 . \n".split(separator: " ")
    var state: UInt64 = 7
    for _ in 0..<300 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1
        text += words[Int(state >> 33) % words.count] + " "
      }
      let source = SourceText(utf8: Array(text.utf8))
      let count = source.bytes.count
      let spans = stride(from: 0, to: count, by: 3).map { Span($0, min(count, $0 + 7)) }
      #expect(try Self.service.get().contexts(of: spans, in: source).count == spans.count)
    }
  }
}
