/// What a phrase leaves to its sentence: the side of a site named before it, or the site itself.
extension DiagnosisGrammar {
  /// Units before `start` that give a concept its missing side or site.
  func missing(in concept: DiagnosisPlace, head: Int, before start: Int) -> [Int] {
    if concept.roles.contains(.level) { return [] }
    if let region = concept.pairedRegion {
      return concept.namesSide ? [] : side(of: region, before: start).map { [$0] } ?? []
    }
    guard concept.region == nil, units[head].isLocal else { return [] }
    let site = lastSite(before: start)
    return concept.namesSide ? site.filter { !units[$0].roles.hasAny(.side) } : site
  }

  /// Whether a concept is always somewhere and its words do not tell where.
  func isPlaceless(_ concept: DiagnosisPlace, head: Int) -> Bool {
    units[head].isLocal && concept.region == nil && !concept.namesSideOrLevel
  }

  /// What the same clause gives behind a concept without it: the site of a problem that is always somewhere ("tear is
  /// seen in the left medial meniscus"), but not where another head may claim it; or the side of its site ("bursitis and
  /// tendinitis of the right shoulder").
  func sites(of concept: DiagnosisPlace, head: Int, behind end: Int) -> [Int] {
    if concept.namesSideOrLevel { return [] }
    guard let region = concept.region else { return units[head].isLocal ? sites(behind: end) : [] }
    guard region.isPaired else { return [] }
    let reach = end..<min(units.count, end + 12)
    let clause = end..<(reach.first { isClauseEnd(units[$0]) } ?? reach.upperBound)
    guard let site = clause.last(where: { units[$0].region.map(region.sharesSide) ?? false }),
      let side = list(endingAt: site).last(where: { $0 >= end && units[$0].roles.hasAny(.side) })
    else { return [] }
    return [side]
  }

  private func sites(behind end: Int) -> [Int] {
    var sites: [Int] = []
    for index in end..<min(units.count, end + 8) {
      if units[index].isHead { return [] }
      if isClauseEnd(units[index]) || units[index].roles.contains(.coordinator) { break }
      if units[index].roles.hasAny([.part, .tissue, .level, .left, .right, .bilateral]) { sites.append(index) }
    }
    return sites.contains { units[$0].roles.hasAny([.part, .level]) } ? sites : []
  }

  private func isClauseEnd(_ unit: DiagnosisUnit) -> Bool { unit.roles.hasAny([.stop, .comma, .itemEnd]) }

  /// Whether the concept has a side that it does not tell and that is the side of `region`.
  func wantsSide(_ concept: some Sequence<Int>, of region: BodyRegion) -> Bool {
    concept.contains { units[$0].region.map { $0.sharesSide(with: region) } ?? false }
  }

  /// The side word of the nearest earlier site of `region`, else of its limb.
  private func side(of region: BodyRegion, before start: Int) -> Int? {
    side(before: start) { $0 == region } ?? side(before: start, where: region.sharesSide)
  }

  private func side(before start: Int, where isWanted: (BodyRegion) -> Bool) -> Int? {
    for index in stride(from: start - 1, through: 0, by: -1) {
      guard let named = units[index].region, isWanted(named) else { continue }
      if let side = list(endingAt: index).last(where: { units[$0].roles.hasAny(.side) }) { return side }
    }
    return nil
  }

  /// The nearest earlier site or level with its side, rather one outside of other phrases; of a list's earlier item only
  /// where the phrase is told in a clause of its own ("...; there is no fracture").
  func lastSite(before start: Int) -> [Int] {
    let item = ((0..<start).last { units[$0].roles.contains(.itemEnd) } ?? -1) + 1
    let isClause = (item..<start).contains { units[$0].roles.isEmpty }
    let reach = (isClause ? 0 : item)..<start
    let isSite: (Int) -> Bool = { units[$0].roles.hasAny([.part, .level]) }
    guard let index = reach.last(where: { isSite($0) && !isOccupied($0) }) ?? reach.last(where: isSite) else {
      return []
    }
    let side = list(endingAt: index).dropLast().last { units[$0].roles.hasAny(.side) }
    return side.map { [$0, index] } ?? [index]
  }

  /// The first body part or level of the sentence with its side; nil where there is none.
  func firstSite() -> [Int]? {
    guard let index = units.indices.first(where: { units[$0].roles.hasAny([.part, .level]) }) else { return nil }
    let side = list(endingAt: index).dropLast().last { units[$0].roles.hasAny(.side) }
    return side.map { [$0, index] } ?? [index]
  }

  /// Whether the sentence has a word of one of these roles.
  func names(_ roles: DiagnosisRoles) -> Bool { units.contains { $0.roles.hasAny(roles) } }

  private func isOccupied(_ index: Int) -> Bool { phrases.contains { $0.units.contains(index) } }

  /// Where words right before a phrase start that the grammar knows nothing of and the coder may ("inferior ST
  /// elevation" of an infarction).
  func unreadStart(before phrase: DiagnosisPhrase) -> Int {
    var low = phrase.lead.lowerBound
    while low > 0, low > phrase.lead.lowerBound - 3, units[low - 1].roles.isEmpty { low -= 1 }
    return low
  }

  /// The sites up to `index`, with those joined to it ("left hand and wrist").
  private func list(endingAt index: Int) -> Range<Int> {
    var low = index
    while low > 0, units[low - 1].isPlainInner || joins(low - 1) { low -= 1 }
    return low..<index + 1
  }

  func joins(_ index: Int) -> Bool {
    units[index].roles.contains(.coordinator) && !units[index].roles.contains(.comma)
  }
}
