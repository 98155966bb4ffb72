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

  struct Cue: Sendable {
    let row: LexiconRow
    let effects: [Effect]
  }

  let layer: LayerID
  private let cues: [Cue]

  /// - Throws: `LexiconError` for a row whose effects cannot be read.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "sessions/role-cues.tsv", columns: 2)
    var cues: [Cue] = []
    for row in rows { cues.append(Cue(row: row, effects: try Self.effects(row))) }
    self.cues = cues
    layer = try builder.addLayer("sessions/role-cues", rows: rows)
  }

  func cue(of hit: PhraseHit) -> Cue { cues[Int(hit.row)] }

  private static func effects(_ row: LexiconRow) throws(LexiconError) -> [Effect] {
    var effects: [Effect] = []
    for column in 1..<row.fields.count {
      let parts = row.list(column)
      guard parts.count == 4, let place = Place(rawValue: parts[0]), let claim = Claim(rawValue: parts[1]),
        let weight = Double(parts[2]), let reach = Int(parts[3]), reach > 0
      else { throw row.error("column \(column + 1) has to be a place, a role, a weight and a reach") }
      effects.append(Effect(place: place, claim: claim, weight: weight, reach: reach))
    }
    return effects
  }
}
