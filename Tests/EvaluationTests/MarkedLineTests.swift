import ClinicalText
import Foundation
import Testing

@testable import Evaluation

/// Short lines that the whole extraction reads: those that come out right, and those that are known not to.
@Suite struct MarkedLineTests {
  @Test func everyLineStillFails() throws {
    let lines = try MarkedLine.all(of: "known-failures.tsv")
    let predictor = try LetterPredictor()
    #expect(!lines.isEmpty)
    let mended = try lines.filter { try isRight($0, predictor) }
    #expect(mended.map(\.line) == [], "these lines come out right now: move them to lines.tsv")
  }

  @Test func everyLineOfTheExamplesComesOutRight() throws {
    let predictor = try LetterPredictor()
    let failed = try MarkedLine.all(of: "lines.tsv").filter { try !isRight($0, predictor) }
    #expect(failed.map(\.line) == [])
  }

  private func isRight(_ example: MarkedLine, _ predictor: LetterPredictor) throws -> Bool {
    let found = try predictor.annotate(example.letter.text.source, id: "line")
    let evaluation = LetterEvaluation(found, gold: example.letter)
    guard let counts = evaluation.overlap[Measure.full(example.field).name] else { return false }
    return counts.wrong == 0 && counts.missed == 0
  }

  /// The list tells the truth: a line that comes out right would be seen.
  @Test func aLineThatComesOutRightIsSeen() throws {
    let predictor = try LetterPredictor()
    let right = try MarkedLine("diagnoses\tShe denies [neck pain].\tcodes=M54.2; assertion=absent", line: 1)
    #expect(try isRight(right, predictor))
    let wrong = try MarkedLine("diagnoses\tShe denies [neck pain].\tcodes=M54.2; assertion=present", line: 1)
    #expect(try !isRight(wrong, predictor))
  }
}

/// A line of `Corpus/examples/lines.tsv` or `known-failures.tsv`.
struct MarkedLine {
  let line: Int
  let field: MentionField
  let letter: GoldLetter

  static func all(of file: String) throws -> [MarkedLine] {
    let path = CorpusLetters.root + "Corpus/examples/" + file
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    return try lines.enumerated().filter { !$0.element.isEmpty && !$0.element.hasPrefix("#") }
      .map { try MarkedLine(String($0.element), line: $0.offset + 1) }
  }

  init(_ row: String, line: Int) throws {
    let columns = row.split(separator: "\t").map(String.init)
    self.line = line
    field = try #require(columns.first.flatMap(MentionField.init(rawValue:)))
    let (text, spans) = Self.marks(try #require(columns.dropFirst().first))
    try #require(spans.count == columns.count - 2, "line \(line)")
    let reader = MentionReader(field: field)
    let mentions = zip(spans, columns.dropFirst(2)).map { reader.mention(Self.values($1), span: $0) }
    letter = GoldLetter(
      file: "lines", text: LetterText(SourceText(utf8: Array(text.utf8))),
      annotation: AnnotatedDocument(id: "line", mentions: [field: mentions]))
  }

  private static func marks(_ marked: String) -> (text: String, spans: [Range<Int>]) {
    var text = String.UnicodeScalarView()
    var spans: [Range<Int>] = []
    var start = 0
    for character in marked.unicodeScalars {
      switch character {
      case "[": start = text.count
      case "]": spans.append(start..<text.count)
      default: text.append(character)
      }
    }
    return (String(text), spans)
  }

  private static func values(_ column: String) -> [String: JSONElement] {
    var values: [String: JSONElement] = [:]
    for pair in column.split(separator: ";") {
      let sides = pair.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      guard sides.count == 2 else { continue }
      let choices = sides[1].split(separator: "|").map { JSONElement.string(String($0)) }
      switch sides[0] {
      case "codes": values["codes"] = .array(choices)
      case "count", "low", "high": values[sides[0]] = Double(sides[1]).map(JSONElement.number)
      case "pages":
        values["pages"] = .array(sides[1].split(separator: ",").compactMap { Double($0).map(JSONElement.number) })
      default: values[sides[0]] = choices.count == 1 ? choices[0] : .array(choices)
      }
    }
    return values
  }
}
