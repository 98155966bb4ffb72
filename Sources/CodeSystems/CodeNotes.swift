import CodeTableFormat
import PackedData

/// An instruction of the Tabular List at a code.
public struct CodeNote: Hashable, Sendable {
  /// Guideline sections I.A.10 to I.A.17 say what each asks of a coder.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case inclusionTerm, includes, excludes1, excludes2, codeFirst, useAdditionalCode, codeAlso, notes
  }

  public let kind: Kind
  /// With the codes that it names in parentheses, as in `sprain of neck (S13.4)`.
  public let text: String
}

/// The instructional notes and inclusion terms of the newest Tabular List of ICD-10-CM.
public struct CodeNotes: Sendable {
  private let records: PackedRecords
  private let table: CodeTable

  init(_ data: PackedData, table: CodeTable) {
    records = PackedRecords(data, width: PackedCodeFormat.Note.width)
    self.table = table
  }

  /// The notes that stand at a code itself.
  public func notes(at row: Int) -> [CodeNote] {
    let first = records.partitionPoint { self.row(of: $0) < row }
    return (first..<records.count).prefix { self.row(of: $0) == row }.compactMap(note)
  }

  /// The notes that a code is subject to: those at it and at all codes above it.
  public func notes(governing row: Int) -> [CodeNote] {
    sequence(first: row) { table.parent(of: $0) }.flatMap { notes(at: $0) }
  }

  private func row(of record: Int) -> Int { records.number18(record, at: PackedCodeFormat.Note.row) }

  private func note(_ record: Int) -> CodeNote? {
    let name = PackedCodeFormat.Note.kinds[records.number12(record, at: PackedCodeFormat.Note.kind)]
    guard let kind = CodeNote.Kind(rawValue: name) else { return nil }
    var bytes: [UInt8] = []
    let field = record * PackedCodeFormat.Note.width + PackedCodeFormat.Note.text
    table.texts.append(table.texts.place(in: records.data, at: field), to: &bytes)
    return CodeNote(kind: kind, text: String(decoding: bytes, as: UTF8.self))
  }
}
