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

  /// A document has about so many.
  private static let usualCount = 16

  init(_ lexicon: DiagnosisLexicon) {
    self.lexicon = lexicon
    antecedents.reserveCapacity(Self.usualCount)
  }

  /// Words that support the code of `finding` and that it leaves to its sentence or to what was said before.
  func context(of finding: DiagnosisFinding) -> String {
    if !finding.context.isEmpty { return finding.context }
    if Self.namesPlace(finding) { return finding.laterality == nil ? side(of: finding)?.rawValue ?? "" : "" }
    let ending = lexicon.heads[Int(finding.head)].ending
    guard let last = antecedents.last(where: { isAlike($0, finding.head, ending) }) else { return "" }
    let side = finding.laterality == nil ? last.laterality.map { [$0.rawValue] } ?? [] : []
    let name = last.head == finding.head ? [] : [lexicon.rules[Int(last.head)].name]
    return (side + last.levels + last.bodySites + name).joined(separator: " ")
  }

  mutating func remember(_ finding: DiagnosisFinding) {
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
