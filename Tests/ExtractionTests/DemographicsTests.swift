import ClinicalText
import Lexicon
import Testing

@testable import Extraction

@Suite struct DemographicsTests {
  private static let setup = Result { try DemographicsSetup() }

  @Test(arguments: try MarkedExample.all(of: "ages.txt"))
  func findsAges(_ example: MarkedExample) throws {
    let setup = try Self.setup.get()
    let ages = setup.ages.ages(in: setup.document(example.text))
    #expect(ages.map(\.span) == example.spans, "line \(example.line)")
    let found = ages.map { "\($0.value.value) \($0.value.unit.rawValue) \($0.value.subject.rawValue)" }
    #expect(found == example.values, "line \(example.line)")
  }

  @Test(arguments: try MarkedExample.all(of: "sexes.txt"))
  func findsSexes(_ example: MarkedExample) throws {
    let setup = try Self.setup.get()
    let document = setup.document(example.text)
    let sexes = setup.sexes.sexes(in: document, ages: setup.ages.ages(in: document))
    #expect(sexes.map(\.span) == example.spans, "line \(example.line)")
    #expect(
      sexes.map { "\($0.value.value.rawValue) \($0.value.subject.rawValue)" } == example.values, "line \(example.line)")
  }

  @Test func anEarlierAgeSaysSo() throws {
    let setup = try Self.setup.get()
    let text = "He was 36 years old at the time of the injury and is now 38 (in March)."
    let ages = setup.ages.ages(in: setup.document(text))
    #expect(ages.map { $0.evidence.map(\.key) } == [[.time], []])
  }
}

private struct DemographicsSetup {
  let lexicon: Lexicon
  let ages: AgeExtractor
  let sexes: SexExtractor

  init() throws {
    var builder = try LexiconBuilder(.builtIn())
    ages = try AgeExtractor(&builder)
    sexes = try SexExtractor(&builder, ages: ages)
    lexicon = builder.build()
  }

  func document(_ text: String) -> AnalyzedDocument {
    let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules)
    return AnalyzedDocument(
      reading: reading, phrases: lexicon.phrases(in: reading), sections: [],
      statements: Array(repeating: .patient, count: reading.sentenceCount))
  }
}
