extension DiagnosisGrammar {
  /// Takes in what qualifies the head to its left, over coordinators where a list of sites, sides or levels shares the
  /// head ("neck, back and right shoulder pain").
  mutating func extendLeft(_ phrase: inout DiagnosisPhrase, from start: Int) {
    var low = phrase.head
    if low > start, qualifies(low - 1, head: phrase.head) { low -= 1 }
    while low > start, units[low - 1].isPlainInner || isInnerWord(low - 1) { low -= 1 }
    let joined = qualified(low, from: start)..<phrase.head
    let place = parts.add(group: joined)
    var first = joined
    while let group = sharedGroup(before: first, from: start) {
      parts.add(group: group)
      first = group
    }
    parts.reverseGroups(from: place)
    phrase.leftGroups = place..<parts.groups.count
    if phrase.leftGroups.count > 1, belongsToEarlier(first, from: start) {
      phrase.leftGroups = parts.groups.count - 1..<parts.groups.count
      first = joined
    }
    let rest = trimLead(first, head: phrase.head)
    parts.replace(group: phrase.leftGroups.lowerBound, by: rest)
    phrase.lead = first.lowerBound..<rest.lowerBound
    phrase.units = rest.lowerBound..<phrase.units.upperBound
    addElliptic(to: &phrase, from: start)
  }

  /// Takes in the word before a coordinator that stands for a head with the same last word.
  private func addElliptic(to phrase: inout DiagnosisPhrase, from start: Int) {
    var at = phrase.units.lowerBound - 1
    guard at > start, !units[at].roles.contains(.comma) else { return }
    while at > start, units[at].roles.contains(.coordinator) { at -= 1 }
    guard at < phrase.units.lowerBound - 1, units[at].ellipticHead >= 0, !units[at].isHead,
      lastWord(of: units[at].ellipticHead) == lastWord(of: units[phrase.head].head)
    else { return }
    var low = at
    while low > start, units[low - 1].isPlainInner { low -= 1 }
    phrase.elliptic = at
    phrase.units = low..<phrase.units.upperBound
  }

  func lastWord(of head: Int32) -> Substring? {
    lexicon.rules[Int(head)].name.split(separator: " ").last
  }

  /// A disorder directly before a generic head is its qualifier ("facet arthropathy pain").
  private func qualifies(_ index: Int, head: Int) -> Bool {
    let unit = units[index]
    guard unit.isHead, unit.head >= 0, !unit.roles.contains(.excluded) else { return false }
    return isGeneric(units[head]) && unit.traits.kind != .pain
  }

  /// A word that is a head elsewhere and a qualifier here ("compression" before "fracture").
  private func isInnerWord(_ index: Int) -> Bool {
    units[index].isInner && !units[index].roles.contains(.excluded)
  }

  /// `low`, or where more qualifiers start that are joined to the one there: "central and right paracentral extrusion",
  /// "L5-S1 a 4 mm extrusion".
  private func qualified(_ low: Int, from start: Int) -> Int {
    var low = low
    if low - 1 > start, units[low - 1].roles.contains(.coordinator), !units[low - 1].roles.contains(.comma),
      units[low].roles.hasAny([.modifier, .left, .right])
    {
      var first = low - 1
      while first > start, units[first - 1].roles.hasAny([.modifier, .measure]), units[first - 1].isPlainInner {
        first -= 1
      }
      if first < low - 1, !units.roles(first..<low - 1).hasAny(.site) { low = first }
    }
    let determiner = low - 1
    return determiner > start && units[determiner].roles.contains(.determiner)
      && units[determiner - 1].roles.contains(.level)
      ? determiner - 1 : low
  }

  /// The group before a coordinator, where it shares the head of `group`.
  private func sharedGroup(before group: Range<Int>, from start: Int) -> Range<Int>? {
    var end = group.lowerBound
    while end > start, units[end - 1].roles.contains(.coordinator) { end -= 1 }
    guard end < group.lowerBound, end > start, isShareable(group) else { return nil }
    var low = end
    while low > start, units[low - 1].isPlainInner { low -= 1 }
    guard low < end, ends(low..<end, like: group) else { return nil }
    return low..<end
  }

  private func isShareable(_ group: Range<Int>) -> Bool {
    units.roles(group).hasAny([.part, .tissue, .level, .elliptic, .left, .right, .bilateral])
  }

  /// Whether the last word of `group` is of a kind that `next` goes on with: a site, a level, or a side before another.
  private func ends(_ group: Range<Int>, like next: Range<Int>) -> Bool {
    let last = units[group.upperBound - 1].roles
    if last.hasAny([.part, .tissue, .level, .elliptic]) { return true }
    let opening = units.roles(next.clamped(to: next.lowerBound..<next.lowerBound + 2)).intersection(.side)
    return last.hasAny(.side) && !opening.isEmpty && !last.isSuperset(of: opening)
  }

  /// Whether a site is that of an earlier word: "contusion of the left elbow and neck strain", "MRI of the neck and low
  /// back pain", but not "complains of neck and low back pain".
  private func belongsToEarlier(_ group: Range<Int>, from start: Int) -> Bool {
    guard units.roles(group).hasAny([.part, .tissue, .level, .elliptic]) else { return false }
    var at = group.lowerBound - 1
    if at >= start, units[at].head >= 0 { return true }
    while at >= start, units[at].roles.contains(.determiner) { at -= 1 }
    guard at > start, units[at].roles.contains(.link) else { return false }
    let owner = units[at - 1]
    return !owner.roles.hasAny([.complaintNoun, .clauseBreak, .diagnosisCue])
  }

  /// The group without what leads the phrase and says nothing of the problem itself ("constant neck pain").
  private func trimLead(_ group: Range<Int>, head: Int) -> Range<Int> {
    var low = group.lowerBound
    let end = group.upperBound
    while low < end, isLeadTrimmed(units[low], pain: units[head].traits.kind == .pain) { low += 1 }
    while low < end, units[low].roles.contains(.coordinator) { low += 1 }
    return low..<end
  }

  /// How severe a pain is, is no part of which pain it is.
  private func isLeadTrimmed(_ unit: DiagnosisUnit, pain: Bool) -> Bool {
    guard !unit.roles.hasAny(.site), unit.head < 0 else { return false }
    return unit.roles.contains(.trimmed) || pain && unit.roles.contains(.severity)
  }
}
