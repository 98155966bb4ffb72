import ClinicalText
import Lexicon

/// Weighs the cues around the amounts of a sentence, its section and its kind, and gives each amount the role that most
/// speaks for.
struct SessionRoleAssigner {
  struct Assignment {
    var role: SessionRole
    /// 0...1.
    var confidence: Double
    /// The cue that weighs most for the role; nil where the place alone tells it.
    var cue: PhraseHit?
    /// Weight of the cues alone.
    var support: Double
  }

  /// Cues that weigh less leave an amount to the role of the one that it is listed with.
  private static let leastSupport = 1.0
  /// Cues that weigh less leave a number that points back to the role it had.
  private static let leastOwnSupport = 2.0

  private static let roles = SessionRole.allCases

  let cues: SessionRoleLexicon.Table
  let priors: UnsafeBufferPointer<SessionRolePriors.Prior>
  let hits: UnsafeBufferPointer<PhraseHit>
  let weigher: SessionCueWeigher
  var votes: SessionVotes

  private var text: SessionTokens { weigher.text }
  private var setting: SessionSetting { weigher.setting }

  /// Appends the roles of the sentence's amounts, in their order, to `assigned`, which has to be empty.
  mutating func assign(to amounts: [SessionCueWeigher.Amount], _ assigned: inout [Assignment]) {
    for index in amounts.indices {
      var assignment = assignment(ofAmount: index, amounts)
      let reading = amounts[index].reading
      if reading.isBackward, assignment.support < Self.leastOwnSupport, let known = setting.known[reading.high] {
        assignment.role = known.role
      }
      if assignment.role == .authorized, isChangedFrom(index, amounts) { assignment.role = .requested }
      if let last = assigned.last {
        if reading.isWhole, amounts[index - 1].reading.isPortion {
          assignment.role = reading.isUntold ? .other : roleOfWhole(assignment, part: last.role)
        } else if assignment.support < Self.leastSupport, setting.section != .decisions,
          let listed = assigned.indices.last(where: {
            !isInBrackets(amounts[$0].core) && !amounts[$0].reading.isWhole
          }),
          assigned[listed].role != .other
        {
          assignment.role = assigned[listed].role
        }
      }
      assigned.append(assignment)
    }
  }

  /// "cut the twelve visits to six": whether the next amount takes the place of this one.
  private func isChangedFrom(_ index: Int, _ amounts: [SessionCueWeigher.Amount]) -> Bool {
    guard index + 1 < amounts.count else { return false }
    let next = amounts[index + 1].reading.start - 1
    return text.has(next, .target) && next <= amounts[index].extent.upperBound + 1
  }

  /// Whether an amount stands in brackets, with at most two words before the one that closes.
  private func isInBrackets(_ amount: Range<Int>) -> Bool {
    let behind = amount.upperBound..<amount.upperBound + 4
    guard let close = behind.first(where: { text.isMark($0, ")") }) else { return false }
    return !(amount.upperBound..<close).contains { text.isMark($0, "(") }
  }

  /// What the whole is where the part is known: "8 (received) of 10 (authorized)", "certified 4 of 12 (requested)".
  private func roleOfWhole(_ own: Assignment, part: SessionRole) -> SessionRole {
    if own.role == .guideline, own.support > 0 { return .guideline }
    switch part {
    case .received, .other: return own.role == .requested && own.support > 3 ? .requested : .authorized
    case .authorized, .denied, .requested: return .requested
    case .guideline: return .guideline
    }
  }

  private mutating func assignment(ofAmount index: Int, _ amounts: [SessionCueWeigher.Amount]) -> Assignment {
    votes.reset()
    let amount = amounts[index]
    for (number, hit) in hits.enumerated() {
      for effect in cues.effects(of: hit) {
        guard let weight = weigher.weight(of: effect, hit.tokens, amount, at: index, amounts) else { continue }
        votes.vote(for: effect.claim.role(isModified: setting.isModified), at: effect.place, weight, Int32(number))
      }
    }
    return decide(facts(amount.reading))
  }

  private func facts(_ reading: SessionReading) -> SessionRolePriors.Facts {
    var facts = setting.facts
    switch reading.form {
    case .counted: facts.insert(.counted)
    case .product, .grid: facts.insert(.product)
    case .bare where reading.start == text.bounds.lowerBound || text.isMark(reading.start - 1, ":"):
      facts.insert(.opening)
    default: break
    }
    if reading.low != reading.high { facts.insert(.range) }
    if reading.duration != nil { facts.insert(.lasting) }
    return facts
  }

  private func decide(_ facts: SessionRolePriors.Facts) -> Assignment {
    priors.add(facts, to: votes.scores)
    votes.count()
    let scores = votes.scores
    var first = 0
    for role in 1..<6 where scores[role] > scores[first] { first = role }
    var second = first == 0 ? 1 : 0
    for role in 0..<6 where role != first && scores[role] > scores[second] { second = role }
    let (top, next, best) = (scores[first], scores[second], votes.best[first])
    return Assignment(
      role: Self.roles[first], confidence: top > 0 ? 0.5 + 0.5 * (top - next) / top : 0.3,
      cue: best.hit < 0 ? nil : hits[Int(best.hit)], support: best.weight)
  }
}
