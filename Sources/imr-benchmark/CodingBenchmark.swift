import ArgumentParser
import CodeSystems
import DiagnosisCoding
import Foundation
import Lexicon

/// The share of phrases whose first code is one that a careful coder accepts.
struct CodingBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coding", abstract: "Measures the codes of diagnosis phrases.",
    discussion: """
      A file has the tab-separated columns phrase, accepted ICD-10-CM codes and accepted ICD-9-CM codes (parted by |) \
      under a header line. The first code given is right where it is an accepted one or lies below one.
      """)

  @Argument(help: "Files of phrases.")
  var files: [String]

  @Flag(help: "Print the phrases whose first code is not accepted.")
  var errors = false

  @Flag(help: "With --errors, print every code that was weighed and where it comes from.")
  var explain = false

  @Option(help: "Fiscal year of the ICD-10-CM table (default: the newest held).")
  var year: Int?

  @Option(help: "A folder laid over the built-in lexicons.")
  var lexicons: String?

  func run() throws {
    var source = LexiconSource.builtIn()
    if let lexicons { source = try source.overlaid(with: lexicons) }
    let coder = try DiagnosisCoder(source)
    let year = year.map(FiscalYear.init) ?? coder.tables.newest.fiscalYear
    var scratch = coder.makeScratch()
    for file in files {
      var score = CodingScore()
      for row in try CodingRow.rows(ofFile: file) {
        let start = clock()
        let concepts = coder.code(row.phrase, in: year, scratch: &scratch)
        score.ticks += clock() - start
        let missed = score.count(row, concepts, coder.tables)
        guard errors, !missed.isEmpty else { continue }
        print("\(row.phrase)\t\(missed.joined(separator: "\t"))")
        if explain { printAlternatives(row.phrase, coder, year, &scratch) }
      }
      print("\(URL(filePath: file).lastPathComponent): \(score)")
    }
  }
}

extension CodingBenchmark {
  private func printAlternatives(
    _ phrase: String, _ coder: DiagnosisCoder, _ year: FiscalYear, _ scratch: inout DiagnosisCoder.Scratch
  ) {
    for code in coder.report(phrase, in: year, all: true, explains: true, scratch: &scratch) {
      print("  \(code.code)\t\(code.display)\t\(code.explanation ?? "")")
    }
  }
}

/// A phrase with the codes accepted for it, without points.
struct CodingRow {
  let phrase: String
  let icd10: [String]
  let icd9: [String]

  static func rows(ofFile path: String) throws -> [CodingRow] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count >= 3 else { throw ValidationError("three columns wanted") }
      let codes = fields[1...2].map { $0.split(separator: "|").map { $0.filter { $0 != "." } } }
      return CodingRow(phrase: fields[0], icd10: codes[0], icd9: codes[1])
    }
  }
}

struct CodingScore: CustomStringConvertible {
  private var phrases = 0
  private var icd10 = 0
  private var icd9 = 0
  /// Processor time spent in the coder.
  var ticks: clock_t = 0

  /// Counts a phrase; gives what its first codes are where they are not accepted.
  mutating func count(_ row: CodingRow, _ concepts: [CodedConcept], _ tables: CodeTables) -> [String] {
    phrases += 1
    let ten = concepts.first?.icd10.first.map { tables.icd10cm.code(of: $0) } ?? "-"
    let nine = concepts.first?.icd9.first.map { tables.icd9cm.code(of: $0) } ?? "-"
    var missed: [String] = []
    if accepts(row.icd10, ten) { icd10 += 1 } else { missed.append("\(ten) not \(row.icd10.joined(separator: "|"))") }
    if accepts(row.icd9, nine) { icd9 += 1 } else { missed.append("\(nine) not \(row.icd9.joined(separator: "|"))") }
    return missed
  }

  private func accepts(_ accepted: [String], _ code: String) -> Bool {
    let plain = code.filter { $0 != "." }
    return accepted.contains { plain.hasPrefix($0) }
  }

  var description: String {
    func share(_ count: Int) -> String { String(format: "%.3f", Double(count) / Double(max(1, phrases))) }
    let microseconds = Double(ticks) * 1e6 / Double(CLOCKS_PER_SEC) / Double(max(1, phrases))
    return "ICD-10-CM \(share(icd10)), ICD-9-CM \(share(icd9)) of \(phrases), "
      + String(format: "%.1f", microseconds) + " microseconds a phrase"
  }
}
