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

  /// The entry that holds and covers most of the evidence, with what it covers.
  func best(for evidence: Evidence, _ search: IndexSearch) -> (entry: Entry, score: Int)? {
    var best: (entry: Entry, score: Int)?
    for entry in entries {
      var coverage = Coverage()
      let stamps = entry.words.lazy.map { evidence.stamp(of: $0) }
      guard !entry.words.isEmpty, stamps.allSatisfy({ $0 != 0 }) else { continue }
      for stamp in stamps { coverage.add(stamp: stamp) }
      let score = search.score(coverage, evidence)
      if score > best?.score ?? 0 { best = (entry, score) }
    }
    return best
  }
}
