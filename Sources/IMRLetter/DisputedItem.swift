import ClinicalText
import Extraction
import Lexicon

/// A statement that decides one disputed treatment.
struct DisputedItem: Sendable {
  /// The treatment, without list number, lead and decision words.
  var tokens: Range<Int>
  /// The whole statement with its decision and with the sentences that tell what was asked for before.
  var statement: Range<Int>
  var decision: Decision
  /// The number that the letter gives it ("2)"), nil where it gives none.
  var number: Int?
  /// The decision words.
  var cue: Range<Int>
  var rule: RuleReference

  /// Whether both state the same treatment, word for word.
  func restates(_ other: DisputedItem, in reading: Reading) -> Bool {
    tokens.count == other.tokens.count
      && zip(tokens, other.tokens).allSatisfy {
        reading.viewBytes(ofToken: $0).elementsEqual(reading.viewBytes(ofToken: $1))
      }
  }
}

/// The words around a disputed item, of `services/item-phrases.tsv`.
struct ItemPhrases: Sendable {
  enum Role: String, CaseIterable { case lead, tail, request }

  private let layer: LayerID
  private let roles: [Role]

  /// - Throws: `LexiconError` for a row with an unknown role.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "services/item-phrases.tsv", columns: 2)
    var roles: [Role] = []
    for row in rows { roles.append(try row.value(1, as: Role.self)) }
    self.roles = roles
    layer = try builder.addLayer("item phrases", rows: rows)
  }

  /// The last phrase of one role that lies in `tokens`.
  func last(_ role: Role, in tokens: Range<Int>, of hits: PhraseHits) -> PhraseHit? {
    hits.hits(layer, within: tokens).last {
      roles[Int($0.row)] == role && $0.tokens.upperBound <= tokens.upperBound
    }
  }
}
