/// What a document said before of a problem that it names again with fewer words: "lumbar radiculopathy ... the
/// radiculopathy", "right inguinal hernia ... the hernia".
struct DiagnosisAntecedents {
  private struct Antecedent {
    var name: String
    var laterality: Laterality?
    var bodySites: [String]
    var levels: [String]
  }

  /// The findings so far that name a place, one for each head and sites.
  private var antecedents: [Antecedent] = []

  /// Words that support the code of `finding` and that it leaves to its sentence or to what was said before.
  func context(of finding: DiagnosisFinding) -> String {
    if !finding.context.isEmpty { return finding.context }
    let namesPlace = !finding.bodySites.isEmpty || !finding.levels.isEmpty
    let earlier = antecedents.filter { Self.isAlike($0.name, finding.rule.name) }
    guard let last = earlier.last else { return "" }
    if namesPlace { return finding.laterality == nil ? side(of: finding, in: earlier) : "" }
    let side = finding.laterality == nil ? last.laterality.map { [$0.rawValue] } ?? [] : []
    let name = last.name == finding.rule.name ? [] : [last.name]
    return (side + last.levels + last.bodySites + name).joined(separator: " ")
  }

  mutating func remember(_ finding: DiagnosisFinding) {
    let namesPlace = !finding.bodySites.isEmpty || !finding.levels.isEmpty
    guard namesPlace || finding.laterality != nil && !antecedents.contains(where: { isFuller($0, than: finding) })
    else {
      return
    }
    antecedents.append(
      Antecedent(
        name: finding.rule.name, laterality: finding.laterality, bodySites: finding.bodySites, levels: finding.levels))
  }

  private func isFuller(_ antecedent: Antecedent, than finding: DiagnosisFinding) -> Bool {
    Self.isAlike(antecedent.name, finding.rule.name)
      && (antecedent.name != finding.rule.name || !antecedent.bodySites.isEmpty || !antecedent.levels.isEmpty)
  }

  /// The side that all earlier mentions with the same sites agree on.
  private func side(of finding: DiagnosisFinding, in earlier: [Antecedent]) -> String {
    let sides = Set(earlier.filter { $0.bodySites == finding.bodySites }.map(\.laterality))
    guard sides.count == 1, let side = sides.first ?? nil else { return "" }
    return side.rawValue
  }

  /// Whether the earlier head is the later one, or a fuller name of it ("inguinal hernia" of "hernia").
  private static func isAlike(_ earlier: String, _ later: String) -> Bool {
    earlier == later || later.utf8.count > 5 && earlier.hasSuffix(later)
  }
}
