import CodeTableFormat
import Foundation

/// The files of `Lexicons/code-systems`.
struct CodeSystemTables {
  private let folder: URL
  /// Fiscal years of which an ICD-10-CM table is held, in order.
  let years: [Int]
  let seventh: SeventhCharacters

  init(lexicons: URL) throws {
    folder = lexicons.appending(path: "code-systems")
    years = try Self.rows("icd10cm-tables.tsv", in: folder).compactMap { Int($0.field(0)) }.sorted()
    seventh = SeventhCharacters(rows: try Self.rows("icd10cm-seventh-characters.tsv", in: folder))
  }

  var newestYear: Int { years.last ?? FiscalYears.firstYear }

  func rows(_ name: String) throws -> [[String]] { try Self.rows(name, in: folder) }

  private static func rows(_ name: String, in folder: URL) throws -> [[String]] {
    TSVFile(text: try String(contentsOf: folder.appending(path: name), encoding: .utf8)).rows
  }
}

/// A table refers to what no other holds, or is not well formed.
struct MalformedTable: Error, CustomStringConvertible {
  let table: String
  let entry: String
  var description: String { "\(table): \(entry) is malformed or refers to what is not there" }
}
