import ClinicalText
import Lexicon

/// The cues of `sessions/role-cues.tsv`.
struct SessionRoleLexicon: Sendable {
  enum Place: String, CaseIterable {
    case before, after, inside, sentence
    /// Before an earlier amount of the sentence, where "to" stands right before this one.
    case to
  }

  /// What a cue speaks for; the last two depend on how the item was decided.
  enum Claim: String, CaseIterable {
    case requested, received, authorized, denied, guideline, other, granted, refused

    func role(isModified: Bool) -> SessionRole {
      switch self {
      case .granted: isModified ? .authorized : .requested
      case .refused: isModified ? .denied : .requested
      case .requested: .requested
      case .received: .received
      case .authorized: .authorized
      case .denied: .denied
      case .guideline: .guideline
      case .other: .other
      }
    }
  }

  struct Effect: Sendable {
    let place: Place
    let claim: Claim
    let weight: Double
    /// In tokens.
    let reach: Int
  }

  let layer: LayerID
  /// By row.
  let rules: [RuleReference]
  private let effects: ConstantTable<Effect>
  /// The end of each row's effects, by row plus one.
  private let ends: ConstantTable<Int32>

  /// - Throws: `LexiconError` for a row whose effects cannot be read.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "sessions/role-cues.tsv", columns: 2)
    var effects: [Effect] = []
    var ends: [Int32] = [0]
    for row in rows {
      effects += try Self.effects(row)
      ends.append(Int32(effects.count))
    }
    self.effects = ConstantTable(effects)
    self.ends = ConstantTable(ends)
    rules = rows.map { RuleReference($0) }
    layer = try builder.addLayer("sessions/role-cues", rows: rows)
  }

  /// The effects of all cues, as long as the lexicon lives.
  struct Table {
    fileprivate let effects: UnsafeBufferPointer<Effect>
    fileprivate let ends: UnsafeBufferPointer<Int32>

    @inline(__always)
    func effects(of hit: PhraseHit) -> Slice<UnsafeBufferPointer<Effect>> {
      effects[Int(ends[Int(hit.row)])..<Int(ends[Int(hit.row) + 1])]
    }
  }

  var table: Table { Table(effects: effects.rows, ends: ends.rows) }

  private static func effects(_ row: LexiconRow) throws(LexiconError) -> [Effect] {
    var effects: [Effect] = []
    for column in 1..<row.count {
      let parts = row.list(column)
      guard parts.count == 4, let place = Place(rawValue: parts[0]), let claim = Claim(rawValue: parts[1]),
        let weight = Double(parts[2]), let reach = Int(parts[3]), reach > 0
      else { throw row.error("column \(column + 1) has to be a place, a role, a weight and a reach") }
      effects.append(Effect(place: place, claim: claim, weight: weight, reach: reach))
    }
    return effects
  }
}
