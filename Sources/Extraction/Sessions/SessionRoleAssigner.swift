import ClinicalText
import Lexicon

/// Weighs the cues around the amounts of a sentence, its section and its kind, and gives each amount the role that most
/// speaks for.
struct SessionRoleAssigner {
  struct Assignment {
    var role: SessionRole
    /// 0...1.
    var confidence: Double
    var evidence: [Evidence]
    /// Weight of the cues alone.
    var support: Double
  }

  /// An amount and what of it cues are measured from.
  struct Amount {
    let reading: SessionReading
    /// The number with its unit.
    let core: Range<Int>
    /// The amount and the treatment named right behind it.
    let extent: Range<Int>

    init(_ reading: SessionReading, through end: Int?) {
      self.reading = reading
      core = reading.core ?? reading.tokens
      extent = reading.tokens.lowerBound..<(end ?? reading.tokens.upperBound)
    }

    /// Whether the tokens of a part run on over the whole.
    var runsOn: Bool { reading.isPortion && core != reading.tokens }
  }

  private struct Vote {
    var weight = 0.0
    var cue: PhraseHit?
  }

  /// Cues that weigh less leave an amount to the role of the one that it is listed with.
  private static let leastSupport = 1.0
  /// Cues that weigh less leave a number that points back to the role it had.
  private static let leastOwnSupport = 2.0

  private let document: AnalyzedDocument
  private let text: SessionTokens
  private let lexicon: SessionRoleLexicon
  private let setting: SessionSetting
  private let amounts: [Amount]
  private let hits: ArraySlice<PhraseHit>

  init(
    document: AnalyzedDocument, text: SessionTokens, lexicon: SessionRoleLexicon, setting: SessionSetting,
    amounts: [Amount]
  ) {
    self.document = document
    self.text = text
    self.lexicon = lexicon
    self.setting = setting
    self.amounts = amounts
    hits = document.phrases.hits(lexicon.layer, within: text.bounds)
  }

  /// The roles of the sentence's amounts, in their order.
  func assignments() -> [Assignment] {
    var assigned: [Assignment] = []
    for index in amounts.indices {
      var assignment = assignment(ofAmount: index)
      if amounts[index].reading.isBackward, assignment.support < Self.leastOwnSupport,
        let known = setting.known[amounts[index].reading.high]
      {
        assignment.role = known.role
      }
      if let last = assigned.last {
        if amounts[index].reading.isWhole, amounts[index - 1].reading.isPortion {
          assignment.role = amounts[index].reading.isUntold ? .other : roleOfWhole(assignment, part: last.role)
        } else if assignment.support < Self.leastSupport, setting.section != .decisions,
          let listed = assigned.indices.last(where: { !isInBrackets(amounts[$0].core) }),
          assigned[listed].role != .other
        {
          assignment.role = assigned[listed].role
        }
      }
      assigned.append(assignment)
    }
    return assigned
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

  private func assignment(ofAmount index: Int) -> Assignment {
    var votes: [SessionRoleLexicon.Place: [SessionRole: Vote]] = [:]
    for hit in hits {
      for effect in lexicon.cue(of: hit).effects {
        guard let weight = weight(of: effect, hit, amount: index) else { continue }
        let role = effect.claim.role(isModified: setting.isModified)
        if votes[effect.place]?[role]?.weight ?? 0 < weight {
          votes[effect.place, default: [:]][role] = Vote(weight: weight, cue: hit)
        }
      }
    }
    return decide(votes, priors(amounts[index].reading))
  }

  // MARK: Weights

  private func weight(of effect: SessionRoleLexicon.Effect, _ hit: PhraseHit, amount index: Int) -> Double? {
    let amount = amounts[index]
    let cue = hit.tokens
    switch effect.place {
    case .sentence: return effect.weight
    case .inside:
      let inner = amount.reading.isPortion ? amount.core : amount.reading.tokens
      return cue.lowerBound >= inner.lowerBound && cue.upperBound <= inner.upperBound ? effect.weight : nil
    case .before:
      guard cue.upperBound <= amount.core.lowerBound else { return nil }
      return weightBefore(effect, over: cue.upperBound..<amount.core.lowerBound)
    case .after:
      if amount.runsOn, effect.claim == .authorized || effect.claim == .requested, isRelative(cue.lowerBound) {
        return nil
      }
      return weightAfter(effect, cue, amount: index)
    case .to:
      guard index > 0, cue.upperBound <= amounts[index - 1].core.lowerBound,
        text.isText(amount.core.lowerBound - 1, "to")
      else { return nil }
      return faded(effect, over: cue.upperBound..<amount.core.lowerBound)
    }
  }

  /// A cue before the amount governs other amounts between them first.
  private func weightBefore(_ effect: SessionRoleLexicon.Effect, over gap: Range<Int>) -> Double? {
    guard var weight = faded(effect, over: gap) else { return nil }
    for other in amounts where other.core.lowerBound >= gap.lowerBound && other.core.upperBound <= gap.upperBound {
      weight *= 0.85
    }
    return weight
  }

  private func weightAfter(_ effect: SessionRoleLexicon.Effect, _ cue: Range<Int>, amount index: Int) -> Double? {
    let amount = amounts[index]
    var end = amount.extent.upperBound
    let runsOn = amount.runsOn
    if runsOn, amounts.indices.contains(index + 1) { end = amounts[index + 1].extent.upperBound }
    let isBehind = cue.lowerBound >= end || !runsOn && cue.lowerBound >= amount.reading.tokens.upperBound
    let isAcross =
      cue.lowerBound > amount.reading.tokens.lowerBound && cue.upperBound > amount.reading.tokens.upperBound
    guard isBehind || isAcross && !runsOn else { return nil }
    let gap = min(end, cue.lowerBound)..<cue.lowerBound
    let isTaken = amounts.contains { $0.core.lowerBound >= gap.lowerBound && $0.core.upperBound <= gap.upperBound }
    guard !isTaken, var weight = faded(effect, over: gap) else { return nil }
    if gap.contains(where: { document.reading.isMark($0, ",") }) { weight *= 0.5 }
    if gap.contains(where: { text.has($0, .clause) }) { weight *= 0.3 }
    return runsOn ? weight * 0.6 : weight
  }

  /// "authorized", "that were authorized" behind a whole say what the whole is, "were authorized" what the part is.
  private func isRelative(_ token: Int) -> Bool {
    !text.has(token, .verb) || text.isText(token - 1, "that") || text.isText(token - 1, "which")
  }

  /// The weight that is left over a distance and across a semicolon.
  private func faded(_ effect: SessionRoleLexicon.Effect, over gap: Range<Int>) -> Double? {
    guard gap.count <= effect.reach else { return nil }
    var weight = effect.weight * (1 - 0.6 * Double(gap.count) / Double(effect.reach + 1))
    if gap.contains(where: { document.reading.isMark($0, ";") }) { weight *= 0.4 }
    let closing = gap.first { document.reading.isMark($0, ")") }
    if let closing, !gap.contains(where: { $0 < closing && document.reading.isMark($0, "(") }) { weight *= 0.25 }
    return weight
  }

  /// What section and sentence say before any cue.
  private func priors(_ reading: SessionReading) -> [SessionRole: Double] {
    var priors: [SessionRole: Double] = [:]
    switch setting.section {
    case .decisions: priors[.requested] = 2
    case .guidelines: priors[.guideline] = 1.5
    case .rationale: priors = setting.isModified ? [.authorized: 0.4] : [.requested: 0.6]
    case .header, .reviewer: priors[.requested] = 1
    case .records, .caseSummary, nil: priors = [.received: 0.5, .guideline: -1.5]
    }
    let isSubject = reading.form == .bare && reading.tokens.lowerBound == text.bounds.lowerBound
    if setting.isGuideline, !isSubject { priors[.guideline, default: 0] += 2.5 }
    if setting.section == .rationale, reading.form == .counted, reading.duration != nil {
      priors[.guideline, default: 0] += 1.2
    }
    if setting.section == .rationale, reading.form == .counted, reading.low != reading.high {
      priors[.guideline, default: 0] += 1
    }
    if reading.form == .product || reading.form == .grid { priors[.requested, default: 0] += 0.8 }
    return priors
  }

  // MARK: The decision

  private func decide(
    _ votes: [SessionRoleLexicon.Place: [SessionRole: Vote]], _ priors: [SessionRole: Double]
  ) -> Assignment {
    var scores = priors
    var best: [SessionRole: Vote] = [:]
    for place in SessionRoleLexicon.Place.allCases {
      for (role, vote) in votes[place] ?? [:] {
        scores[role, default: 0] += vote.weight
        if vote.weight > best[role]?.weight ?? 0 { best[role] = vote }
      }
    }
    let ranked = SessionRole.allCases.sorted { scores[$0] ?? 0 > scores[$1] ?? 0 }
    let (first, second) = (scores[ranked[0]] ?? 0, scores[ranked[1]] ?? 0)
    let evidence = best[ranked[0]]?.cue.map { hit in
      Evidence(
        key: "role", rule: RuleReference(lexicon.cue(of: hit).row), cue: document.reading.span(ofTokens: hit.tokens))
    }
    return Assignment(
      role: ranked[0], confidence: first > 0 ? 0.5 + 0.5 * (first - second) / first : 0.3,
      evidence: evidence.map { [$0] } ?? [], support: best[ranked[0]]?.weight ?? 0)
  }
}
