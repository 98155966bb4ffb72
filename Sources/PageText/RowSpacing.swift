import ClinicalText

/// Tells where on a page a new block begins: behind more space than between lines, and around centred lines.
struct RowSpacing {
  private let rows: [PageRow]
  /// The usual distance between the middles of two rows, in points.
  private let pitch: Double
  /// Where the text area begins and ends, in points.
  private let left: Double
  private let right: Double
  private let isRecognized: Bool

  init(_ rows: [PageRow], isRecognized: Bool) {
    self.rows = rows
    self.isRecognized = isRecognized
    let distances = zip(rows, rows.dropFirst()).map { $1.box.midY - $0.box.midY }.sorted()
    pitch = distances.isEmpty ? 0 : distances[distances.count / 2]
    let lefts = rows.map(\.box.x).sorted()
    let rights = rows.map(\.box.maxX).sorted()
    left = lefts.isEmpty ? 0 : lefts[lefts.count / 10]
    right = rights.isEmpty ? 0 : rights[rights.count * 9 / 10]
  }

  /// Whether row `index` opens a block; the first row of a page never does.
  func startsBlock(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let (previous, row) = (rows[index - 1], rows[index])
    if row.box.midY - previous.box.midY > pitch * 1.3 { return true }
    if isCentred(row) != isCentred(previous) { return true }
    return opensWithIndent(index) || isOtherSize(row, previous)
  }

  private func isCentred(_ row: PageRow) -> Bool {
    let (before, behind) = (row.box.x - left, right - row.box.maxX)
    return before > 24 && behind > 24 && abs(before - behind) < 12
  }

  /// A first line that is indented stands between two that are not; the second line of a list item does too.
  private func opensWithIndent(_ index: Int) -> Bool {
    let indent = rows[index].box.x - rows[index - 1].box.x
    guard indent > 8, indent < 72, index + 1 < rows.count, rows[index].box.x - rows[index + 1].box.x > 8 else {
      return false
    }
    return !isListItem(rows[index - 1])
  }

  private func isListItem(_ row: PageRow) -> Bool {
    guard let first = row.words.first?.text.unicodeScalars else { return false }
    return first.count <= 3 && (first.last.map { ".)\u{2022}-*".unicodeScalars.contains($0) } ?? false)
  }

  /// Boxes of a text layer are as high as their font; recognised ones as their letters.
  private func isOtherSize(_ row: PageRow, _ previous: PageRow) -> Bool {
    guard !isRecognized else { return false }
    return max(row.box.height, previous.box.height) > 1.25 * min(row.box.height, previous.box.height)
  }
}
