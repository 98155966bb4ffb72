import ClinicalText
import Lexicon

/// The phrases of `sessions/ellipsis.tsv`, by which a bare number is known to count sessions.
struct SessionEllipsisLexicon: Sendable {
  /// Where a phrase tells it.
  struct Places: OptionSet, Sendable {
    let rawValue: UInt8

    static let before = Places(rawValue: 1)
    static let after = Places(rawValue: 2)
    /// Before the number and part of the amount.
    static let head = Places(rawValue: 4)
    /// Behind the number and part of the amount.
    static let tail = Places(rawValue: 8)
    /// Behind the number, where the sentence has stated an amount already.
    static let again = Places(rawValue: 16)

    fileprivate static let names: [String: Places] = [
      "before": .before, "after": .after, "head": .head, "tail": .tail, "again": .again,
    ]
  }

  let layer: LayerID
  private let places: [Places]

  /// - Throws: `LexiconError` for an unknown place.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "sessions/ellipsis.tsv", columns: 2)
    var places: [Places] = []
    for row in rows {
      var told: Places = []
      for name in row.list(1) {
        guard let place = Places.names[name] else { throw row.error("unknown place \(name)") }
        told.formUnion(place)
      }
      places.append(told)
    }
    self.places = places
    layer = try builder.addLayer("sessions/ellipsis", rows: rows)
  }

  func places(of hit: PhraseHit) -> Places { places[Int(hit.row)] }
}
