import CodeTableFormat
import Foundation
import PackedData

/// What the target CodeSystems embeds: the code tables, notes and mappings, packed.
func embeddedCodeSystems(of lexicons: URL) throws -> String {
  let tables = try CodeSystemTables(lexicons: lexicons)
  let icd10 = try CodeRows(icd10: tables)
  let icd9 = try CodeRows(icd9: tables)
  var words = WordTable()
  return try [
    "let embeddedFiscalYears: [Int] = \(tables.years)\n",
    packed(icd10, words: &words).declaration(named: "embeddedICD10Codes"),
    packed(icd9, words: &words).declaration(named: "embeddedICD9Codes"),
    packedStarts(of: icd10).declaration(named: "embeddedICD10Starts"),
    packedStarts(of: icd9).declaration(named: "embeddedICD9Starts"),
    packedNotes(of: tables, rows: icd10, words: &words).declaration(named: "embeddedNotes"),
    packedMapping("gem-10-to-9.tsv", of: tables, from: icd10, to: icd9).declaration(named: "embeddedTenToNine"),
    packedMapping("gem-9-to-10.tsv", of: tables, from: icd9, to: icd10).declaration(named: "embeddedNineToTen"),
    words.declarations(),
  ].joined()
}

private func packed(_ rows: CodeRows, words: inout WordTable) throws -> PackedDataWriter {
  var writer = PackedDataWriter()
  for row in rows.rows {
    writer.append(key: row.code, width: PackedCodeFormat.Code.codeWidth)
    try writer.append(Int(row.inForce.bits), digits: 3)
    try writer.append(Int(row.billable.bits), digits: 3)
    try writer.append(row.parent ?? PackedCodeFormat.none, digits: 3)
    try writer.append(row.end, digits: 3)
    writer.append(try words.field(for: row.title))
    try writer.append(row.isSeventh ? 1 : 0, digits: 2)
  }
  return writer
}

private func packedStarts(of rows: CodeRows) throws -> PackedDataWriter {
  let records = rows.rows.map { row in
    let code = Array(row.code.utf8)
    return PackedCodeFormat.Start.record(code[0], code[1])
  }
  var writer = PackedDataWriter()
  var row = 0
  for record in 0...36 * 36 {
    while row < records.count, records[row] < record { row += 1 }
    try writer.append(row, digits: PackedCodeFormat.Start.width)
  }
  return writer
}

/// Notes at chapters and blocks are left out: they have no row.
private func packedNotes(
  of tables: CodeSystemTables, rows: CodeRows, words: inout WordTable
) throws -> PackedDataWriter {
  let terms = try tables.rows("icd10cm-inclusion-terms.tsv").filter { $0.field(2).isEmpty }
  let all = terms.map { [$0.field(0), "inclusionTerm", $0.field(1)] } + (try tables.rows("icd10cm-notes.tsv"))
  let placed = all.compactMap { note in rows.row(of: note.field(0)).map { (row: $0, note: note) } }
  var writer = PackedDataWriter()
  for (_, entry) in placed.enumerated().sorted(by: { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }) {
    guard let kind = PackedCodeFormat.Note.kinds.firstIndex(of: entry.note.field(1)) else {
      throw MalformedTable(table: "icd10cm-notes.tsv", entry: entry.note.field(0))
    }
    try writer.append(entry.row, digits: 3)
    try writer.append(kind, digits: 2)
    writer.append(try words.field(for: entry.note.field(2)))
  }
  return writer
}

private func packedMapping(
  _ name: String, of tables: CodeSystemTables, from source: CodeRows, to target: CodeRows
) throws -> PackedDataWriter {
  var writer = PackedDataWriter()
  let entries = try tables.rows(name).map { fields in
    guard let row = source.row(of: fields.field(0)), let flags = packedFlags(fields.field(2)) else {
      throw MalformedTable(table: name, entry: fields.field(0))
    }
    return (source: row, target: fields.field(1), flags: flags)
  }
  for (_, entry) in entries.enumerated().sorted(by: { ($0.element.source, $0.offset) < ($1.element.source, $1.offset) })
  {
    let row = target.row(of: entry.target)
    guard row != nil || entry.target.isEmpty else { throw MalformedTable(table: name, entry: entry.target) }
    try writer.append(entry.source, digits: 3)
    try writer.append(row ?? PackedCodeFormat.none, digits: 3)
    try writer.append(entry.flags, digits: 2)
  }
  return writer
}

/// `10000` as `PackedCodeFormat.Mapping.flags` has it.
private func packedFlags(_ text: String) -> Int? {
  let digits = text.compactMap(\.wholeNumberValue)
  guard digits.count == 5 else { return nil }
  return digits[0] << 10 | digits[1] << 9 | digits[2] << 8 | digits[3] << 4 | digits[4]
}
