/// The grammar of diagnosis phrases: a head, what qualifies it to its left ("chronic right L5 radiculopathy"), and what
/// follows it ("tear of the medial meniscus, left knee"; "disorder, single episode, moderate").
struct DiagnosisGrammar {
  let lexicon: DiagnosisLexicon
  let units: [DiagnosisUnit]

  /// The phrases of the sentence in text order. They do not overlap.
  func phrases() -> [DiagnosisPhrase] {
    var phrases: [DiagnosisPhrase] = []
    var end = 0
    var listed = false
    for index in units.indices {
      if units[index].roles.contains(.diagnosisCue) { listed = true }
      if units[index].roles.contains(.clauseBreak) { listed = false }
      guard index >= end, units[index].head >= 0, var phrase = phrase(at: index, from: end) else { continue }
      if let twin = twin(of: phrase) { phrase.share(twin) }
      guard counts(phrase, listed: listed) else { continue }
      phrases.append(phrase)
      end = phrase.units.upperBound
      if let twin = phrase.twin, !isSamePain(phrase, twin.head) { phrases.append(phrase.with(head: twin)) }
    }
    return phrases
  }

  /// A problem joined to `phrase` whose site is that of both: "tendinosis or partial tear of the supraspinatus tendon".
  private func twin(of phrase: DiagnosisPhrase) -> DiagnosisPhrase? {
    let coordinator = phrase.units.upperBound
    guard coordinator + 1 < units.count, units[coordinator].roles.contains(.coordinator),
      !units[coordinator].roles.contains(.comma), isUnplacedLocal(phrase)
    else { return nil }
    var at = coordinator + 1
    while at < units.count, units[at].isPlainInner { at += 1 }
    guard at < units.count, units[at].isHead, let other = self.phrase(at: at, from: coordinator + 1),
      !other.links.isEmpty, other.leftGroups.count == 1,
      !units[other.leftGroups[0]].contains(where: { $0.roles.hasAny(.located) }),
      isLocal(other.head)
    else { return nil }
    return other
  }

  /// "Pain and discomfort in the low back" is one problem.
  private func isSamePain(_ phrase: DiagnosisPhrase, _ head: Int) -> Bool {
    kind(of: units[phrase.head]) == .pain && kind(of: units[head]) == .pain
  }

  private func isUnplacedLocal(_ phrase: DiagnosisPhrase) -> Bool {
    isLocal(phrase.head)
      && !units[phrase.units].contains { $0.roles.hasAny([.part, .level]) || $0.roles.hasAny(.side) }
  }

  func isLocal(_ head: Int) -> Bool { lexicon.heads[Int(units[head].head)].reach == .local }

  private func phrase(at index: Int, from start: Int) -> DiagnosisPhrase? {
    let unit = units[index]
    guard unit.roles.contains(.head), !unit.roles.contains(.excluded), !isInsideAnother(index) else { return nil }
    var phrase = DiagnosisPhrase(head: index, units: index..<index + 1, leftGroups: [])
    if unit.roles.contains(.participle) {
      guard let structure = structure(behind: index) else { return nil }
      phrase.tails.append(structure)
      phrase.units = index..<structure.upperBound
    }
    extendLeft(&phrase, from: start)
    extendRight(&phrase)
    return phrase
  }

  /// A word that could be a head but only qualifies the head behind it ("compression fracture", "hip fracture pain").
  private func isInsideAnother(_ index: Int) -> Bool {
    guard index + 1 < units.count else { return false }
    let unit = units[index]
    let next = units[index + 1]
    if next.isHead, isGeneric(next), unit.isHead, kind(of: unit) != .pain { return true }
    guard unit.isInner, !unit.roles.contains(.participle) else { return false }
    return next.isHead || (next.isInner && headFollows(index + 1))
  }

  /// Heads that take another problem for their qualifier.
  private func isGeneric(_ unit: DiagnosisUnit) -> Bool {
    let kind = kind(of: unit)
    return kind == .finding || kind == .pain
  }

  /// Whether only inner units stand between `index` and a head.
  func headFollows(_ index: Int) -> Bool {
    var at = index
    while at < units.count, units[at].isPlainInner { at += 1 }
    return at < units.count && units[at].isHead
  }

  /// The structure that a participle says something of: "torn meniscus", "fractured his wrist".
  private func structure(behind participle: Int) -> Range<Int>? {
    var at = participle + 1
    while at < units.count, units[at].roles.contains(.determiner) { at += 1 }
    let start = at
    while at < units.count, units[at].isPlainInner { at += 1 }
    let found = start..<at
    guard units[found].contains(where: { $0.roles.hasAny(.located) }), !(at < units.count && units[at].isHead) else {
      return nil
    }
    return found
  }

  // MARK: What counts

  private func counts(_ phrase: DiagnosisPhrase, listed: Bool) -> Bool {
    let head = lexicon.heads[Int(units[phrase.head].head)]
    let around = phrase.units.filter { $0 != phrase.head }.map { units[$0].roles }
    let holdsPart = units[phrase.units].contains { $0.roles.hasAny([.part, .level]) }
    switch head.kind {
    case .pain where !holdsPart: return false
    case .symptom where !listed: return false
    default: break
    }
    if head.condition == .part, !holdsPart, !around.contains(where: { $0.contains(.head) }) { return false }
    if head.condition == .site, !around.contains(where: { $0.hasAny([.part, .tissue, .level, .head]) }) {
      return false
    }
    return !isNameOfSomethingElse(phrase)
  }

  /// "depression inventory", "patients with ...".
  private func isNameOfSomethingElse(_ phrase: DiagnosisPhrase) -> Bool {
    let behind = [phrase.head + 1, phrase.units.upperBound]
    if behind.contains(where: { $0 < units.count && units[$0].roles.contains(.follower) }) { return true }
    return phrase.units.lowerBound > 0 && units[phrase.units.lowerBound - 1].roles.contains(.preceder)
  }

  func kind(of unit: DiagnosisUnit) -> DiagnosisKind { lexicon.heads[Int(unit.head)].kind }
}
