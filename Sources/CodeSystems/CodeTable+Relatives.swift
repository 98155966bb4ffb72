import CodeTableFormat

extension CodeTable {
  /// The billable code of a year that stands for a code of another year, or for a heading.
  ///
  /// Itself if it is billable then; below a heading the unspecified code (`M54.5` in FY2022 is
  /// `M54.50`); for a code newer than the year what it was split from (`M51.360` in FY2024 is
  /// `M51.36`), else the unspecified code beside it (`F32.A` in FY2021 is `F32.9`).
  public func billableEquivalent(of row: Int, in year: FiscalYear) -> Int? {
    nearest(to: row) { isBillable($0, in: year) }
  }

  /// The code itself if the condition holds for it; else, of the codes above it, going up, the first
  /// for which it holds, or holds with the code's 7th character, or below which it holds for one.
  func nearest(to row: Int, where holds: (Int) -> Bool) -> Int? {
    let own = key(of: row)
    let seventh = hasSeventhCharacter(row) ? own[own.count - 1] : nil
    for ancestor in sequence(first: row, next: { parent(of: $0) }) {
      if holds(ancestor) { return ancestor }
      if let seventh, let extended = self.row(of: key(of: ancestor).adding(seventh: seventh)), holds(extended) {
        return extended
      }
      if let below = leastSpecific(below: ancestor, seventh: seventh, where: holds) { return below }
    }
    return nil
  }

  /// Of the codes below one, that which says least more: the same 7th character, "unspecified" in
  /// the title, and 9 as its last character count, in this order; the first of equals.
  private func leastSpecific(below row: Int, seventh: UInt8?, where holds: (Int) -> Bool) -> Int? {
    var best: (row: Int, score: Int)?
    for candidate in subtree(of: row).dropFirst() where holds(candidate) {
      let score = vagueness(of: candidate, seventh: seventh)
      if score > best?.score ?? -1 { best = (candidate, score) }
    }
    return best?.row
  }

  private func vagueness(of row: Int, seventh: UInt8?) -> Int {
    let key = key(of: row)
    let hasSeventh = hasSeventhCharacter(row)
    let hasSame = hasSeventh && key[key.count - 1] == seventh
    let base = hasSeventh ? parent(of: row) ?? row : row
    let baseKey = self.key(of: base)
    let endsInNine = baseKey[baseKey.count - 1] == UInt8(ascii: "9")
    return (hasSame ? 4 : 0) + (isUnspecified(base) ? 2 : 0) + (endsInNine ? 1 : 0)
  }

  private func isUnspecified(_ row: Int) -> Bool {
    let place = titlePlace(of: row)
    return (place.start..<place.start + place.count).contains { embeddedUnspecifiedWords.contains(texts.word(at: $0)) }
  }
}
