import CodingIndexBuilder
import DiagnosisTerms
import Foundation

/// What the target DiagnosisCoding embeds: the compiled coding index.
func embeddedCodingIndex(of lexicons: URL) throws -> String {
  let tables = try CodeSystemTables(lexicons: lexicons)
  let icd10 = try CodeRows(icd10: tables)
  let icd9 = try CodeRows(icd9: tables)
  let builder = CodingIndexBuilder(
    rules: try CodingRules { try table(lexicons.appending(path: "coding/\($0)")) },
    tables: try CodingTables { try table(lexicons.appending(path: "code-systems/\($0)")) },
    codes: icd10.rows.map {
      CodingIndexBuilder.Code(code: $0.code, title: $0.title, hasSeventhCharacter: $0.isSeventh, parent: $0.parent)
    },
    rowOfICD10: icd10.row, rowOfICD9: icd9.row)
  return try builder.packed().declaration(named: "embeddedCodingIndex")
}

private func table(_ file: URL) throws -> TableText { TableText(Array(try Data(contentsOf: file))) }
