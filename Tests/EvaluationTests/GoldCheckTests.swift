import ClinicalText
import Foundation
import Testing

@testable import Evaluation

@Suite struct GoldCheckTests {
  /// The project's own gold is free of errors.
  @Test func theCorpusIsSound() throws {
    let errors = GoldChecker().problems(of: try CorpusLetters.gold()).filter { $0.severity == .error }
    #expect(errors == [])
  }

  @Test func everyLetterIsInOneOfTheFixedLists() throws {
    let lists = try ["development", "test"].map { name in
      try String(contentsOfFile: CorpusLetters.root + "Corpus/splits/\(name).txt", encoding: .utf8)
        .split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }
    #expect(Set(lists[0]).isDisjoint(with: lists[1]))
    #expect((lists[0] + lists[1]).sorted() == (try CorpusLetters.gold().letters.map(\.id)))
  }

  private func messages(_ json: String) throws -> [String] {
    let text = LetterText(SourceText(utf8: Array("Seen 3/8/2010 for 12 visits; Upheld.".utf8)))
    var reader = QuoteGoldReader(file: "a.gold.json", text: text)
    let annotation = reader.document(try JSONElement(json: Data(json.utf8)), name: "a")
    let letter = GoldLetter(file: "a.gold.json", text: text, annotation: annotation)
    return GoldChecker().problems(of: letter).map(\.description)
  }

  @Test(arguments: [
    (#"{"dates":[{"quote":"3/8/2010","value":"2010-02-30","role":"injury"}]}"#, "error: dates at 5: value is no date"),
    (
      #"{"dates":[{"quote":"3/8/2010","value":"2010","role":"accident"}]}"#,
      "error: dates at 5: unknown role 'accident'"
    ),
    (#"{"dates":[{"quote":"3/8/2010","value":"2010"}]}"#, "hint: dates at 5: has no role"),
    (
      #"{"dates":[{"quote":"3/8/2010","value":"2010-03","endValue":"2010-02","role":"other"}]}"#,
      "error: dates at 5: endValue lies before value"
    ),
    (
      #"{"diagnoses":[{"quote":"Seen","codes":["M51.34","Q00.99"]}]}"#, "error: diagnoses at 0: no ICD-10-CM code Q0099"
    ),
    (#"{"diagnoses":[{"quote":"Seen","codes":["M51.34"],"icd9":["722.5199"]}]}"#, "no ICD-9-CM code 7225199"),
    (#"{"diagnoses":[{"quote":"Seen","codes":["R69"],"assertion":"maybe"}]}"#, "unknown assertion 'maybe'"),
    (#"{"sessions":[{"quote":"12 visits","role":"requested","service":"yoga","count":12}]}"#, "unknown service 'yoga'"),
    (
      #"{"sessions":[{"quote":"12 visits","role":"requested","service":null,"low":9,"high":3}]}"#, "low is above high"
    ),
    (#"{"services":[{"quote":"Upheld","category":"other","decision":"kept"}]}"#, "unknown decision 'kept'"),
    (#"{"citations":[{"quote":"Seen","guideline":"MTUS","pages":[0]}]}"#, "pages is no list of page numbers"),
    (#"{"citations":[{"quote":"Seen","guideline":"MTUS","colour":3}]}"#, "hint: citations at 0: 'colour' is no key"),
    (#"{"dates":[],"record":{"dateOfInjury":"2010-03-08"}}"#, "record.dateOfInjury: no injury date among the dates"),
    (
      #"{"services":[{"quote":"Upheld","category":"other","decision":"upheld"}],"record":{"outcome":"mixed"}}"#,
      "record.outcome: the services say 'upheld'"
    ),
    (#"{"record":{"colour":"red"}}"#, "'colour' is no key of the record"),
    (#"{"case":{"priority":"soon"}}"#, "case.priority: unknown priority"),
  ])
  func whatIsWrongIsTold(json: String, message: String) throws {
    let messages = try messages(json)
    #expect(messages.contains { $0.contains(message) }, "\(messages)")
  }

  @Test func calendarDays() {
    #expect(["2012", "2012-02", "2012-02-29", "2000-02-29", "2013-12-31"].allSatisfy(GoldDate.isValid))
    let wrong = [
      "", "12", "2012-2", "2013-02-29", "1900-02-29", "2012-13", "2012-00-01", "2012-01-00", "2012-1-1-1", "x",
    ]
    #expect(wrong.allSatisfy { !GoldDate.isValid($0) })
  }
}
