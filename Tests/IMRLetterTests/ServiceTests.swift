import ClinicalText
import Extraction
import IMRLetter
import PCRE2
import Testing

@Suite struct ServiceTests {
  private static let extractor = Result { try LetterExtractor() }

  @Test(arguments: try BracketedLine.all(of: "services.txt"))
  func findsAndCodesDisputedItems(_ example: BracketedLine) throws {
    let services = try letter(example.text).services
    #expect(services.map(\.span) == example.spans, "line \(example.line)")
    #expect(services.map { coded($0.value) } == example.values, "line \(example.line)")
  }

  @Test(arguments: try BracketedLine.all(of: "citations.txt"))
  func findsCitations(_ example: BracketedLine) throws {
    let citations = try letter(example.text).citations
    #expect(citations.map(\.span) == example.spans, "line \(example.line)")
    let found = citations.map {
      ([$0.value.guideline.rawValue] + $0.value.pages.map(String.init)).joined(separator: " ")
    }
    #expect(found == example.values, "line \(example.line)")
  }

  @Test(arguments: ["", " ", "\n", "."])
  func aTextMayEndInAMarkOfACitation(_ end: String) throws {
    #expect(try letter("MAXIMUS guideline: Decision based on Non-MTUS" + end).citations.isEmpty)
  }

  @Test(arguments: try LineExample.all(of: "sections.txt"))
  func dividesIntoSections(_ example: LineExample) throws {
    let sections = try letter(example.text).sections
    let found = sections.map { $0.kind.rawValue + ($0.item.map { ".\($0 + 1)" } ?? "") }.joined(separator: " ")
    #expect(found == example.values[0].trimmingDash, "line \(example.line)")
  }

  @Test(arguments: try LineExample.all(of: "statements.txt"))
  func tellsThePatientFromGuidelines(_ example: LineExample) throws {
    let letter = try letter("Decision rationale: Opinion follows.\n\n" + example.text)
    let found = letter.statements.dropFirst().map { $0 == .guideline ? "G" : "P" }.joined(separator: " ")
    #expect(found == example.values[0], "line \(example.line)")
  }

  @Test func aServicePointsToItsEvidence() throws {
    let service = try #require(try letter("MRI of the knee: Upheld\n").services.first)
    #expect(service.evidence.map(\.key) == [.decision, .category])
    #expect(service.rule.file == "services/decisions.tsv")
  }

  @Test func printedProcedureCodesAreKept() throws {
    let services = try letter("Drug screen 80101: Upheld\nLSO brace, L0637: Upheld\nNorco #12345: Upheld\n").services
    #expect(services.map(\.value.codes) == [["80101"], ["L0637"], []])
  }

  private func letter(_ text: String) throws -> Letter {
    try Self.extractor.get().letter(from: SourceText(utf8: Array(text.utf8)), scratch: MatchScratch())
  }

  private func coded(_ service: DisputedService) -> String {
    let words = [service.category.rawValue, service.decision?.rawValue, service.quantity.map(String.init)]
    return words.compactMap { $0 }.joined(separator: " ")
  }
}

extension String {
  /// "-" stands for nothing.
  fileprivate var trimmingDash: String { self == "-" ? "" : self }
}

/// A line of a file of `Corpus/examples`: a text in which `|` is a line break and mentions stand in brackets, and a value
/// for each behind a tab.
struct BracketedLine: Sendable, CustomTestStringConvertible {
  let line: Int
  let text: String
  let spans: [Span]
  let values: [String]

  var testDescription: String { text }

  static func all(of file: String) throws -> [BracketedLine] {
    try LineExample.all(of: file).map { BracketedLine($0) }
  }

  private init(_ example: LineExample) {
    var bytes: [UInt8] = []
    var spans: [Span] = []
    var start = 0
    for byte in example.text.utf8 {
      switch byte {
      case UInt8(ascii: "["): start = bytes.count
      case UInt8(ascii: "]"): spans.append(Span(start, bytes.count))
      default: bytes.append(byte)
      }
    }
    line = example.line
    text = String(decoding: bytes, as: UTF8.self)
    self.spans = spans
    values = example.values
  }
}
