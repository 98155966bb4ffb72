import ClinicalText
import Export
import Extraction
import Foundation
import IMRLetter
import Ingest
import PCRE2
import Testing

/// Reading through errors of text recognition changes nothing where there are none, and says where it did.
@Suite struct RepairLawTests {
  private static let extractor = Result { try LetterExtractor() }
  private static let plainExtractor = Result { try LetterExtractor(repairsText: false) }

  private func output(_ text: String, _ extractor: LetterExtractor) throws -> Data {
    let source = SourceText(utf8: Array(text.utf8))
    return try output(extractor.letter(from: source, scratch: MatchScratch()))
  }

  private func output(_ letter: Letter) throws -> Data {
    let document = IngestedDocument(
      id: "x", name: "x.txt", mediaType: "text/plain", text: letter.reading.text, undecodable: nil,
      sha256: SIMD32(repeating: 0))
    var out = OutputBuffer()
    JSONExporter(ExportOptions(explains: true)).write(letter, of: document, to: &out)
    return out.withBytes { Data($0) }
  }

  @Test func cleanLettersComeOutTheSame() throws {
    let (repairing, plain) = (try Self.extractor.get(), try Self.plainExtractor.get())
    for (name, text) in LetterMutator.letters {
      #expect(try output(text, repairing) == output(text, plain), "\(name)")
    }
  }

  /// Composed letters with misread digits ("l2 sessions") and lost blanks ("3sessions") in them, and one in capitals
  /// throughout with a sentence that only a speck would end ("ARE NOT. MEDICALLY NECESSARY").
  private static let damagedLetters = ["corpus-48.txt", "dev-03.txt", "dev-07.txt", "dev-14.txt", "dev-20.txt"]

  /// Nor where a recogniser read them without an error.
  @Test func cleanLettersComeOutTheSameFromPages() throws {
    let extractor = try Self.extractor.get()
    var changed: [String] = []
    for (name, text) in LetterMutator.letters {
      let source = SourceText(utf8: Array(text.utf8))
      let recognized = try extractor.letter(from: source, layout: Self.layout(of: source), scratch: MatchScratch())
      if try output(recognized) != output(text, extractor) { changed.append(name) }
    }
    #expect(changed == Self.damagedLetters)
  }

  /// Each word with the confidence of one that was read without an error.
  private static func layout(of text: SourceText) -> PageLayout {
    var words: [PageLayout.Word] = []
    var start = 0
    for at in 0...text.bytes.count where at == text.bytes.count || text.bytes[at] <= 0x20 {
      if at > start {
        words.append(
          PageLayout.Word(
            span: Span(start, at), page: 1, line: 0, box: PageBox(x: 0, y: 0, width: 1, height: 1), confidence: 0.95))
      }
      start = at + 1
    }
    return PageLayout(pages: [PageLayout.Page(width: 612, height: 792, isRecognized: true)], words: words)
  }

  private func letter(_ text: String) throws -> Letter {
    try Self.extractor.get().letter(from: SourceText(utf8: Array(text.utf8)), scratch: MatchScratch())
  }

  @Test func datesAgesAndCountsAreReadThroughErrors() throws {
    let letter = try letter(
      """
      The patient is a 52 year o1d female who was injured on O3/l8/2O1O. She has had twe1ve (l2) sessions of physica1 \
      therapy.
      """
    )
    #expect(letter.ages.map(\.value.value) == [52])
    #expect(letter.dates.map(\.value.date) == [PartialDate(year: 2010, month: 3, day: 18)])
    #expect(letter.sessions.map(\.value.count) == [12])
  }

  @Test(arguments: [
    "She has lumbar disc degen eration at L5-Sl with radiculopathy~.",
    "She has lumbar discdegeneration at L5-S1 ~with radicu1opathy.",
  ])
  func diagnosesAreReadThroughErrors(text: String) throws {
    let clean = try letter("She has lumbar disc degeneration at L5-S1 with radiculopathy.")
    let codes = clean.diagnoses.map { $0.value.icd10.map(\.code) }
    #expect(!codes.isEmpty)
    #expect(try letter(text).diagnoses.map { $0.value.icd10.map(\.code) } == codes)
  }

  @Test(arguments: [
    "The o1d patient was seen by Ms. Bum.", "The o1d patient clogged the drain with a clown.",
    "The o1d patient lives at Spraine Street with Mr. Strane.",
  ])
  func aRealWordIsNeverADiagnosis(text: String) throws { #expect(try letter(text).diagnoses.isEmpty) }

  /// Several bytes of what is read may come from one character, and an edit may not cut it.
  @Test(arguments: ["½", "ﬁ", "ß", "é", "\u{AD}", "漢"])
  func charactersOfSeveralBytesStayWhole(character: String) throws {
    let text = Array(
      "The patient is a 52 year o1d female. She has had twe1ve (l2) sessions~ for lumbar discdegeneration at L5-Sl.")
    for place in text.indices {
      let damaged = String(text[..<place]) + character + String(text[place...])
      let letter = try letter(damaged)
      let spans = letter.ages.map(\.span) + letter.sessions.map(\.span) + letter.diagnoses.map(\.span)
      for span in spans {
        #expect(String(validating: Array(damaged.utf8)[span.start..<span.end], as: UTF8.self) != nil)
      }
    }
  }

  @Test func aRepairedMentionSaysSo() throws {
    let text = "The patient is a 52 year o1d female with 1umbar radiculopathy. She had asthma."
    let document = try JSONSerialization.jsonObject(with: output(text, Self.extractor.get())) as? [String: Any]
    let ages = try #require(document?["ages"] as? [[String: Any]])
    #expect(ages.first?["text"] as? String == "52 year o1d")
    #expect(ages.first?["reading"] as? String == "52 year old")
    #expect(ages.first?["repaired"] as? Bool == true)
    let diagnoses = try #require(document?["diagnoses"] as? [[String: Any]])
    #expect(diagnoses.map { $0["reading"] as? String } == ["lumbar radiculopathy", nil])
    #expect(diagnoses.last?["repaired"] == nil)
    #expect(try SchemaValidator(JSONSchema.document).complaints(about: try #require(document)) == [])
  }
}
