import ClinicalText

/// How much a cue weighs for an amount: less the farther it stands, across marks, clauses and other amounts.
struct SessionCueWeigher {
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
      extent = reading.start..<(end ?? reading.end)
    }

    /// Whether the tokens of a part run on over the whole.
    var runsOn: Bool { reading.isPortion && core != reading.tokens }
  }

  let text: SessionTokens
  let setting: SessionSetting

  /// Nil where the cue does not reach the amount.
  @inline(__always)
  func weight(
    of effect: SessionRoleLexicon.Effect, _ cue: Range<Int>, _ amount: Amount, at index: Int, _ amounts: [Amount]
  ) -> Double? {
    switch effect.place {
    case .sentence: return effect.weight
    case .inside:
      let inner = amount.reading.isPortion ? amount.core : amount.reading.tokens
      return cue.lowerBound >= inner.lowerBound && cue.upperBound <= inner.upperBound ? effect.weight : nil
    case .before:
      guard cue.upperBound <= amount.core.lowerBound else { return nil }
      return weightBefore(effect, cue, over: cue.upperBound..<amount.core.lowerBound, amounts)
    case .after:
      if amount.runsOn, effect.claim == .authorized || effect.claim == .requested, isRelative(cue.lowerBound) {
        return nil
      }
      return weightAfter(effect, cue, amount, at: index, amounts)
    case .to:
      guard index > 0, cue.upperBound <= amounts[index - 1].core.lowerBound,
        text.has(amount.core.lowerBound - 1, .target)
      else { return nil }
      return faded(effect, over: cue.upperBound..<amount.core.lowerBound)
    }
  }

  /// A cue before the amount governs other amounts between them first, and least what is behind the amount it belongs to
  /// ("6 out of 8 certified visits, a total of 22").
  private func weightBefore(
    _ effect: SessionRoleLexicon.Effect, _ cue: Range<Int>, over gap: Range<Int>, _ amounts: [Amount]
  ) -> Double? {
    guard var weight = faded(effect, over: gap) else { return nil }
    if amounts.contains(where: { $0.core.lowerBound < cue.lowerBound && cue.upperBound < $0.core.upperBound }) {
      weight *= 0.3
    }
    for other in amounts where other.core.lowerBound >= gap.lowerBound && other.core.upperBound <= gap.upperBound {
      weight *= 0.85
    }
    return weight
  }

  private func weightAfter(
    _ effect: SessionRoleLexicon.Effect, _ cue: Range<Int>, _ amount: Amount, at index: Int, _ amounts: [Amount]
  ) -> Double? {
    var end = amount.extent.upperBound
    let runsOn = amount.runsOn
    if runsOn, index + 1 < amounts.count { end = amounts[index + 1].extent.upperBound }
    let isBehind = cue.lowerBound >= end || !runsOn && cue.lowerBound >= amount.reading.end
    let isAcross = cue.lowerBound > amount.reading.start && cue.upperBound > amount.reading.end
    guard isBehind || isAcross && !runsOn else { return nil }
    let gap = min(end, cue.lowerBound)..<cue.lowerBound
    let isTaken = amounts.contains { $0.core.lowerBound >= gap.lowerBound && $0.core.upperBound <= gap.upperBound }
    guard !isTaken, var weight = faded(effect, over: gap) else { return nil }
    if gap.contains(where: { text.isMark($0, ",") }) { weight *= 0.5 }
    if gap.contains(where: { text.has($0, .clause) }) { weight *= 0.3 }
    return runsOn ? weight * 0.6 : weight
  }

  /// "authorized", "that were authorized" behind a whole say what the whole is, "were authorized" what the part is.
  private func isRelative(_ token: Int) -> Bool { !text.has(token, .verb) || text.has(token - 1, .relative) }

  /// The weight that is left over a distance, across a semicolon and out of a parenthesis.
  private func faded(_ effect: SessionRoleLexicon.Effect, over gap: Range<Int>) -> Double? {
    guard gap.count <= effect.reach else { return nil }
    var weight = effect.weight * (1 - 0.6 * Double(gap.count) / Double(effect.reach + 1))
    var (isParted, isOpened, isClosed) = (false, false, false)
    for token in gap {
      switch text.mark(token) {
      case UInt8(ascii: ";"): isParted = true
      case UInt8(ascii: "("): isOpened = true
      case UInt8(ascii: ")"): if !isOpened { isClosed = true }
      default: break
      }
    }
    if isParted { weight *= 0.4 }
    return isClosed ? weight * 0.25 : weight
  }
}

extension SessionRoleLexicon.Place {
  /// Place among all places.
  @inline(__always)
  var index: Int {
    switch self {
    case .before: 0
    case .after: 1
    case .inside: 2
    case .sentence: 3
    case .to: 4
    }
  }
}
