import CodeSystems
import DiagnosisTerms

extension DiagnosisCoder {
  /// Appends the ICD-9-CM codes of a candidate: what the project's own entry says, else what the GEM has for its code.
  func appendICD9(of candidate: Candidate, row: Int, to concept: inout CodedConcept) {
    let source = index.entry(at: candidate.entry).source
    if candidate.kind == .own, source > 0 {
      append(source - 1, to: &concept)
    } else {
      for target in equivalents(of: row) { append(target, to: &concept) }
    }
  }

  private func append(_ row: Int, to concept: inout CodedConcept) {
    if !concept.icd9.contains(row) { concept.icd9.append(row) }
  }

  /// The single codes that the GEM gives as alternatives, the one that says least first: unspecified, then other.
  func equivalents(of row: Int) -> [Int] {
    let mappings = tables.toICD9.nearestMappings(of: initialEncounter(of: row))
    let targets = mappings.filter { !$0.isCombination }.compactMap(\.target)
    guard targets.count > 1 else { return targets }
    let ranks = targets.map { rank(ofTitle: $0) }
    return targets.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { targets[$0] }
  }

  private func rank(ofTitle row: Int) -> Int {
    let title = tables.icd9cm.title(of: row).lowercased()
    return title.contains("unspecified") ? 0 : title.contains("other") || title.contains("elsewhere classified") ? 1 : 2
  }

  /// An injury's code for the initial encounter: ICD-9-CM does not tell the encounters of an injury apart, and what
  /// the GEM gives for later ones are aftercare codes.
  private func initialEncounter(of row: Int) -> Int {
    guard tables.icd10cm.hasSeventhCharacter(row), let parent = tables.icd10cm.parent(of: row) else { return row }
    return tables.icd10cm.children(of: parent).first { tables.icd10cm.code(of: $0).hasSuffix("A") } ?? row
  }
}
