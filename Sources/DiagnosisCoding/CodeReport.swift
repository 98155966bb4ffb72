import CodeSystems
import DiagnosisTerms

/// A code of a phrase with what a reader wants to know of it.
public struct ReportedCode: Sendable, Equatable {
  public let system: CodeSystem
  /// With its point.
  public let code: String
  /// The code's title.
  public let display: String
  /// Whether it is a leaf of the year's table.
  public let isBillable: Bool
  /// The index path and the rows of the Tabular List that led to it.
  public let explanation: String?
}

extension DiagnosisCoder {
  /// The codes of a phrase: of each diagnosis that it names the first in each code system, those of ICD-10-CM first.
  ///
  /// - Parameters:
  ///   - all: also the alternatives, best first.
  ///   - explains: whether codes tell where they come from.
  public func report(
    _ phrase: String, in year: FiscalYear, all: Bool = false, explains: Bool = false, scratch: inout Scratch
  ) -> [ReportedCode] {
    let concepts = code(phrase, in: year, limit: all ? 8 : 1, scratch: &scratch)
    var codes: [ReportedCode] = []
    for concept in concepts {
      for (row, origin) in zip(concept.icd10, concept.origins).prefix(all ? .max : 1) {
        codes.append(reported(.icd10cm, row, year, explains ? explanation(of: row, origin) : nil))
      }
    }
    for concept in concepts {
      for row in concept.icd9.prefix(all ? .max : 1) {
        codes.append(reported(.icd9cm, row, year, explains ? explanation(ofICD9: row, concept) : nil))
      }
    }
    return codes
  }

  private func reported(_ system: CodeSystem, _ row: Int, _ year: FiscalYear, _ explanation: String?) -> ReportedCode {
    let table = tables[system]
    return ReportedCode(
      system: system, code: table.code(of: row), display: table.title(of: row),
      isBillable: table.isBillable(row, in: year),
      explanation: explanation)
  }

  /// Where a code of ICD-10-CM comes from: "Alphabetic Index: Pain, joint, knee; Tabular List: M25.56 > M25.562".
  func explanation(of row: Int, _ origin: Origin) -> String {
    switch origin {
    case .printed: return "printed in the phrase"
    case .overlay: return "coding/entries.tsv of an overlay"
    case .entry(let offset):
      let entry = index.entry(at: offset)
      return source(of: entry) + descentPath(from: entry.row, to: row)
    }
  }

  private func source(of entry: IndexEntry) -> String {
    switch entry.kind {
    case .own: "coding/entries.tsv: \(tables.icd10cm.code(of: entry.row))"
    case .index, .crossReference: "Alphabetic Index: \(index.path(ofTerm: entry.source))"
    case .externalCause: "External Cause of Injuries Index: \(index.path(ofTerm: entry.source))"
    case .inclusionTerm: "inclusion term of \(tables.icd10cm.code(of: entry.row))"
    case .title, .category: "title of \(tables.icd10cm.code(of: entry.row))"
    }
  }

  private func descentPath(from start: Int, to row: Int) -> String {
    guard start != row else { return "" }
    var rows = [row]
    while let parent = tables.icd10cm.parent(of: rows[0]), rows[0] != start { rows.insert(parent, at: 0) }
    let path = rows[0] == start ? rows : [start, row]
    return "; Tabular List: " + path.map { tables.icd10cm.code(of: $0) }.joined(separator: " > ")
  }

  private func explanation(ofICD9 row: Int, _ concept: CodedConcept) -> String {
    for (code, origin) in zip(concept.icd10, concept.origins) {
      if case .entry(let offset) = origin {
        let entry = index.entry(at: offset)
        if entry.kind == .own, entry.source == row + 1 { return "coding/entries.tsv: \(tables.icd9cm.code(of: row))" }
      }
      if equivalents(of: code).contains(row) {
        return "GEM: \(tables.icd10cm.code(of: code)) > \(tables.icd9cm.code(of: row))"
      }
    }
    return "printed in the phrase"
  }
}
