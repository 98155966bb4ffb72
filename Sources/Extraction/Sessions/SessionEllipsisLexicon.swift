import ClinicalText
import Lexicon

/// The phrases of `sessions/ellipsis.tsv`, by which a bare number is known to count sessions.
struct SessionEllipsisLexicon: Sendable {
  /// Where a phrase tells it.
  struct Places: OptionSet, Sendable {
    let rawValue: UInt16

    static let before = Places(rawValue: 1)
    static let after = Places(rawValue: 2)
    /// Before the number and part of the amount.
    static let head = Places(rawValue: 4)
    /// Behind the number and part of the amount.
    static let tail = Places(rawValue: 8)
    /// Behind the number, where the sentence has stated an amount already.
    static let again = Places(rawValue: 16)
    /// Behind a product and part of the amount.
    static let sum = Places(rawValue: 64)
    /// Behind the number in place of a unit.
    static let unit = Places(rawValue: 32)
    /// Between two products that follow each other.
    static let sequel = Places(rawValue: 128)
    /// Before the number, where the sentence has stated an amount already.
    static let instead = Places(rawValue: 256)

    fileprivate static let names: [String: Places] = [
      "before": .before, "after": .after, "head": .head, "tail": .tail, "again": .again, "unit": .unit, "sum": .sum,
      "sequel": .sequel, "instead": .instead,
    ]
  }

  let layer: LayerID
  /// By row.
  let places: ConstantTable<Places>

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
    self.places = ConstantTable(places)
    layer = try builder.addLayer("sessions/ellipsis", rows: rows)
  }
}

/// The phrases of a sentence by which a bare number is known to count sessions.
struct SessionPhrases {
  /// In text order.
  let hits: UnsafeBufferPointer<PhraseHit>
  let places: UnsafeBufferPointer<SessionEllipsisLexicon.Places>

  /// Whether a phrase ends at `start` or starts at `end`.
  func touch(_ start: Int, _ end: Int) -> Bool { hits.contains { Int($0.end) == start || Int($0.start) == end } }

  /// The phrase that starts at `token`, ends before `end` and stands in one of `places`.
  func first(at token: Int, _ wanted: SessionEllipsisLexicon.Places, through end: Int) -> PhraseHit? {
    hits.first { Int($0.start) == token && Int($0.end) <= end && stands($0, in: wanted) }
  }

  /// The phrase that ends at `token` and stands in one of `places`.
  func first(before token: Int, _ wanted: SessionEllipsisLexicon.Places) -> PhraseHit? {
    hits.first { Int($0.end) == token && stands($0, in: wanted) }
  }

  /// Whether a phrase that stands in one of `places` starts in `range`.
  func contains(in range: Range<Int>, _ wanted: SessionEllipsisLexicon.Places) -> Bool {
    hits.contains { range.contains(Int($0.start)) && stands($0, in: wanted) }
  }

  private func stands(_ hit: PhraseHit, in wanted: SessionEllipsisLexicon.Places) -> Bool {
    !places[Int(hit.row)].isDisjoint(with: wanted)
  }
}
