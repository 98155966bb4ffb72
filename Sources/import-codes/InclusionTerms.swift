import CodeTableFormat
import Foundation

/// The inclusion terms of all releases: a term that a newer release dropped or moved still belongs
/// to its code in older years.
struct InclusionTerms {
  private struct Term: Hashable {
    let code: String
    let text: String
  }

  /// In the file's order.
  private var terms: [Term] = []
  /// The last fiscal year that has the term; none where the newest has it.
  private var lastYear: [Term: Int] = [:]

  /// Reads the file of a folder, none where it is missing.
  init(folder: URL) throws {
    for row in try TSVFile(Self.file, in: folder).rows {
      let term = Term(code: row.field(0), text: row.field(1))
      terms.append(term)
      lastYear[term] = Int(row.field(2))
    }
  }

  /// Adds what the Tabular List of `year` has, one of the fiscal years of `tables`.
  mutating func take(_ list: TabularList, year: Int, tables: [Int]) {
    let taken = list.inclusionTerms.map { Term(code: $0.code, text: $0.term) }
    let held = Set(terms)
    if let before = tables.filter({ $0 < year }).max(), tables.max() == year {
      for term in held.subtracting(taken) where lastYear[term] == nil { lastYear[term] = before }
      for term in taken { lastYear[term] = nil }
    } else {
      for term in taken where !held.contains(term) || lastYear[term] ?? Int.max < year { lastYear[term] = year }
    }
    var seen: Set<Term> = []
    terms = (taken + terms).filter { seen.insert($0).inserted }
  }

  func save(to folder: URL) throws {
    let ordered = terms.enumerated().sorted {
      let codes = ($0.element.code.filter { $0 != "." }, $1.element.code.filter { $0 != "." })
      return codes.0 == codes.1 ? $0.offset < $1.offset : codes.0 < codes.1
    }
    try TSVFile(
      header: [
        "ICD-10-CM: inclusion terms, by code.",
        "columns: code, term, last fiscal year that has it (empty: the newest)",
      ],
      rows: ordered.map { [$0.element.code, $0.element.text, lastYear[$0.element].map(String.init) ?? ""] }
    ).write(Self.file, in: folder)
  }

  private static let file = "icd10cm-inclusion-terms.tsv"
}
