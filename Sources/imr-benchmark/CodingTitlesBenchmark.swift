import ArgumentParser
import CodeSystems
import DiagnosisCoding
import Foundation
import Lexicon

/// The share of the code tables' own wordings that come back as their code.
struct CodingTitlesBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coding-titles", abstract: "Measures the codes of titles, inclusion terms and index entries.",
    discussion: """
      Titles of billable codes have to give their own code, inclusion terms and index entries theirs or one below it. \
      Index entries are written as their path ("Degeneration, brain, alcoholic") and with its parts in reverse order \
      ("alcoholic brain degeneration"), where a term that begins with a preposition stays behind its main term.
      """)

  @Argument(help: "The folder code-systems of the lexicons.")
  var folder = "Lexicons/code-systems"

  @Option(help: "Print every N-th phrase that comes out otherwise.")
  var errors = 0

  func run() throws {
    var run = try TitleRun(errors: errors)
    for row in 0..<run.table.count where run.table.isBillable(row, in: run.year) {
      run.count("titles", run.table.title(of: row), [run.table.code(of: row)], exactly: true)
    }
    for row in try rows("icd10cm-inclusion-terms.tsv") where row[2].isEmpty {
      run.count("inclusion terms", row[1], [row[0]])
    }
    for entry in IndexPath.all(try rows("index.tsv")) {
      run.count("index paths", entry.path, [entry.code])
      run.count("index paths reversed", entry.reversed, [entry.code])
    }
    run.report()
  }

  private func rows(_ name: String) throws -> [LexiconRow] {
    try LexiconFile.rows(of: String(contentsOfFile: folder + "/" + name, encoding: .utf8), file: name, columns: 1)
  }
}

/// An entry of the Alphabetic Index that has a code.
struct IndexPath {
  let parts: [String]
  let code: String

  static func all(_ rows: [LexiconRow]) -> [IndexPath] {
    var open: [String] = []
    return rows.compactMap { row in
      guard let level = Int(row[0]) else { return nil }
      open = open.prefix(level) + [row[1]]
      return row[5].isEmpty ? nil : IndexPath(parts: open, code: row[5])
    }
  }

  var path: String { parts.joined(separator: ", ") }

  var reversed: String {
    let behind = parts.firstIndex(where: Self.beginsWithPreposition) ?? parts.count
    return (parts[..<behind].reversed() + parts[behind...]).joined(separator: " ")
  }

  private static func beginsWithPreposition(_ part: String) -> Bool {
    let word = part.prefix { $0 != " " && $0 != "," }
    return [
      "with", "without", "in", "due", "of", "from", "by", "following", "during", "after", "for", "to", "as", "on",
    ]
    .contains(word)
  }
}

struct TitleRun {
  let coder: DiagnosisCoder
  let year: FiscalYear
  var table: CodeTable { coder.tables.icd10cm }
  private var scratch: DiagnosisCoder.Scratch
  private let errors: Int
  private var order: [String] = []
  private var counts: [String: (all: Int, right: Int, time: Duration)] = [:]

  init(errors: Int) throws {
    coder = try DiagnosisCoder()
    year = coder.tables.newest.fiscalYear
    scratch = coder.makeScratch()
    self.errors = errors
  }

  /// Codes a phrase and counts whether its first code is one of `accepted`, or below one.
  mutating func count(_ kind: String, _ phrase: String, _ accepted: [String], exactly: Bool = false) {
    let start = ContinuousClock.now
    let concepts = coder.code(phrase, in: year, scratch: &scratch)
    let time = ContinuousClock.now - start
    let code = concepts.first?.icd10.first.map { table.code(of: $0) } ?? "-"
    let isRight = accepted.contains { exactly ? $0 == code : plain(code).hasPrefix(plain($0)) }
    var count = counts[kind] ?? (0, 0, .zero)
    if counts[kind] == nil { order.append(kind) }
    count = (count.all + 1, count.right + (isRight ? 1 : 0), count.time + time)
    counts[kind] = count
    let wrong = count.all - count.right
    if !isRight, errors > 0, wrong % errors == 0 { print("\(kind)\t\(phrase)\t\(code) not \(accepted[0])") }
  }

  private func plain(_ code: String) -> String {
    var code = code.filter { $0 != "." }
    while code.last == "-" { code.removeLast() }
    return code
  }

  func report() {
    for kind in order {
      guard let count = counts[kind] else { continue }
      let share = String(format: "%.4f", Double(count.right) / Double(count.all))
      print("\(kind): \(share) of \(count.all), \(count.time / count.all) a phrase")
    }
  }
}
