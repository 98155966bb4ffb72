/// The grammar of diagnosis phrases: a head, what qualifies it to its left ("chronic right L5 radiculopathy"), and what
/// follows it ("tear of the medial meniscus, left knee"; "disorder, single episode, moderate").
struct DiagnosisGrammar {
  let lexicon: DiagnosisLexicon
  /// Of the sentence.
  private(set) var units = DiagnosisUnits(start: nil, count: 0)
  /// The phrases of the sentence in text order. They do not overlap.
  private(set) var phrases: [DiagnosisPhrase] = []
  /// What the phrases consist of.
  var parts = DiagnosisPhraseParts()

  init(_ lexicon: DiagnosisLexicon) {
    self.lexicon = lexicon
    phrases.reserveCapacity(16)
  }

  /// Forgets the sentence, whose units may not be used any more.
  mutating func removeAll() {
    units = DiagnosisUnits(start: nil, count: 0)
    if !phrases.isEmpty { phrases.removeAll(keepingCapacity: true) }
    parts.removeAll()
  }

  /// Reads the phrases of a sentence.
  mutating func read(_ units: DiagnosisUnits) {
    removeAll()
    self.units = units
    var end = 0
    var listed = false
    for index in units.indices {
      let roles = units[index].roles
      if roles.contains(.diagnosisCue) { listed = true }
      if roles.contains(.clauseBreak) { listed = false }
      guard index >= end, units[index].head >= 0, listed || units[index].traits.kind != .symptom,
        var phrase = phrase(at: index, from: end)
      else { continue }
      if let twin = twin(of: phrase) { phrase.share(twin) }
      guard counts(phrase) else { continue }
      phrases.append(phrase)
      end = phrase.units.upperBound
      if let twin = phrase.twin, !isSamePain(phrase, twin.head) { phrases.append(phrase.with(head: twin)) }
    }
  }

  /// The tokens of a phrase.
  func tokens(of phrase: DiagnosisPhrase) -> Range<Int> {
    Int(units[phrase.units.lowerBound].start)..<Int(units[phrase.units.upperBound - 1].end)
  }

  /// A problem joined to `phrase` whose site is that of both: "tendinosis or partial tear of the supraspinatus tendon".
  private mutating func twin(of phrase: DiagnosisPhrase) -> DiagnosisPhrase? {
    let coordinator = phrase.units.upperBound
    guard coordinator + 1 < units.count, units[coordinator].roles.contains(.coordinator),
      !units[coordinator].roles.contains(.comma), isUnplacedLocal(phrase)
    else { return nil }
    var at = coordinator + 1
    while at < units.count, units[at].isPlainInner { at += 1 }
    guard at < units.count, units[at].isHead, let other = self.phrase(at: at, from: coordinator + 1),
      !other.links.isEmpty, other.leftGroups.count == 1,
      !units.roles(parts.groups[other.leftGroups.lowerBound]).hasAny(.located),
      units[other.head].isLocal
    else { return nil }
    return other
  }

  /// "Pain and discomfort in the low back", "pain and dysfunction of the knee" is one problem.
  private func isSamePain(_ phrase: DiagnosisPhrase, _ head: Int) -> Bool {
    units[phrase.head].traits.kind == .pain
      && (units[head].traits.kind == .pain || units[head].traits.condition == .part)
  }

  private func isUnplacedLocal(_ phrase: DiagnosisPhrase) -> Bool {
    units[phrase.head].isLocal && !units.roles(phrase.units).hasAny([.part, .level, .left, .right, .bilateral])
  }

  @inline(__always)
  private mutating func phrase(at index: Int, from start: Int) -> DiagnosisPhrase? {
    let unit = units[index]
    guard unit.roles.contains(.head), !unit.roles.contains(.excluded), !isInsideAnother(index) else { return nil }
    var phrase = DiagnosisPhrase(head: index, in: parts)
    if unit.roles.contains(.participle) {
      guard let structure = structure(behind: index) else { return passive(at: index, from: start) }
      parts.add(tail: structure, to: &phrase)
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
    if next.isHead, isGeneric(next), unit.isHead, unit.traits.kind != .pain { return true }
    guard unit.isInner, !unit.roles.contains(.participle) else { return false }
    return next.isHead || (next.isInner && headFollows(index + 1))
  }

  /// Heads that take another problem for their qualifier.
  func isGeneric(_ unit: DiagnosisUnit) -> Bool {
    unit.traits.kind == .finding || unit.traits.kind == .pain
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
    return units.roles(found).hasAny(.located) && !(at < units.count && units[at].isHead) ? found : nil
  }

  // MARK: What counts

  private func counts(_ phrase: DiagnosisPhrase) -> Bool {
    let head = units[phrase.head].traits
    let around = units.roles(phrase.units.lowerBound..<phrase.head)
      .union(units.roles(phrase.head + 1..<phrase.units.upperBound))
    let holdsPart = around.union(units[phrase.head].roles).hasAny([.part, .level]) || isListedUnderLevel(phrase)
    if head.kind == .pain, !holdsPart { return false }
    if head.condition == .part, !holdsPart, !around.contains(.head) { return false }
    if head.condition == .site, !holdsPart, !around.hasAny([.tissue, .head]) { return false }
    return !isNameOfSomethingElse(phrase)
  }

  /// "L3-4: 2 mm bulge".
  private func isListedUnderLevel(_ phrase: DiagnosisPhrase) -> Bool {
    let mark = phrase.lead.lowerBound - 1
    return mark > 0 && units[mark].roles.contains(.stop) && units[mark - 1].roles.contains(.level)
      && units[phrase.head].isLocal
  }

  /// "depression inventory", "patients with ...".
  private func isNameOfSomethingElse(_ phrase: DiagnosisPhrase) -> Bool {
    if isFollower(phrase.head + 1) || isFollower(phrase.units.upperBound) { return true }
    return phrase.units.lowerBound > 0 && units[phrase.units.lowerBound - 1].roles.contains(.preceder)
  }

  private func isFollower(_ index: Int) -> Bool { index < units.count && units[index].roles.contains(.follower) }
}
