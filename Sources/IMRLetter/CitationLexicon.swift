import ClinicalText
import Extraction
import Lexicon

/// The guidelines and words of `citations/`.
struct CitationLexicon: Sendable {
  enum Role: String, CaseIterable { case name, chapter, publication, marker, same }
  enum Word: String, CaseIterable { case page, part, verb, link, silent, loose }

  struct Entry: Sendable {
    let guideline: Guideline
    let role: Role
    let row: LexiconRow
  }

  let guidelines: LayerID
  let anchors: LayerID
  private let entries: [Entry]
  /// For each word id the roles it has, as bits.
  private let words: [UInt8]

  /// - Throws: `LexiconError` for a row with an unknown guideline or role.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    var entries: [Entry] = []
    for row in try builder.source.rows(of: "citations/guidelines.tsv", columns: 3) {
      entries.append(
        Entry(guideline: try row.value(1, as: Guideline.self), role: try row.value(2, as: Role.self), row: row))
    }
    self.entries = entries
    guidelines = try builder.addLayer("guidelines", rows: entries.map(\.row))
    anchors = try builder.addLayer(
      "citation anchors", rows: try builder.source.rows(of: "citations/anchors.tsv", columns: 1))
    words = try Self.wordRoles(in: &builder)
  }

  func entry(_ hit: PhraseHit) -> Entry { entries[Int(hit.row)] }

  func isWord(_ token: Int, _ role: Word, _ reading: Reading) -> Bool {
    let word = Int(reading.words[token])
    return word < words.count && words[word] & Self.bit(role) != 0
  }

  private static func wordRoles(in builder: inout LexiconBuilder) throws(LexiconError) -> [UInt8] {
    var roles: [WordID: UInt8] = [:]
    for row in try builder.source.rows(of: "citations/words.tsv", columns: 2) {
      let role = try row.value(1, as: Word.self)
      for word in row.list(0) { roles[builder.word(word), default: 0] |= bit(role) }
    }
    var table = [UInt8](repeating: 0, count: Int(roles.keys.max() ?? 0) + 1)
    for (word, bits) in roles { table[Int(word)] = bits }
    return table
  }

  private static func bit(_ role: Word) -> UInt8 {
    switch role {
    case .page: 1
    case .part: 2
    case .verb: 4
    case .link: 8
    case .silent: 16
    case .loose: 32
    }
  }
}
