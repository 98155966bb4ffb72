/// Expands a phrase that names several problems with one head into the units of each: "cervical and lumbar strain",
/// "pain in the neck, low back and right shoulder", "right and left carpal tunnel syndrome".
struct DiagnosisCoordination {
  let lexicon: DiagnosisLexicon
  let units: [DiagnosisUnit]

  /// The units of each problem, by index, in the order in which a reader would say them.
  func concepts(of phrase: DiagnosisPhrase) -> [[Int]] {
    let left = members(phrase.leftGroups)
    if left.count > 1 {
      return left.map { $0 + [phrase.head] + behind(phrase, linkTo: { $0.groups.flatMap(Array.init) }) }
    }
    let before = phrase.leftGroups.flatMap(Array.init) + [phrase.head]
    guard let shared = phrase.links.firstIndex(where: { members($0.groups).count > 1 }) else {
      return [before + behind(phrase, linkTo: { $0.groups.flatMap(Array.init) })]
    }
    return members(phrase.links[shared].groups).map { member in
      before
        + behind(
          phrase,
          linkTo: { link in
            link.preposition == phrase.links[shared].preposition ? member : link.groups.flatMap(Array.init)
          })
    }
  }

  private func behind(_ phrase: DiagnosisPhrase, linkTo sites: (DiagnosisPhrase.Link) -> [Int]) -> [Int] {
    var units = phrase.links.flatMap { [$0.preposition] + sites($0) } + phrase.tails.flatMap(Array.init)
    if let second = phrase.second { units += Array(second) }
    return units.sorted()
  }

  // MARK: Members of a list

  /// The units of each member of a list of sites, sides or levels; what a member leaves out is taken from the others.
  private func members(_ groups: [Range<Int>]) -> [[Int]] {
    guard groups.count > 1, let last = groups.last else { return groups.map(Array.init) }
    var members: [[Int]] = []
    var side: Int?
    for group in groups {
      guard let member = member(group, of: last) else { continue }
      let own = member.first { units[$0].roles.hasAny(.side) }
      if let own { side = own } else if !isTwoSided(member) { side = nil }
      members.append(own == nil && side != nil ? [side].compactMap { $0 } + member : member)
    }
    return members.count > 1 ? members : [groups.flatMap(Array.init)]
  }

  /// `group` with what it shares with the list's last group, nil where it names no problem of its own
  /// ("muscle, fascia and tendon").
  private func member(_ group: Range<Int>, of last: Range<Int>) -> [Int]? {
    let own = Array(group)
    let isLast = group == last
    if has(.part, group) { return isLast ? own : own + sharedTissue(last) }
    if has(.elliptic, group) { return isLast ? own : own + last.filter { units[$0].roles.contains(.part) } }
    if has(.level, group) { return isLast ? own : own + last.filter { !units[$0].roles.contains(.level) } }
    if has(.side, group), !has(.tissue, group) {
      return isLast ? own : own + last.filter { !units[$0].roles.hasAny(.side) && !isQualifierBeforeSide($0, in: last) }
    }
    return has(.side, group) ? own : nil
  }

  /// "facet" of "cervical and lumbar facet arthropathy".
  private func sharedTissue(_ last: Range<Int>) -> [Int] {
    guard let part = last.last(where: { units[$0].roles.contains(.part) }) else { return [] }
    return Array(last).filter { $0 > part }
  }

  /// "mild" of "moderate left and mild right narrowing" is the last member's own.
  private func isQualifierBeforeSide(_ index: Int, in group: Range<Int>) -> Bool {
    guard let side = group.first(where: { units[$0].roles.hasAny(.side) }) else { return false }
    return index < side
  }

  /// A paired body part, or a spinal level, whose side is that of the roots.
  private func isTwoSided(_ member: [Int]) -> Bool {
    let parts = member.filter { units[$0].roles.contains(.part) }
    if parts.isEmpty { return member.contains { units[$0].roles.hasAny([.level, .elliptic]) } }
    return parts.contains { lexicon.sites[Int(units[$0].site)].region?.isPaired ?? false }
  }

  private func has(_ role: DiagnosisRoles, _ group: Range<Int>) -> Bool {
    units[group].contains { $0.roles.hasAny(role) }
  }
}
