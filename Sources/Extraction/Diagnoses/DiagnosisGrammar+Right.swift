extension DiagnosisGrammar {
  /// Takes in what follows the head.
  mutating func extendRight(_ phrase: inout DiagnosisPhrase) {
    while let end = step(&phrase, at: phrase.units.upperBound) {
      phrase.units = phrase.units.lowerBound..<end
    }
    if let second = second(of: phrase) {
      phrase.second = second
      phrase.units = phrase.units.lowerBound..<second.upperBound
      while let end = step(&phrase, at: phrase.units.upperBound) {
        phrase.units = phrase.units.lowerBound..<end
      }
    }
  }

  /// The end of what the units from `index` on add to the phrase, nil where they add nothing.
  private mutating func step(_ phrase: inout DiagnosisPhrase, at index: Int) -> Int? {
    guard index < units.count else { return nil }
    let roles = units[index].roles
    if roles.contains(.level) { return levels(&phrase, from: index) }
    if roles.contains(.closeTail), !headFollows(index) {
      parts.add(tail: index..<index + 1, to: &phrase)
      return index + 1
    }
    if let end = sides(&phrase, at: index, closedBy: .endsSide) { return end }
    if roles.contains(.link) { return link(&phrase, at: index) }
    if let end = siteToldLater(&phrase, behind: index) { return end }
    if roles.contains(.comma) { return afterComma(&phrase, at: index + 1) }
    if let site = siteAtItemEnd(index) {
      parts.add(tail: site, to: &phrase)
      return site.upperBound
    }
    return nil
  }

  /// The end of the levels right behind the head, each of which makes a problem: "disc protrusions L4-5 and L5-S1".
  private mutating func levels(_ phrase: inout DiagnosisPhrase, from index: Int) -> Int {
    let place = parts.groups.count
    var end = index + 1
    while let next = level(joinedTo: end) {
      if end == index + 1 { parts.add(group: index..<index + 1) }
      parts.add(group: next..<next + 1)
      end = next + 1
    }
    if end == index + 1 {
      parts.add(tail: index..<end, to: &phrase)
    } else {
      parts.add(linkOf: nil, groupsFrom: place, to: &phrase)
    }
    return end
  }

  /// A level behind the coordinators at `index` that is no further problem's.
  private func level(joinedTo index: Int) -> Int? {
    var at = index
    while at < units.count, units[at].roles.contains(.coordinator) { at += 1 }
    return at > index && at < units.count && units[at].roles.contains(.level) && !headFollows(at) ? at : nil
  }

  /// The end of a side behind the head that what `closing` holds or no other site's word follows, or of two, which make
  /// two problems: "achilles tendonitis right;", "carpal tunnel syndrome right and left".
  private mutating func sides(_ phrase: inout DiagnosisPhrase, at index: Int, closedBy closing: DiagnosisRoles) -> Int?
  {
    guard isSide(index) else { return nil }
    if index + 2 < units.count, joins(index + 1), isSide(index + 2), closes(index + 3, closing) {
      let place = parts.add(group: index..<index + 1)
      parts.add(group: index + 2..<index + 3)
      parts.add(linkOf: nil, groupsFrom: place, to: &phrase)
      return index + 3
    }
    guard closes(index + 1, closing) else { return nil }
    parts.add(tail: index..<index + 1, to: &phrase)
    return index + 1
  }

  private func isSide(_ index: Int) -> Bool { units[index].roles.hasAny(.side) && !units[index].roles.hasAny(.site) }

  /// Whether what stands at `index` ends what stands before it. After a coordinator the next problem has to start.
  private func closes(_ index: Int, _ closing: DiagnosisRoles) -> Bool {
    guard index < units.count else { return true }
    if joins(index) { return closing.contains(.coordinator) && problemFollows(index + 1) }
    return units[index].roles.hasAny(closing)
  }

  /// Whether a problem starts at `index` that names no side that could be that of an earlier one.
  private func problemFollows(_ index: Int) -> Bool {
    var at = index
    while at < units.count, units[at].roles.contains(.determiner) { at += 1 }
    return headFollows(at) && !(at < units.count && isSide(at))
  }

  /// A site right behind the head and at the end of a list item, as problem lists have it ("contusion left knee",
  /// "hammer toes second and third left").
  private func siteAtItemEnd(_ index: Int) -> Range<Int>? {
    var at = index
    while at < units.count, units[at].isPlainInner || joinsOrdinals(at, from: index) { at += 1 }
    let roles = units.roles(index..<at)
    guard roles.hasAny([.part, .level]) || roles.contains(.coordinator) && roles.hasAny(.side) else { return nil }
    return at == units.count || units[at].roles.contains(.stop) || isItemEnd(at) ? index..<at : nil
  }

  /// "and" of "second and third left".
  private func joinsOrdinals(_ index: Int, from start: Int) -> Bool {
    index > start && index + 1 < units.count && joins(index) && isOrdinal(index - 1) && isOrdinal(index + 1)
  }

  private func isOrdinal(_ index: Int) -> Bool { units[index].isPlainInner && units[index].roles.contains(.trimmed) }

  // MARK: Prepositions

  mutating func link(_ phrase: inout DiagnosisPhrase, at index: Int) -> Int? {
    guard let first = group(at: index + 1), takesSite(phrase, first) else { return nil }
    let place = parts.add(group: first)
    var last = first
    while let next = nextGroup(after: last) {
      parts.add(group: next)
      last = next
    }
    parts.add(linkOf: index, groupsFrom: place, to: &phrase)
    return last.upperBound
  }

  /// A pain with a site of its own goes on with a side or level alone ("back pain to the right thigh" is of the back).
  private func takesSite(_ phrase: DiagnosisPhrase, _ site: Range<Int>) -> Bool {
    guard units[phrase.head].traits.kind == .pain else { return true }
    return !units.roles(site).hasAny([.part, .tissue]) || !units.roles(phrase.units).contains(.part)
  }

  /// The site that starts at `index`, with its sides, levels and qualifiers. Not one that is part of another phrase.
  func group(at index: Int) -> Range<Int>? {
    var at = index
    while at < units.count, units[at].roles.contains(.determiner) { at += 1 }
    let start = at
    while at < units.count, units[at].isPlainInner || joinsQualifiers(at, from: start),
      !units[at].roles.contains(.excluded)
    {
      at += 1
      if at < units.count, units[at].roles.contains(.determiner), at + 1 < units.count, units[at + 1].isPlainInner {
        at += 1
      }
    }
    guard start < at, units.roles(start..<at).hasAny(Self.place) || isSideAlone(start..<at) else { return nil }
    return at < units.count && (units[at].isHead || units[at].roles.contains(.excluded)) ? nil : start..<at
  }

  /// "and" of "the mid and upper thoracic spine", "the left fifth and sixth ribs"; a comma only between such words.
  private func joinsQualifiers(_ index: Int, from start: Int) -> Bool {
    guard index > start, index + 1 < units.count, units[index].roles.contains(.coordinator),
      units[index + 1].isPlainInner, !units.roles(start..<index).hasAny(Self.place)
    else { return false }
    if units[index].roles.contains(.comma), !units[index + 1].roles.contains(.modifier) { return false }
    return units[index - 1].roles.contains(.modifier)
  }

  private static let place: DiagnosisRoles = [.part, .tissue, .place, .level, .elliptic]

  /// "on the right".
  private func isSideAlone(_ group: Range<Int>) -> Bool {
    group.count == 1 && units[group.lowerBound].roles.hasAny(.side)
  }

  /// The next site of a list: "neck, low back and right shoulder"; not where it belongs to a further head, nor where it
  /// tells the region of the site before it ("medial meniscus, left knee").
  private func nextGroup(after group: Range<Int>) -> Range<Int>? {
    var at = group.upperBound
    while at < units.count, units[at].roles.contains(.coordinator) { at += 1 }
    guard at > group.upperBound, at < units.count else { return nil }
    if units[at].roles.contains(.link) { at += 1 }
    guard let next = self.group(at: at), !standsForHead(next.upperBound - 1) else { return nil }
    let isComma = at == group.upperBound + 1 && units[group.upperBound].roles.contains(.comma)
    let tellsPlace = tellsRegion(next, of: group) || isSideAlone(next) && !units.roles(group).hasAny(.side)
    return isComma && tellsPlace && isItemEnd(next.upperBound) ? nil : next
  }

  /// "carpal" of "the right elbow and carpal and cubital tunnel syndrome".
  private func standsForHead(_ index: Int) -> Bool {
    guard units[index].ellipticHead >= 0, index + 2 < units.count, joins(index + 1) else { return false }
    let head = units[index + 2]
    return head.isHead && head.head >= 0 && lastWord(of: units[index].ellipticHead) == lastWord(of: head.head)
  }

  private func tellsRegion(_ site: Range<Int>, of other: Range<Int>) -> Bool {
    !regions(site).isEmpty && regions(site) == regions(other) && !units.roles(other).hasAny(.side)
  }

  private func regions(_ group: Range<Int>) -> BodyRegionSet {
    var regions = BodyRegionSet()
    for unit in units[group] where unit.roles.contains(.part) { regions.insert(unit.region) }
    return regions
  }

  // MARK: Commas

  private mutating func afterComma(_ phrase: inout DiagnosisPhrase, at index: Int) -> Int? {
    guard index < units.count else { return nil }
    if units[index].roles.contains(.tail), !headFollows(index) {
      parts.add(tail: index..<index + 1, to: &phrase)
      return index + 1
    }
    if isSideEnd(behindSides(index)), let end = sides(&phrase, at: index, closedBy: [.stop, .comma]) { return end }
    guard let site = siteAfterComma(phrase, at: index) else { return nil }
    parts.add(tail: site, to: &phrase)
    return site.upperBound
  }

  /// Where sides that start at `index` and are joined end.
  private func behindSides(_ index: Int) -> Int {
    var at = index
    while at < units.count, isSide(at) || at > index && joins(at) { at += 1 }
    return at
  }

  /// Whether a list item ends at `index`; a side behind it is that of the next.
  private func isSideEnd(_ index: Int) -> Bool {
    if isItemEnd(index) { return true }
    return units[index].roles.contains(.comma) && index + 1 < units.count && isSide(index + 1)
  }

  /// "tear of the medial meniscus, left knee": one site, and the end of the list item behind it.
  private func siteAfterComma(_ phrase: DiagnosisPhrase, at index: Int) -> Range<Int>? {
    var at = index
    while at < units.count, units[at].isPlainInner { at += 1 }
    let site = units.roles(index..<at)
    guard site.hasAny([.part, .level, .left, .right, .bilateral]), isItemEnd(at) else { return nil }
    let isAnotherPain =
      units[phrase.head].traits.kind == .pain && site.contains(.part) && units.roles(phrase.units).contains(.part)
    return isAnotherPain ? nil : index..<at
  }

  /// Whether a list item ends at `index` and no further head takes the sites before it for its own.
  private func isItemEnd(_ index: Int) -> Bool {
    guard index < units.count else { return true }
    guard units[index].roles.hasAny([.stop, .comma]) else { return false }
    var at = index
    while at < units.count, units[at].roles.contains(.coordinator) || units[at].isPlainInner { at += 1 }
    return at == index || at == units.count || !units[at].isHead || isNowhere(at)
  }

  /// Whether a head is that of a problem without a place.
  private func isNowhere(_ index: Int) -> Bool { !units[index].isLocal && units[index].traits.kind == .mental }

  // MARK: A second problem

  /// "with radiculopathy" behind a disc disorder: the two make one diagnosis.
  private func second(of phrase: DiagnosisPhrase) -> Range<Int>? {
    let joint = phrase.units.upperBound
    guard joint < units.count else { return nil }
    let roles = units[joint].roles
    guard roles.hasAny([.with, .without, .cause, .link]) || roles.contains(.coordinator) && !roles.contains(.comma)
    else {
      return nil
    }
    var at = joint + 1
    while at < units.count, units[at].isPlainInner || units[at].roles.contains(.determiner) { at += 1 }
    guard at < units.count, units[at].isHead, units[at].head >= 0 else { return nil }
    return combines(units[phrase.head], units[at], roles) ? joint..<at + 1 : nil
  }

  private func combines(_ first: DiagnosisUnit, _ second: DiagnosisUnit, _ joint: DiagnosisRoles) -> Bool {
    var common = lexicon.heads[Int(first.head)].combinesAsFirst & lexicon.heads[Int(second.head)].combinesAsSecond
    while common != 0 {
      switch lexicon.combinations[common.trailingZeroBitCount].joint {
      case .with where joint.hasAny([.with, .without]): return true
      case .cause where joint.contains(.cause): return true
      case .and where joint.contains(.coordinator): return true
      case .of where joint.contains(.link): return true
      default: common &= common - 1
      }
    }
    return false
  }
}

extension DiagnosisRoles {
  /// What may follow a side that belongs to the head before it.
  fileprivate static let endsSide: DiagnosisRoles = [
    .stop, .comma, .with, .without, .cause, .tail, .closeTail, .coordinator,
  ]
}
