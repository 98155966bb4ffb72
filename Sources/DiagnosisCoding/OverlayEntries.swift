import CodeSystems
import DiagnosisTerms
import Lexicon

/// Entries that overlays add to `coding/entries.tsv`; few, hence looked through one by one.
struct OverlayEntries: Sendable {
  struct Entry: Sendable {
    var words: [UInt32]
    var icd10: Int
    var icd9: Int?
  }

  private(set) var entries: [Entry] = []

  init(_ source: LexiconSource, tables: CodeTables, normalizer: inout TermNormalizer) throws(LexiconError) {
    let path = "coding/entries.tsv"
    var scratch = TermScratch()
    for text in try source.texts(of: path).dropFirst() {
      for row in try LexiconFile.rows(of: text, file: path, columns: 2) {
        guard let icd10 = tables.icd10cm.row(of: row[1]) else { throw row.error("\(row[1]) is no code of ICD-10-CM") }
        let icd9 = row[2].isEmpty || row[2] == "-" ? nil : tables.icd9cm.row(of: row[2])
        if icd9 == nil, !row[2].isEmpty, row[2] != "-" { throw row.error("\(row[2]) is no code of ICD-9-CM") }
        Array(row[0].utf8).withUnsafeBufferPointer { normalizer.learn($0, scratch: &scratch) }
        entries.append(Entry(words: scratch.terms.map(\.id), icd10: icd10, icd9: icd9))
      }
    }
  }

  /// The entry that holds and needs most words.
  func best(for evidence: Evidence) -> Entry? {
    entries.filter { !$0.words.isEmpty && $0.words.allSatisfy { evidence.stamp(of: $0) != 0 } }
      .max { $0.words.count < $1.words.count }
  }
}
