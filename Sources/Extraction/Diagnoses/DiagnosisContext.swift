/// What a phrase leaves to its sentence: the side of a site named before it, or the site itself.
struct DiagnosisContext {
  let lexicon: DiagnosisLexicon
  let units: [DiagnosisUnit]

  /// Units before `start` that give the concept its missing side or site, nearest first to be found.
  func missing(in concept: [Int], head: Int, before start: Int) -> [Int] {
    let parts = concept.filter { units[$0].roles.contains(.part) }
    if concept.contains(where: { units[$0].roles.hasAny(.side) || units[$0].roles.contains(.level) }) { return [] }
    let named = lexicon.heads[Int(units[head].head)].region
    if let region = parts.compactMap(pairedRegion).first ?? named { return side(of: region, before: start) }
    return parts.isEmpty && isLocal(head) ? lastSite(before: start) : []
  }

  private func isLocal(_ head: Int) -> Bool { lexicon.heads[Int(units[head].head)].reach == .local }

  private func pairedRegion(_ index: Int) -> String? {
    guard units[index].site >= 0 else { return nil }
    let site = lexicon.sites[Int(units[index].site)]
    return site.isPaired ? site.region : nil
  }

  /// The side word of the nearest earlier site of `region`.
  private func side(of region: String, before start: Int) -> [Int] {
    for index in stride(from: start - 1, through: 0, by: -1) where pairedRegion(index) == region {
      if let side = group(endingAt: index).first(where: { units[$0].roles.hasAny(.side) }) { return [side] }
    }
    return []
  }

  /// The nearest earlier site with its side.
  private func lastSite(before start: Int) -> [Int] {
    guard let index = (0..<start).last(where: { units[$0].roles.contains(.part) }) else { return [] }
    return group(endingAt: index).filter { units[$0].roles.hasAny(.side) || $0 == index }
  }

  private func group(endingAt index: Int) -> Range<Int> {
    var low = index
    while low > 0, units[low - 1].isPlainInner { low -= 1 }
    return low..<index + 1
  }
}
