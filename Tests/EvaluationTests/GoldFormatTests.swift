import ClinicalText
import CodeSystems
import Foundation
import Testing

@testable import Evaluation

/// The three formats of gold, and what is said of gold that cannot be read.
@Suite struct GoldFormatTests {
  private static let letter = """
    Date of injury: 3/8/2010.
    DIAGNOSES: Thoracic disc
    degeneration – no radiculopathy. Request: 12 sessions of physical therapy (MTUS page 98-99).

    """

  private func folder(_ files: [String: String]) throws -> GoldFolder {
    let path = FileManager.default.temporaryDirectory.appending(path: "gold-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: path) }
    for (name, text) in files { try Data(text.utf8).write(to: path.appending(path: name)) }
    return try GoldFolder(path: path.path(percentEncoded: false))
  }

  private func only(_ files: [String: String]) throws -> AnnotatedDocument {
    let folder = try folder(files)
    #expect(folder.problems == [])
    #expect(folder.letters.count == 1)
    return try #require(folder.letters.first).annotation
  }

  private static let quotes = """
    {"id": "a",
     "dates": [{"quote": "3/8/2010", "value": "2010-03-08", "role": "injury"}],
     "diagnoses": [{"quote": "Thoracic disc degeneration", "codes": ["M51.34"], "icd9": ["722.51"]},
                   {"quote": "radiculopathy", "codes": ["M54.10"], "assertion": "absent", "optional": true}],
     "sessions": [{"quote": "12 sessions", "role": "requested", "service": "physical-therapy", "count": 12}],
     "citations": [{"quote": "MTUS page 98-99", "guideline": "MTUS", "pages": [98, 99]}]}
    """

  private static let brat = """
    T1\tDate 16 24\t3/8/2010
    A1\tRole T1 injury
    #1\tAnnotatorNotes T1\tvalue=2010-03-08
    T2\tDiagnosis 37 50;51 63\tThoracic disc degeneration
    N1\tReference T2 ICD-10-CM:M51.34\tIntervertebral disc degeneration, thoracic region
    N2\tReference T2 ICD-9-CM:722.51\tdegeneration
    T3\tDiagnosis 69 82\tradiculopathy
    A2\tAssertion T3 absent
    A3\tOptional T3
    #2\tAnnotatorNotes T3\tcodes=M54.10
    T4\tSessions 93 104\t12 sessions
    A4\tRole T4 requested
    A5\tService T4 physical-therapy
    #3\tAnnotatorNotes T4\tcount=12
    T5\tCitation 126 141\tMTUS page 98-99
    A6\tGuideline T5 MTUS
    #4\tAnnotatorNotes T5\tpages=98-99
    """

  private static let line =
    #"{"id":"a","spans":[{"label":"Date","start":16,"end":24,"value":"2010-03-08","role":"injury"},"#
    + #"{"label":"diagnoses","start":37,"end":63,"codes":["M51.34"],"icd9":["722.51"]},"#
    + #"{"label":"Diagnosis","start":69,"end":82,"codes":["M54.10"],"assertion":"absent","optional":true},"#
    + #"{"label":"Sessions","start":93,"end":104,"role":"requested","service":"physical-therapy","count":12},"#
    + #"{"label":"Citation","start":126,"end":141,"guideline":"MTUS","pages":[98,99]}]}"#

  @Test func theFormatsSayTheSame() throws {
    let quotes = try only(["a.txt": Self.letter, "a.gold.json": Self.quotes])
    #expect(try only(["a.txt": Self.letter, "a.ann": Self.brat]) == quotes)
    #expect(try only(["a.txt": Self.letter, "all.jsonl": Self.line]) == quotes)
    let diagnosis = try #require(quotes.mentions[.diagnoses]?.first)
    #expect(diagnosis.span == 37..<63)
    #expect(diagnosis.codes == [.icd10cm: ["M5134"], .icd9cm: ["72251"]])
    #expect(diagnosis.value("assertion") == "present")
    #expect(quotes.mentions[.services] == nil)
  }

  @Test func outputIsGoldAsWell() throws {
    let output =
      #"{"id":"a","text":"He is 45.","ages":[{"start":6,"end":8,"text":"45","value":45,"unit":"a","subject":"patient"}],"#
      + #""diagnoses":[],"record":{"age":45}}"#
    let gold = try only(["all.jsonl": output])
    #expect(gold.mentions[.ages]?.first?.value("value") == .number(45))
    #expect(gold.mentions[.diagnoses] == [])
    #expect(gold.record == ["age": .number(45)])
  }

  @Test func aTypeThatAnyStandoffFileHasIsScoredInAll() throws {
    let folder = try folder([
      "a.txt": Self.letter, "a.ann": "T1\tDate 16 24\t3/8/2010", "b.txt": Self.letter, "b.ann": "",
    ])
    #expect(folder.letters.map { $0.annotation.mentions[.dates]?.count } == [1, 0])
    #expect(folder.letters[1].annotation.mentions[.sessions] == nil)
  }

  @Test func valuesThatBratLeavesOutAreNotScored() throws {
    let gold = try only(["a.txt": Self.letter, "a.ann": "T1\tSessions 93 104\t12 sessions"])
    let sessions = try #require(gold.mentions[.sessions])
    let found = AnnotatedMention(span: 93..<104, values: ["count": .number(12), "role": "requested"])
    #expect(MentionMatcher([found], sessions).counts(where: Measure.full(.sessions).agrees) == Counts(right: 1))
  }

  @Test(arguments: [
    ("a.gold.json", "{", "a.gold.json: error: not a JSON object"),
    ("a.gold.json", #"{"dates":[{"quote":"1/1/1999"}]}"#, "dates[0]: its quote does not stand in the letter"),
    ("a.gold.json", #"{"dates":[{"quote":"3/8/2010","nth":1}]}"#, "does not stand in the letter 2 times"),
    ("a.gold.json", #"{"dates":[{"value":"2010"}]}"#, "has no quote"),
    ("b.gold.json", "{}", "no letter b.txt beside it"),
    ("a.ann", "T1\tDate 16 24\t3/9/2010", "line 1: its text does not stand at its offsets"),
    ("a.ann", "T1\tDate 16 9999\t3/8/2010", "line 1: has no offsets within the letter"),
    ("a.ann", "T1\tDate 16 24\t3/8/2010\n#1\tAnnotatorNotes T1\tcount=x", "line 2: count is no number"),
    ("x.jsonl", "nonsense", "line 1: not a JSON object with an id"),
    ("x.jsonl", #"{"id":"a","spans":[{"label":"Thing","start":1,"end":2}]}"#, "its label names no field"),
    ("x.jsonl", #"{"id":"a","dates":[{"start":5,"end":4}]}"#, "has no start and end within the letter"),
  ])
  func problemsNameTheirPlace(name: String, text: String, message: String) throws {
    let problems = try folder(["a.txt": Self.letter, name: text]).problems
    #expect(problems.count == 1)
    #expect(problems.first?.description.contains(message) == true)
    #expect(problems.allSatisfy { !$0.description.contains("2010") })
  }

  @Test func aFolderWithoutGoldIsRefused() {
    #expect(throws: GoldFolderError.self) { try folder(["a.txt": Self.letter]) }
    #expect(throws: GoldFolderError.self) {
      try folder(["a.txt": Self.letter, "a.ann": "", "a.gold.json": Self.quotes])
    }
    #expect(throws: GoldFolderError.self) { try GoldFolder(path: CorpusLetters.folder, ids: ["none"]) }
  }

  @Test func quotesAreFoundAcrossLineBreaks() {
    let text = LetterText(SourceText(utf8: Array("a b\n\n b  a b".utf8)))
    #expect(text.range(of: "a b b") == 0..<7)
    #expect(text.range(of: "b", nth: 2) == 11..<12)
    #expect(text.range(of: "b", nth: 3) == nil)
    #expect(text.range(of: " ") == nil)
  }
}
