/// What a phrase leaves to its sentence: the side of a site named before it, or the site itself.
struct DiagnosisContext {
  let lexicon: DiagnosisLexicon
  let units: [DiagnosisUnit]
  /// The units of the sentence's phrases.
  let occupied: [Range<Int>]

  /// Units before `start` that give the concept its missing side or site.
  func missing(in concept: [Int], head: Int, before start: Int) -> [Int] {
    if concept.contains(where: { units[$0].roles.hasAny(.side) || units[$0].roles.contains(.level) }) { return [] }
    let regions = concept.compactMap(region)
    if let region = regions.first(where: \.isPaired) { return side(of: region, before: start) }
    return regions.isEmpty && isLocal(head) ? lastSite(before: start) : []
  }

  /// Whether the concept is always somewhere and its words do not tell where.
  func isPlaceless(_ concept: [Int], head: Int) -> Bool {
    isLocal(head)
      && !concept.contains { region($0) != nil || units[$0].roles.hasAny([.level, .left, .right, .bilateral]) }
  }

  /// What the same clause gives behind a concept without it: the site of a problem that is always somewhere ("tear is
  /// seen in the left medial meniscus"), but not where another head may claim it; or the side of its site ("bursitis and
  /// tendinitis of the right shoulder").
  func sites(of concept: [Int], head: Int, behind end: Int) -> [Int] {
    if concept.contains(where: { units[$0].roles.hasAny([.level, .left, .right, .bilateral]) }) { return [] }
    guard let region = concept.compactMap(region).first else { return isLocal(head) ? sites(behind: end) : [] }
    let clause = end..<(units[end...].prefix(12).firstIndex { isClauseEnd($0) } ?? min(units.count, end + 12))
    return clause.last { self.region($0).map(region.sharesSide) ?? false }
      .flatMap { site in list(endingAt: site).last { $0 >= end && units[$0].roles.hasAny(.side) } }.map { [$0] } ?? []
  }

  private func sites(behind end: Int) -> [Int] {
    var sites: [Int] = []
    for index in end..<min(units.count, end + 8) {
      if units[index].isHead { return [] }
      if isClauseEnd(units[index]) || units[index].roles.contains(.coordinator) { break }
      if units[index].roles.hasAny(.located) || units[index].roles.hasAny(.side) { sites.append(index) }
    }
    return sites.contains { units[$0].roles.hasAny([.part, .level]) } ? sites : []
  }

  private func isClauseEnd(_ unit: DiagnosisUnit) -> Bool { unit.roles.hasAny([.stop, .comma, .itemEnd]) }

  private func isLocal(_ head: Int) -> Bool { lexicon.heads[Int(units[head].head)].reach == .local }

  /// Whether the concept has a side that it does not tell and that is the side of `region`.
  func wantsSide(_ concept: [Int], of region: BodyRegion) -> Bool {
    !concept.contains { units[$0].roles.hasAny(.side) }
      && concept.contains { self.region($0).map { $0.sharesSide(with: region) } ?? false }
  }

  /// The region that a unit names as a site or within a disorder.
  func region(_ index: Int) -> BodyRegion? {
    let unit = units[index]
    if unit.roles.contains(.part), unit.site >= 0 { return lexicon.sites[Int(unit.site)].region }
    return unit.head >= 0 ? lexicon.heads[Int(unit.head)].region : nil
  }

  /// The side word of the nearest earlier site of `region`, else of its limb.
  private func side(of region: BodyRegion, before start: Int) -> [Int] {
    let isSame: (Int) -> Bool = { self.region($0)?.name == region.name }
    let isNear: (Int) -> Bool = { self.region($0).map(region.sharesSide) ?? false }
    return side(before: start, where: isSame) ?? side(before: start, where: isNear) ?? []
  }

  private func side(before start: Int, where isWanted: (Int) -> Bool) -> [Int]? {
    for index in stride(from: start - 1, through: 0, by: -1) where isWanted(index) {
      if let side = list(endingAt: index).last(where: { units[$0].roles.hasAny(.side) }) { return [side] }
    }
    return nil
  }

  /// The nearest earlier site or level with its side, rather one outside of other phrases; of a list's earlier item only
  /// where the phrase is told in a clause of its own ("...; there is no fracture").
  func lastSite(before start: Int) -> [Int] {
    let item = ((0..<start).last { units[$0].roles.contains(.itemEnd) } ?? -1) + 1
    let isClause = units[item..<start].contains { $0.roles.isEmpty }
    let sites = ((isClause ? 0 : item)..<start).filter { units[$0].roles.hasAny([.part, .level]) }
    guard let index = sites.last(where: { site in !occupied.contains { $0.contains(site) } }) ?? sites.last else {
      return []
    }
    return list(endingAt: index).filter { units[$0].roles.hasAny(.side) || $0 == index }.suffix(2)
  }

  /// The sites up to `index`, with those joined to it ("left hand and wrist").
  private func list(endingAt index: Int) -> Range<Int> {
    var low = index
    while low > 0, units[low - 1].isPlainInner || joins(low - 1) { low -= 1 }
    return low..<index + 1
  }

  private func joins(_ index: Int) -> Bool {
    units[index].roles.contains(.coordinator) && !units[index].roles.contains(.comma)
  }
}
