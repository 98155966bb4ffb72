import ClinicalText
import Lexicon

/// Terms of several files in one layer: what one file says of a term is added to what another said.
struct DiagnosisTerms {
  private(set) var rows: [LexiconRow] = []
  private(set) var entries: [DiagnosisEntry] = []
  /// By the hash of the term.
  private var indices: [UInt64: Int] = [:]

  mutating func update(_ row: LexiconRow, _ change: (inout DiagnosisEntry) -> Void) {
    let key = row.withUTF8(0) { Self.key($0) }
    let index = indices[key] ?? rows.count
    if index == rows.count {
      indices[key] = index
      rows.append(row)
      entries.append(DiagnosisEntry())
    }
    change(&entries[index])
  }

  /// The rows of one word that have a role.
  func rows(with role: DiagnosisRoles) -> [LexiconRow] {
    rows.indices.filter { entries[$0].roles.hasAny(role) }.map { rows[$0] }
  }

  /// The heads named in a list parted by `|`.
  func heads(_ list: String, _ row: LexiconRow) throws(LexiconError) -> [Int] {
    var heads: [Int] = []
    for term in list.split(separator: "|") {
      var term = String(term)
      guard let index = indices[term.withUTF8 { Self.key($0) }], entries[index].head >= 0 else {
        throw row.error("\(term) is no term of diagnoses/disorders.tsv")
      }
      heads.append(Int(entries[index].head))
    }
    return heads
  }

  /// Hyphens and blanks are alike to the matcher.
  private static func key(_ term: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in term { hash.add(byte == UInt8(ascii: "-") ? UInt8(ascii: " ") : byte) }
    return hash.value
  }
}
