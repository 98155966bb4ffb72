import CodeTableFormat
import Foundation

extension TabularList {
  /// Writes blocks and instructional notes, which are kept of the newest release only.
  func saveNotes(to folder: URL) throws {
    try TSVFile(
      header: [
        "ICD-10-CM: chapters and blocks, in the order of the Tabular List (\(version)).",
        "columns: level (0 chapter, 1 block), range, title",
      ],
      rows: blocks.map { [String($0.level), $0.range, $0.title] }
    ).write("icd10cm-blocks.tsv", in: folder)
    try TSVFile(
      header: [
        "ICD-10-CM: instructional notes, in the order of the Tabular List (\(version)).",
        "columns: code or range, kind, text",
      ],
      rows: notes.map { [$0.code, $0.kind, $0.text] }
    ).write("icd10cm-notes.tsv", in: folder)
  }
}
