/// Expands a phrase that names several problems with one head into the units of each: "cervical and lumbar strain",
/// "pain in the neck, low back and right shoulder", "right and left carpal tunnel syndrome".
extension DiagnosisGrammar {
  /// What the problems of a phrase have for their own: the members of a list before the head, or behind a preposition.
  struct Problems {
    /// The preposition's link, nil where the list stands before the head.
    var link: Int?
    /// None where there is but one problem.
    var members: [[Int]] = []

    var count: Int { max(1, members.count) }
  }

  func problems(of phrase: DiagnosisPhrase) -> Problems {
    if phrase.leftGroups.count > 1 {
      let members = members(phrase.leftGroups)
      if members.count > 1 { return Problems(members: members) }
    }
    for link in phrase.links where parts.links[link].groups.count > 1 {
      let members = members(parts.links[link].groups)
      if members.count > 1 { return Problems(link: link, members: members) }
    }
    return Problems()
  }

  /// The units of a problem, by index, in the order in which a reader would say them.
  /// - Parameter memory: where they are put.
  func concept(
    _ index: Int, of problems: Problems, _ phrase: DiagnosisPhrase, in memory: UnsafeMutableBufferPointer<Int>
  ) -> UnsafeBufferPointer<Int> {
    var list = UnitList(in: memory)
    if problems.link == nil, !problems.members.isEmpty {
      list.append(problems.members[index])
    } else {
      for group in phrase.leftGroups { list.append(parts.groups[group]) }
    }
    list.append(phrase.head)
    let behind = list.count
    for link in phrase.links {
      if let preposition = parts.links[link].preposition { list.append(preposition) }
      if link == problems.link {
        list.append(problems.members[index])
      } else {
        for group in parts.links[link].groups { list.append(parts.groups[group]) }
      }
    }
    for tail in phrase.tails { list.append(parts.tails[tail]) }
    if let second = phrase.second { list.append(second) }
    list.sort(from: behind)
    return list.units
  }

  // MARK: Members of a list

  /// The units of each member of a list of sites, sides or levels; what a member leaves out is taken from the others.
  private func members(_ groups: Range<Int>) -> [[Int]] {
    let last = parts.groups[groups.upperBound - 1]
    var members: [[Int]] = []
    var side: Int?
    for group in parts.groups[groups] {
      guard let member = member(group, of: last) else { continue }
      let own = member.first { units[$0].roles.hasAny(.side) }
      if let own { side = own } else if !isTwoSided(member) { side = nil }
      members.append(own == nil && side != nil ? [side].compactMap { $0 } + member : member)
    }
    return members
  }

  /// `group` with what it shares with the list's last group, nil where it names no problem of its own
  /// ("muscle, fascia and tendon").
  private func member(_ group: Range<Int>, of last: Range<Int>) -> [Int]? {
    let own = Array(group)
    let isLast = group == last
    let roles = units.roles(group)
    if roles.contains(.part) { return isLast ? own : own + sharedTissue(last) }
    if roles.contains(.elliptic) { return isLast ? own : own + last.filter { units[$0].roles.contains(.part) } }
    if roles.contains(.level) { return isLast ? own : own + last.filter { !units[$0].roles.contains(.level) } }
    guard roles.hasAny(.side) else { return nil }
    if isLast || roles.contains(.tissue) { return own }
    return own + last.filter { !units[$0].roles.hasAny(.side) && !isQualifierBeforeSide($0, in: last) }
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
    let sites = member.filter { units[$0].roles.contains(.part) }
    if sites.isEmpty { return member.contains { units[$0].roles.hasAny([.level, .elliptic]) } }
    return sites.contains { units[$0].region?.isPaired ?? false }
  }
}
