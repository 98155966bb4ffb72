import ClinicalText
import Extraction
import Lexicon

/// The guidelines and words of `citations/`. A class, so that a scanner holds them by one reference.
final class CitationLexicon: Sendable {
  enum Role: String, CaseIterable { case name, chapter, publication, marker, same }

  /// What words of `citations/words.tsv` do, which says what each is for.
  enum Word: String, CaseIterable {
    case page, part, verb, link, silent, loose, partition, one, range, and, address, access
    case pageFiller = "page-filler"
  }

  struct Entry: Sendable {
    let guideline: Guideline
    let role: Role
  }

  let guidelines: LayerID
  let anchors: LayerID
  private let entries: [Entry]
  private let rules: [RuleReference]
  /// For each word id the roles it has, as bits.
  private let words: [UInt16]

  /// - Throws: `LexiconError` for a row with an unknown guideline or role.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "citations/guidelines.tsv", columns: 3)
    var entries: [Entry] = []
    for row in rows {
      entries.append(Entry(guideline: try row.value(1, as: Guideline.self), role: try row.value(2, as: Role.self)))
    }
    self.entries = entries
    rules = rows.map { RuleReference($0) }
    guidelines = try builder.addLayer("guidelines", rows: rows)
    anchors = try builder.addLayer(
      "citation anchors", rows: try builder.source.rows(of: "citations/anchors.tsv", columns: 1))
    words = try Self.wordRoles(in: &builder)
  }

  func entry(_ hit: PhraseHit) -> Entry { entries[Int(hit.row)] }

  func rule(_ hit: PhraseHit) -> RuleReference { rules[Int(hit.row)] }

  @inline(__always)
  func isWord(_ token: Int, _ role: Word, _ reading: Reading) -> Bool {
    let word = Int(reading.words[token])
    return word < words.count && words[word] & Self.bit(role) != 0
  }

  private static func wordRoles(in builder: inout LexiconBuilder) throws(LexiconError) -> [UInt16] {
    var roles: [WordID: UInt16] = [:]
    for row in try builder.source.rows(of: "citations/words.tsv", columns: 2) {
      let role = try row.value(1, as: Word.self)
      for word in row.list(0) { roles[builder.word(word), default: 0] |= bit(role) }
    }
    var table = [UInt16](repeating: 0, count: Int(roles.keys.max() ?? 0) + 1)
    for (word, bits) in roles { table[Int(word)] = bits }
    return table
  }

  @inline(__always)
  private static func bit(_ role: Word) -> UInt16 {
    switch role {
    case .page: 1
    case .part: 1 << 1
    case .verb: 1 << 2
    case .link: 1 << 3
    case .silent: 1 << 4
    case .loose: 1 << 5
    case .partition: 1 << 6
    case .pageFiller: 1 << 7
    case .one: 1 << 8
    case .range: 1 << 9
    case .and: 1 << 10
    case .address: 1 << 11
    case .access: 1 << 12
    }
  }
}
