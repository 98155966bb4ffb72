import ArgumentParser
import ClinicalText
import Extraction
import Foundation
import Lexicon

/// F1 of negated, historical, hypothetical and of experiencers other than the patient on annotated sentences.
struct AssertionBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assertion", abstract: "Measures the context of conditions in sentences.",
    discussion: """
      A file has the tab-separated columns id, concept, sentence, negation (Negated, Affirmed), temporality (Recent, \
      Historical, Not particular) and experiencer (Patient, Other, Family member) under a header line. A concept is \
      looked for in its sentence whatever its case, punctuation and white space; a row without it is not counted.
      """)

  @Argument(help: "Files of sentences.")
  var files: [String]

  @Flag(help: "Print the ids of rows that come out otherwise, with the axis.")
  var errors = false

  @Option(help: "A folder laid over the built-in lexicons.")
  var lexicons: String?

  func run() throws {
    var source = LexiconSource.builtIn()
    if let lexicons { source = try source.overlaid(with: lexicons) }
    let service = try SpanContext(source)
    for file in files {
      let rows = try AssertionRow.rows(ofFile: file)
      let scores = Self.scores(rows, service, reportingErrors: errors)
      print("\(URL(filePath: file).lastPathComponent): \(scores)")
    }
  }

  private static func scores(_ rows: [AssertionRow], _ service: SpanContext, reportingErrors: Bool) -> AssertionScores {
    var scores = AssertionScores()
    for row in rows {
      guard let span = row.span else { continue }
      let context = service.contexts(of: [span], in: SourceText(utf8: row.sentence))[0]
      let wrong = scores.count(row, context)
      if reportingErrors, !wrong.isEmpty { print("\(row.id)\t\(wrong.joined(separator: " "))") }
    }
    return scores
  }
}

/// A sentence with the place of a condition and its annotation.
struct AssertionRow {
  let id: String
  let sentence: [UInt8]
  let span: Span?
  let isNegated: Bool
  let temporality: Temporality
  let isPatient: Bool

  static func rows(ofFile path: String) throws -> [AssertionRow] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return try text.split(separator: "\n").dropFirst().map { try AssertionRow(line: $0) }
  }

  private init(line: Substring) throws {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard fields.count >= 6 else { throw ValidationError("a row has 6 columns") }
    id = String(fields[0])
    sentence = Array(fields[2].utf8)
    span = Self.place(of: fields[1], in: fields[2])
    isNegated = fields[3] == "Negated"
    switch fields[4] {
    case "Historical": temporality = .historical
    case "Not particular": temporality = .hypothetical
    default: temporality = .recent
    }
    isPatient = fields[5] == "Patient"
  }

  /// The first place where the words of `concept` stand with nothing but marks and blanks between them.
  private static func place(of concept: Substring, in sentence: Substring) -> Span? {
    let words = concept.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    guard !words.isEmpty, let pattern = try? Regex(words.joined(separator: #"\W+"#)).ignoresCase(),
      let match = sentence.firstMatch(of: pattern)
    else { return nil }
    let start = sentence.utf8.distance(from: sentence.startIndex, to: match.range.lowerBound)
    let end = sentence.utf8.distance(from: sentence.startIndex, to: match.range.upperBound)
    return Span(start, end)
  }
}

/// Counts of the four figures.
struct AssertionScores: CustomStringConvertible {
  struct Count {
    var hits = 0
    var wrong = 0
    var missed = 0

    /// Counts one row; whether it came out as wanted.
    mutating func add(wanted: Bool, got: Bool) -> Bool {
      if wanted, got { hits += 1 }
      if got, !wanted { wrong += 1 }
      if wanted, !got { missed += 1 }
      return wanted == got
    }

    var f1: Double { hits == 0 ? 0 : 2 * Double(hits) / Double(2 * hits + wrong + missed) }
  }

  private var rows = 0
  private var counts = ["negated", "historical", "hypothetical", "experiencer"].map { (name: $0, count: Count()) }

  /// Counts one row; the figures that came out otherwise than annotated.
  mutating func count(_ row: AssertionRow, _ context: MentionContext) -> [String] {
    rows += 1
    let pairs = [
      (row.isNegated, context.isNegated),
      (row.temporality == .historical, context.temporality == .historical),
      (row.temporality == .hypothetical, context.temporality == .hypothetical),
      (!row.isPatient, context.experiencer != .patient),
    ]
    return pairs.indices.filter { !counts[$0].count.add(wanted: pairs[$0].0, got: pairs[$0].1) }.map { counts[$0].name }
  }

  var description: String {
    let figures = counts.map { "\($0.name) F1 \($0.count.f1.formatted(.number.precision(.fractionLength(3))))" }
    return "\(figures.joined(separator: ", ")), \(rows) sentences"
  }
}
