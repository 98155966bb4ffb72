import CodeSystems
import DiagnosisTerms

/// Goes from a code of the index down the Tabular List to the code that the words support.
struct TabularDescent: Sendable {
  let search: IndexSearch
  let table: CodeTable
  private var index: CodingIndex { search.index }

  /// The code below `row` that is valid in a year, or beside it where it says "unspecified" and a sibling says what
  /// the phrase says.
  func refine(_ row: Int, _ evidence: Evidence, in year: FiscalYear) -> Int? {
    var row = sideways(from: row, evidence, year) ?? row
    while let child = child(of: row, evidence, year) { row = child }
    return table.isBillable(row, in: year) ? row : table.billableEquivalent(of: row, in: year)
  }

  /// The code beside that of `row`, or beside one of the two codes above it, where that one says "unspecified".
  private func sideways(from row: Int, _ evidence: Evidence, _ year: FiscalYear) -> Int? {
    var next: Int? = row
    for _ in 0..<3 {
      guard let row = next else { return nil }
      if let sibling = sibling(of: row, evidence, year) { return sibling }
      next = table.parent(of: row)
    }
    return nil
  }

  private func sibling(of row: Int, _ evidence: Evidence, _ year: FiscalYear) -> Int? {
    let telling = index.telling(of: row)
    guard telling.penalty > 0, telling.penalty < IndexSearch.otherPenalty, let parent = table.parent(of: row),
      let best = bestChild(of: parent, evidence, year), best.row != row, best.nearMask != 0
    else { return nil }
    var own = Coverage()
    _ = search.cover(telling, evidence, &own)
    return own.neededMask & best.mask == best.mask ? nil : best.row
  }

  private func child(of row: Int, _ evidence: Evidence, _ year: FiscalYear) -> Int? {
    if table.isBillable(row, in: year) { return nil }
    return bestChild(of: row, evidence, year)?.row ?? defaultChild(of: row, year)
  }

  /// The child that covers most, with the positions that it covers and those of them that are said or nearly so.
  private func bestChild(
    of row: Int, _ evidence: Evidence, _ year: FiscalYear
  ) -> (row: Int, mask: UInt64, nearMask: UInt64)? {
    var best: (row: Int, score: Int, coverage: Coverage)?
    forEachChild(of: row, in: year) { child in
      var coverage = Coverage()
      guard search.cover(index.telling(of: child), evidence, &coverage) else { return }
      let score = search.score(coverage, evidence)
      if best.map({ score > $0.score }) ?? true { best = (child, score, coverage) }
    }
    return best.map { ($0.row, $0.coverage.neededMask, $0.coverage.literal | $0.coverage.implied) }
  }

  /// The child that says "unspecified" and asks for least beside that.
  private func defaultChild(of row: Int, _ year: FiscalYear) -> Int? {
    var best: (row: Int, lacking: Int)?
    forEachChild(of: row, in: year) { child in
      let words = index.telling(of: child)
      guard words.penalty > 0, words.penalty < IndexSearch.otherPenalty else { return }
      if best.map({ words.requiredCount < $0.lacking }) ?? true { best = (child, words.requiredCount) }
    }
    return best?.row
  }

  /// Tells `body` of the codes one level down that are in force in a year.
  @inline(__always)
  private func forEachChild(of row: Int, in year: FiscalYear, _ body: (Int) -> Void) {
    var child = row + 1
    let end = table.subtree(of: row).upperBound
    while child < end {
      if table.isInForce(child, in: year) { body(child) }
      child = table.subtree(of: child).upperBound
    }
  }
}
