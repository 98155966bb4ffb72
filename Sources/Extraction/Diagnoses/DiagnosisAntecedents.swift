/// What a document said before of a problem that it names again with fewer words: "lumbar radiculopathy ... the
/// radiculopathy", "right inguinal hernia ... the hernia".
struct DiagnosisAntecedents {
  private struct Antecedent {
    var head: Int32
    /// Of the head's name.
    var ending: UInt64
    var laterality: Laterality?
    var bodySites: [String]
    var levels: [String]
  }

  private let lexicon: DiagnosisLexicon
  /// The findings so far that name a place, one for each head and sites.
  private var antecedents: [Antecedent] = []

  /// The sides that findings gave to regions and limbs.
  private var sides = DocumentSides()

  /// A document has about so many.
  private static let usualCount = 16

  init(_ lexicon: DiagnosisLexicon) {
    self.lexicon = lexicon
    antecedents.reserveCapacity(Self.usualCount)
  }

  /// Words that support the code of `finding` and that it leaves to its sentence or to what was said before.
  func context(of finding: DiagnosisFinding) -> String {
    if !finding.context.isEmpty { return finding.context }
    if Self.namesPlace(finding) {
      return finding.laterality == nil ? (side(of: finding) ?? sides[finding.region])?.rawValue ?? "" : ""
    }
    let ending = lexicon.heads[Int(finding.head)].ending
    guard let last = antecedents.last(where: { isAlike($0, finding.head, ending) }) else {
      return finding.laterality == nil ? sides[finding.region]?.rawValue ?? "" : ""
    }
    let side = finding.laterality == nil ? last.laterality.map { [$0.rawValue] } ?? [] : []
    let name = last.head == finding.head ? [] : [lexicon.rules[Int(last.head)].name]
    return (side + last.levels + last.bodySites + name).joined(separator: " ")
  }

  mutating func remember(_ finding: DiagnosisFinding) {
    if let side = finding.laterality { sides.add(side, of: finding.region) }
    let ending = lexicon.heads[Int(finding.head)].ending
    guard
      Self.namesPlace(finding)
        || finding.laterality != nil && !antecedents.contains(where: { isFuller($0, than: finding, ending) })
    else { return }
    antecedents.append(
      Antecedent(
        head: finding.head, ending: ending, laterality: finding.laterality, bodySites: finding.bodySites,
        levels: finding.levels))
  }

  private static func namesPlace(_ finding: DiagnosisFinding) -> Bool {
    !finding.bodySites.isEmpty || !finding.levels.isEmpty
  }

  private func isFuller(_ antecedent: Antecedent, than finding: DiagnosisFinding, _ ending: UInt64) -> Bool {
    isAlike(antecedent, finding.head, ending)
      && (antecedent.head != finding.head || !antecedent.bodySites.isEmpty || !antecedent.levels.isEmpty)
  }

  /// The side that all earlier mentions with the same sites agree on.
  private func side(of finding: DiagnosisFinding) -> Laterality? {
    let ending = lexicon.heads[Int(finding.head)].ending
    var side: Laterality?
    for earlier in antecedents where isAlike(earlier, finding.head, ending) && earlier.bodySites == finding.bodySites {
      guard let own = earlier.laterality, side == nil || side == own else { return nil }
      side = own
    }
    return side
  }

  /// Whether the earlier head is the later one, or a fuller name of it ("inguinal hernia" of "hernia").
  /// - Parameter ending: of the later head's name.
  private func isAlike(_ earlier: Antecedent, _ later: Int32, _ ending: UInt64) -> Bool {
    if earlier.head == later { return true }
    return ending != 0 && ending == earlier.ending
      && lexicon.rules[Int(earlier.head)].name.hasSuffix(lexicon.rules[Int(later)].name)
  }
}

/// Which sides of the regions of the body a document speaks of.
private struct DocumentSides {
  /// By number, a bit each.
  private struct Sides {
    var left: UInt64 = 0
    var right: UInt64 = 0

    mutating func add(_ side: Laterality, _ number: UInt8) {
      if side != .right { left |= 1 << UInt64(number) }
      if side != .left { right |= 1 << UInt64(number) }
    }

    func names(_ number: UInt8) -> Bool { (left | right) >> UInt64(number) & 1 == 1 }

    /// Nil where both sides are named.
    func only(_ number: UInt8) -> Laterality? {
      let isLeft = left >> UInt64(number) & 1 == 1
      guard isLeft != (right >> UInt64(number) & 1 == 1) else { return nil }
      return isLeft ? .left : .right
    }
  }

  private var regions = Sides()
  private var limbs = Sides()

  mutating func add(_ side: Laterality, of region: BodyRegion) {
    regions.add(side, region.number)
    limbs.add(side, region.limb)
  }

  /// The one side that the document has named of a region so far, or of its limb where it has named none of the region. A limb as a
  /// whole is a place of its own ("leg pain" beside a bursitis of the left hip).
  subscript(region: BodyRegion) -> Laterality? {
    guard region.isPaired else { return nil }
    if regions.names(region.number) { return regions.only(region.number) }
    return region.limb == 0 || region.isWholeLimb ? nil : limbs.only(region.limb)
  }
}
