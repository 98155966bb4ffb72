import ClinicalText
import Lexicon

/// Collects the cues that reach one mention and settles each axis.
struct ContextEvaluation {
  /// The nearest cue of a kind, with its distance in tokens.
  private struct Nearest {
    var cue: ContextCue?
    var distance = Int.max

    mutating func offer(_ cue: ContextCue, _ distance: Int) {
      guard distance < self.distance else { return }
      self.cue = cue
      self.distance = distance
    }
  }

  private let scope: ContextScope
  private var negatedBefore = Nearest()
  private var negatedBehind = Nearest()
  private var possibleBefore = Nearest()
  private var possibleBehind = Nearest()
  private var resolved = Nearest()
  private var history = Nearest()
  private var past = Nearest()
  private var dated = Nearest()
  /// A term behind the mention that a year may follow ("removed 1997").
  private var datedBehind = Nearest()
  private var hypothetical = Nearest()
  private var person = Nearest()
  private var general = Nearest()
  private var listed: ContextCue?
  private var isEpisodic = false
  /// A word of the mention for what happens once.
  private var event: ContextCue?
  /// The year of the injury that the document is about.
  private let injuryYear: Int?
  /// End of what speaks of the mention: itself, or a term behind it that another one goes on from.
  private var subjectEnd: Int
  private var firstTermEnd = Int.max

  init(_ scope: ContextScope, injuryYear: Int?) {
    self.scope = scope
    self.injuryYear = injuryYear
    subjectEnd = scope.mention.upperBound
  }

  // MARK: Collecting

  mutating func lookForward(_ hits: PhraseHitList, file: Int) {
    for hit in hits {
      guard Int(hit.start) < scope.mention.upperBound else { return }
      let rule = scope.lexicon.triggers[file].rules[Int(hit.row)]
      guard rule.forward != nil else { continue }
      if opensMention(hit, rule) {
        add(hit, rule.category, file, distance: 0, behind: false)
      } else if scope.reachesForward(hit, rule), !needsLink(rule) || isLinked(hit, hits, file) {
        add(hit, rule.category, file, distance: scope.mention.lowerBound - Int(hit.end), behind: false)
      }
    }
  }

  mutating func lookBackward(_ hits: PhraseHitList, file: Int) {
    for hit in hits where Int(hit.end) > scope.mention.lowerBound {
      let rule = scope.lexicon.triggers[file].rules[Int(hit.row)]
      guard rule.looksBack, closesMention(hit, rule) || scope.reachesBackward(hit, rule, subjectEnd: subjectEnd) else {
        continue
      }
      add(hit, rule.category, file, distance: max(0, Int(hit.start) - scope.mention.upperBound), behind: true)
      if rule.category.isPolarity { firstTermEnd = min(firstTermEnd, Int(hit.end)) }
    }
  }

  /// Whether to look back again, for terms that go on from the first one found ("was suspected but is not confirmed").
  var goesOn: Bool {
    mutating get {
      guard firstTermEnd < Int.max, firstTermEnd > subjectEnd else { return false }
      subjectEnd = firstTermEnd
      return true
    }
  }

  /// The words of the mention itself.
  mutating func readConditions(_ hits: PhraseHitList) {
    for hit in hits where Int(hit.end) <= scope.mention.upperBound {
      for category in scope.lexicon.conditions[Int(hit.row)] {
        let cue = ContextCue(category, tokens: hit.tokens, file: scope.lexicon.conditionFile, row: hit.row)
        switch category {
        case .episodic, .injury:
          isEpisodic = isEpisodic || category == .episodic
          event = ContextCue(.past, tokens: hit.tokens, file: scope.lexicon.conditionFile, row: hit.row)
        case .background: listed = listed ?? cue
        default: if hit.tokens == scope.mention, standsAlone { listed = cue }
        }
      }
    }
  }

  /// Takes the heading of the list that the mention stands in.
  mutating func inherit(_ heading: ContextCue?) {
    guard let heading else { return }
    if heading.category == .family { person.offer(heading, Int.max - 1) } else { listed = listed ?? heading }
  }

  private mutating func add(_ hit: PhraseHit, _ category: ContextCategory, _ file: Int, distance: Int, behind: Bool) {
    let cue = ContextCue(category, tokens: hit.tokens, file: file, row: hit.row)
    switch category {
    case .negated: if behind { negatedBehind.offer(cue, distance) } else { negatedBefore.offer(cue, distance) }
    case .possible: if behind { possibleBehind.offer(cue, distance) } else { possibleBefore.offer(cue, distance) }
    case .resolved: resolved.offer(cue, distance)
    case .history, .background: history.offer(cue, distance)
    case .past: past.offer(cue, distance)
    case .dated: if behind { datedBehind.offer(cue, distance) } else { dated.offer(cue, distance) }
    case .hypothetical: hypothetical.offer(cue, distance)
    case .family, .familyMember, .other: person.offer(cue, distance)
    case .general: general.offer(cue, distance)
    case .familyLink, .pseudo, .episodic, .injury, .chronic: break
    }
  }

  private func opensMention(_ hit: PhraseHit, _ rule: ContextRule) -> Bool {
    countsInside(rule) && Int(hit.start) == scope.mention.lowerBound && Int(hit.end) < scope.mention.upperBound
  }

  private func closesMention(_ hit: PhraseHit, _ rule: ContextRule) -> Bool {
    countsInside(rule) && Int(hit.end) == scope.mention.upperBound
      && Int(hit.start) > scope.mention.lowerBound
  }

  private func countsInside(_ rule: ContextRule) -> Bool { rule.category == .past || rule.category == .possible }

  private func needsLink(_ rule: ContextRule) -> Bool { rule.category == .familyMember || rule.category == .other }

  /// Whether a link ("has", "died of", "-") stands between a family member and the mention, or only the member's age
  /// ("her son, 23, Crohn's disease"), or the member opens the clause as notes do ("Father deaf from mumps").
  private func isLinked(_ member: PhraseHit, _ hits: PhraseHitList, _ file: Int) -> Bool {
    let next = Int(member.end)
    if next < scope.mention.lowerBound, isLinkMark(next) { return true }
    if scope.opensClause(Int(member.start)) || scope.endOfAge(behind: next) == scope.mention.lowerBound { return true }
    return hits.contains { link in
      scope.lexicon.triggers[file].rules[Int(link.row)].category == .familyLink && Int(link.start) >= next
        && Int(link.start) <= next + 6 && Int(link.end) <= scope.mention.lowerBound
        && !(scope.says(.addition, Int(link.start) - 1) && isObject(member))
    }
  }

  /// "She lives with her son and has insomnia": what goes on is not said of the member.
  private func isObject(_ member: PhraseHit) -> Bool {
    let before = Int(member.start) - 2
    return before >= scope.sentence.lowerBound && scope.says(.governing, before)
  }

  private func isLinkMark(_ token: Int) -> Bool {
    let reading = scope.reading
    return reading.isMark(token, "-") || reading.isMark(token, ":") || reading.isMark(token, "=")
      || reading.isMark(token, "(")
  }

  /// Whether the sentence holds nothing but the mention.
  private var standsAlone: Bool {
    scope.sentence.allSatisfy { scope.mention.contains($0) || scope.reading.flags[$0].contains(.punctuation) }
  }

  // MARK: Settling

  var context: MentionContext {
    var context = MentionContext()
    let denial = isDoubtNearer ? negatedBehind.cue : negatedBefore.cue ?? negatedBehind.cue
    context.polarity = denial ?? resolved.cue ?? possibleBefore.cue ?? possibleBehind.cue
    let episode = isEpisodic && isDated ? dated.cue : nil
    let earlier = isBeforeInjury ? event : isEndedBeforeInjury ? datedBehind.cue : nil
    context.time =
      hypothetical.cue ?? past.cue ?? earlier ?? history.cue ?? episode ?? (person.cue == nil ? listed : nil)
    context.person = person.cue
    context.general = general.cue
    context.isEpisode = isEpisodic || isDated
    context.deniesHypothesis = denial.map(isOutsideHypothesis) ?? false
    return context
  }

  /// "No fracture, possible tear": the doubt begins anew. "No findings of possible tear": it does not.
  private var isDoubtNearer: Bool {
    guard negatedBefore.cue != nil, let doubt = possibleBefore.cue, possibleBefore.distance < negatedBefore.distance
    else { return false }
    let before = doubt.tokens.lowerBound - 1
    return before > scope.sentence.lowerBound && scope.isListMark(before)
  }

  private func isOutsideHypothesis(_ denial: ContextCue) -> Bool {
    guard let condition = hypothetical.cue else { return true }
    let at = denial.tokens.lowerBound
    return at < condition.tokens.lowerBound || (at > scope.sentence.lowerBound && scope.reading.isMark(at - 1, ","))
  }

  /// A year behind the mention ("ankle fracture in 1998", "breast cancer 2009").
  private var isDated: Bool { yearBehind != nil }

  private var yearBehind: Int? { year(behind: scope.mention.upperBound) }

  private func year(behind end: Int) -> Int? {
    var token = end
    if token < scope.sentence.upperBound, scope.says(.dating, token) || scope.reading.isMark(token, "(") { token += 1 }
    return year(token)
  }

  /// A year that opens the clause ("In 1998 he sprained his wrist") or names an event ("a 1998 claim"), where no other one
  /// follows.
  private var yearBefore: Int? {
    let before = scope.sentence.lowerBound..<scope.mention.lowerBound
    guard let token = before.last(where: { year($0) != nil }), token > before.lowerBound else { return nil }
    let opensClause = scope.says(.dating, token - 1) && scope.opensClause(token - 1)
    return opensClause || scope.says(.event, token + 1) ? year(token) : nil
  }

  private func year(_ token: Int) -> Int? {
    guard token < scope.sentence.upperBound, let year = scope.reading.number(token), (1900..<2100).contains(year) else {
      return nil
    }
    return year
  }

  /// "Breast lump, removed in 1997".
  private var isEndedBeforeInjury: Bool {
    guard let injuryYear, let end = datedBehind.cue?.tokens.upperBound, let year = year(behind: end) else {
      return false
    }
    return year < injuryYear
  }

  /// Whether the mention tells an event of an earlier year than the injury ("for a fractured ankle in 1996").
  private var isBeforeInjury: Bool {
    guard event != nil, let injuryYear, let year = yearBehind ?? yearBefore else { return false }
    return year < injuryYear
  }
}
