import CodeSystems
import DiagnosisTerms

extension DiagnosisCoder {
  /// Appends the ICD-9-CM codes of a candidate: what the project's own entry says, else what the GEM has for its code.
  func appendICD9(
    of candidate: Candidate, row: Int, to concept: inout CodedConcept, _ evidence: Evidence,
    _ scratch: inout TermScratch
  ) {
    let source = index.entry(at: candidate.entry).source
    if candidate.kind == .own, source > 0 {
      append(source - 1, to: &concept)
    } else {
      for target in ranked(equivalents(of: row), evidence, &scratch) { append(target, to: &concept) }
    }
  }

  private func append(_ row: Int, to concept: inout CodedConcept) {
    if !concept.icd9.contains(row) { concept.icd9.append(row) }
  }

  /// The single codes that the GEM gives as alternatives, or the first of a combination where it has no single one.
  func equivalents(of row: Int) -> [Int] {
    let mappings = tables.toICD9.nearestMappings(of: firstEncounter(of: row))
    let targets = mappings.filter { !$0.isCombination }.compactMap(\.target)
    return targets.isEmpty ? Array(mappings.compactMap(\.target).prefix(1)) : targets
  }

  /// Alternatives in the order of how well their titles say what a phrase says; of equals the one that says least more
  /// first: unspecified, then other.
  private func ranked(_ targets: [Int], _ evidence: Evidence, _ scratch: inout TermScratch) -> [Int] {
    guard targets.count > 1 else { return targets }
    let ranks = targets.map { rank(ofTitle: $0, evidence, &scratch) }
    return targets.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }.map { targets[$0] }
  }

  private func rank(ofTitle row: Int, _ evidence: Evidence, _ scratch: inout TermScratch) -> Int {
    var title: [UInt8] = []
    tables.icd9cm.appendTitle(of: row, to: &title)
    title.withUnsafeBufferPointer { normalizer.read($0, scratch: &scratch) }
    var coverage = Coverage()
    for term in scratch.terms {
      let stamp = evidence.stamp(of: term.id)
      if stamp != 0 { coverage.add(stamp: stamp) }
    }
    return vagueness(title) - 4 * search.score(coverage, evidence)
  }

  private func vagueness(_ title: [UInt8]) -> Int {
    if title.contains("nspecified") { return 0 }
    return title.contains("ther ") || title.contains("not elsewhere classified") ? 1 : 2
  }

  /// An injury's code for the first encounter: ICD-9-CM does not tell the encounters of an injury apart, and what the
  /// GEM gives for later ones are aftercare codes. The later encounters of open fractures go with theirs.
  private func firstEncounter(of row: Int) -> Int {
    guard tables.icd10cm.hasSeventhCharacter(row) else { return row }
    var code: [UInt8] = []
    tables.icd10cm.appendCode(of: row, to: &code)
    let first: UInt8 =
      switch code.last {
      case UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "K"), UInt8(ascii: "P"): UInt8(ascii: "A")
      case UInt8(ascii: "E"), UInt8(ascii: "H"), UInt8(ascii: "M"), UInt8(ascii: "Q"): UInt8(ascii: "B")
      case UInt8(ascii: "F"), UInt8(ascii: "J"), UInt8(ascii: "N"), UInt8(ascii: "R"): UInt8(ascii: "C")
      default: code.last ?? 0
      }
    code[code.count - 1] = first
    return code.withUnsafeBufferPointer { tables.icd10cm.row(of: $0) } ?? row
  }
}

extension [UInt8] {
  fileprivate func contains(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard count >= wanted.count else { return false }
    return (0...(count - wanted.count)).contains { self[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }
}
