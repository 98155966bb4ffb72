import ClinicalText
import Foundation
import Lexicon
import Testing

@testable import Extraction

@Suite struct SessionExtractorTests {
  private static let setup = Result { try SessionSetup() }

  @Test(arguments: try MarkedExample.all(of: "sessions.txt"))
  func findsTheAmountsThatAreMarked(_ example: MarkedExample) throws {
    let mentions = try Self.setup.get().sessions(in: example.text)
    #expect(mentions.map(\.span) == example.spans, "line \(example.line)")
    #expect(mentions.map { describe($0.value) } == example.values, "line \(example.line)")
  }

  @Test func frequencyAndDurationAreKept() throws {
    let mentions = try Self.setup.get().sessions(
      in: "He asks for PT 2-3x/wk x 4 wks and massage once a month for 3 months.")
    #expect(
      mentions.map(\.value.frequency) == [
        Quantity(low: 2, high: 3, unit: .week), Quantity(low: 1, high: 1, unit: .month),
      ])
    #expect(
      mentions.map(\.value.duration) == [
        Quantity(low: 4, high: 4, unit: .week), Quantity(low: 3, high: 3, unit: .month),
      ])
  }

  @Test func partAndWholeAreTwoMentions() throws {
    let text =
      "She had completed 8 of 10 approved acupuncture visits; UR certified 4 of 12 requested physical therapy visits."
    let mentions = try Self.setup.get().sessions(in: text)
    #expect(
      mentions.map { describe($0.value) } == [
        "received acupuncture 8", "authorized acupuncture 10", "authorized physical-therapy 4",
        "requested physical-therapy 12",
      ])
  }

  @Test func roleNamesItsCue() throws {
    let text = "UR certified 6 visits of acupuncture."
    let mentions = try Self.setup.get().sessions(in: text)
    let evidence = try #require(mentions.first?.evidence.first)
    #expect(evidence.key == .role)
    #expect(evidence.rule.file == "sessions/role-cues.tsv")
    #expect(evidence.cue == Span(3, 12))
  }

  @Test func modifiedItemTurnsWhatIsNecessaryIntoAuthorized() throws {
    let text = "Ten acupuncture visits are medically necessary."
    let setup = try Self.setup.get()
    #expect(setup.sessions(in: text, rationaleOf: .modified).map(\.value.role) == [.authorized])
    #expect(setup.sessions(in: text, rationaleOf: .overturned).map(\.value.role) == [.requested])
  }

  @Test func treatmentOfTheItemIsMeantWhereNoneIsNamed() throws {
    let mentions = try Self.setup.get().sessions(in: "Six more are not medically necessary.", rationaleOf: .upheld)
    #expect(mentions.map(\.value.service) == [.acupuncture])
  }

  @Test func guidelineSentencesGiveGuidelineAmounts() throws {
    let setup = try Self.setup.get()
    #expect(
      setup.sessions(in: "Acupuncture: 3 to 6 treatments.", statement: .guideline).map(\.value.role) == [.guideline])
  }

  @Test func lineBreaksDoNotPartAnAmount() throws {
    let text = "The request is for acupuncture 2 times a\n\nweek for 6 weeks."
    #expect(try Self.setup.get().sessions(in: text).map(\.value.count) == [12])
  }

  private func describe(_ amount: SessionAmount) -> String {
    let total = amount.count.map(String.init) ?? "\(amount.low ?? 0)-\(amount.high ?? 0)"
    return "\(amount.role.rawValue) \(amount.service?.rawValue ?? "-") \(total)"
  }
}

/// An extractor and the lexicon it was registered with.
private struct SessionSetup {
  private let extractor: SessionExtractor
  private let lexicon: Lexicon

  init() throws {
    var builder = try LexiconBuilder(.builtIn())
    extractor = try SessionExtractor(ServiceLexicon(in: &builder), in: &builder)
    lexicon = builder.build()
  }

  /// The amounts of a text that has no sections.
  func sessions(in text: String, statement: StatementKind = .patient) -> [Mention<SessionAmount>] {
    let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules)
    return extractor.sessions(in: document(reading, sections: [], statement), disputed: [])
  }

  /// The amounts of a text that is the rationale of a decision on acupuncture.
  func sessions(in text: String, rationaleOf decision: Decision) -> [Mention<SessionAmount>] {
    let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules)
    let section = Section(kind: .rationale, sentences: 0..<reading.sentenceCount, item: 0)
    let item = Mention(
      span: Span(0, 0), tokens: 0..<0, value: DisputedService(category: .acupuncture, decision: decision),
      rule: RuleReference(file: "", line: 0, name: ""))
    return extractor.sessions(in: document(reading, sections: [section], .patient), disputed: [item])
  }

  private func document(_ reading: Reading, sections: [Section], _ statement: StatementKind) -> AnalyzedDocument {
    AnalyzedDocument(
      reading: reading, phrases: lexicon.phrases(in: reading), sections: sections,
      statements: Array(repeating: statement, count: reading.sentenceCount))
  }
}
