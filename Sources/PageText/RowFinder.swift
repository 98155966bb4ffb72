import ClinicalText

/// A line of text across the page, whatever blocks a converter saw in it.
struct PageRow {
  /// Words without a wide gap between them: the cells of a table, one cell in prose.
  struct Cell {
    var words: [PageWord]
    /// Upright, where the page is a skewed scan.
    var box: PageBox
  }

  /// From left to right.
  var cells: [Cell]
  var box: PageBox

  var words: [PageWord] { cells.flatMap(\.words) }
}

/// Finds the rows of a page from the places of its words.
///
/// A converter gives the cells of a table one by one or column by column. What belongs together is what stands side by
/// side, so the words of one height make a row, and a table's label comes before its value.
struct RowFinder {
  private typealias Segment = PageRow.Cell

  /// How far the lines fall (points down for each point to the right).
  private let slope: Double

  /// The rows of a page from top to bottom; the words of each have its number as their line.
  static func rows(of page: TextPage) -> [PageRow] {
    let finder = RowFinder(slope: page.isRecognized ? Self.slope(of: page.words) : 0)
    return WrappedCells.joined(finder.rows(of: finder.segments(of: page.words)))
  }

  // MARK: Skew

  /// The median of the slopes of the longer lines.
  private static func slope(of words: [PageWord]) -> Double {
    let slopes = lines(of: words).compactMap(slope(ofLine:)).sorted()
    return slopes.isEmpty ? 0 : slopes[slopes.count / 2]
  }

  /// That of the straight line through the middles of the words (least squares); nil for a short line.
  private static func slope(ofLine line: ArraySlice<PageWord>) -> Double? {
    guard let first = line.first, let last = line.last, line.count >= 5, last.box.maxX - first.box.x > 150 else {
      return nil
    }
    let count = Double(line.count)
    let meanX = line.reduce(0) { $0 + $1.box.x } / count
    let meanY = line.reduce(0) { $0 + $1.box.midY } / count
    let spread = line.reduce(0) { $0 + ($1.box.x - meanX) * ($1.box.x - meanX) }
    guard spread > 0 else { return nil }
    return line.reduce(0) { $0 + ($1.box.x - meanX) * ($1.box.midY - meanY) } / spread
  }

  private static func lines(of words: [PageWord]) -> [ArraySlice<PageWord>] {
    var lines: [ArraySlice<PageWord>] = []
    var start = 0
    for index in words.indices.dropFirst() where words[index].line != words[index - 1].line {
      lines.append(words[start..<index])
      start = index
    }
    if start < words.count { lines.append(words[start...]) }
    return lines
  }

  private func upright(_ box: PageBox) -> PageBox {
    PageBox(x: box.x, y: box.y - slope * (box.x + box.width / 2), width: box.width, height: box.height)
  }

  // MARK: Segments to rows

  private func segments(of words: [PageWord]) -> [Segment] {
    var segments: [Segment] = []
    for line in Self.lines(of: words) {
      var isOpen = false
      for word in line {
        let box = upright(word.box)
        if isOpen, let last = segments.last, Self.follows(box, last.box) {
          segments[segments.count - 1].words.append(word)
          segments[segments.count - 1].box = last.box.union(box)
        } else {
          segments.append(Segment(words: [word], box: box))
          isOpen = true
        }
      }
    }
    return segments
  }

  private static func follows(_ word: PageBox, _ segment: PageBox) -> Bool {
    let gap = word.x - segment.maxX
    return gap <= max(word.height, segment.height) && gap > -segment.height
  }

  private func rows(of segments: [Segment]) -> [PageRow] {
    var rows: [[Segment]] = []
    for segment in segments.sorted(by: { $0.box.midY < $1.box.midY }) {
      if let row = rows.indices.suffix(3).last(where: { Self.stands(segment, in: rows[$0]) }) {
        rows[row].append(segment)
      } else {
        rows.append([segment])
      }
    }
    return rows.enumerated().map { Self.row($1, number: $0) }
  }

  /// Whether half of the lower of both heights is common, and the place beside the row's segments is free.
  private static func stands(_ segment: Segment, in row: [Segment]) -> Bool {
    guard let widest = row.max(by: { $0.box.width < $1.box.width }) else { return false }
    let common = min(segment.box.maxY, widest.box.maxY) - max(segment.box.y, widest.box.y)
    guard common * 2 >= min(segment.box.height, widest.box.height) else { return false }
    return row.allSatisfy { other in
      min(segment.box.maxX, other.box.maxX) - max(segment.box.x, other.box.x) <= segment.box.width / 5
    }
  }

  private static func row(_ segments: [Segment], number: Int) -> PageRow {
    var cells = segments.sorted { $0.box.x < $1.box.x }
    for cell in cells.indices {
      for word in cells[cell].words.indices { cells[cell].words[word].line = number }
    }
    return PageRow(cells: cells, box: cells.dropFirst().reduce(cells[0].box) { $0.union($1.box) })
  }
}

/// Puts the second line of a table's label behind its first, before the value beside it.
enum WrappedCells {
  static func joined(_ rows: [PageRow]) -> [PageRow] {
    var joined: [PageRow] = []
    for row in rows {
      if let above = joined.last, let cell = cell(of: above, continuedBy: row) {
        joined[joined.count - 1].cells[cell].words += row.words
      } else {
        joined.append(row)
      }
    }
    return joined
  }

  /// A row of one cell that ends in a colon, close under a cell without one that has a cell to its right.
  private static func cell(of above: PageRow, continuedBy row: PageRow) -> Int? {
    guard row.cells.count == 1, row.words.last?.text.hasSuffix(":") == true,
      row.box.midY - above.box.midY < 2 * above.box.height
    else { return nil }
    return above.cells.indices.dropLast().first { index in
      abs(above.cells[index].box.x - row.box.x) < 6 && above.cells[index + 1].box.x > row.box.maxX - 6
        && above.cells[index].words.last?.text.hasSuffix(":") == false
    }
  }
}
