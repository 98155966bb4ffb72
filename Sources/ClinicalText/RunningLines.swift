/// Finds the headers and footers of a paged text by their repetition and position: first or last lines of a page that
/// stand in the same place of pages nearby, but for their numbers.
struct RunningLines {
  /// A first or last line of a page.
  private struct Edge {
    /// Index of the line.
    let line: Int
    let page: Int
    let isAtTop: Bool
    let isNumbered: Bool
    /// In `shapes`.
    let shape: Range<Int>
  }

  /// How many lines a header or footer may have.
  private static let depth = 2
  /// How many pages before and behind are looked at: some letters have other headers on left and right pages.
  private static let reach = 2
  private static let shortest = 4

  /// Indices of these lines, ascending.
  private(set) var indices: [Int] = []
  /// Ascending by line.
  private var edges: [Edge] = []
  private var shapes: [UInt8] = []

  /// - Parameters:
  ///   - lines: of the whole text.
  ///   - breaks: offsets of the form feeds; a text without one has no such lines.
  init(_ lines: [Line], of text: UnsafeBufferPointer<UInt8>, pageBreaks breaks: [Int]) {
    guard !breaks.isEmpty else { return }
    edges.reserveCapacity(2 * Self.depth * (breaks.count + 1))
    shapes.reserveCapacity(edges.capacity * 64)
    var first = 0
    for page in 0...breaks.count {
      let end = page < breaks.count ? breaks[page] : text.count
      var last = first
      while last < lines.count, lines[last].start < end { last += 1 }
      addEdges(of: first..<last, page, lines, text)
      first = last
    }
    for index in edges.indices where isRepeated(index) { indices.append(edges[index].line) }
  }

  private mutating func addEdges(
    of page: Range<Int>, _ number: Int, _ lines: [Line], _ text: UnsafeBufferPointer<UInt8>
  ) {
    // A page of few lines has no edges that are apart.
    guard page.count > 2 * Self.depth else { return }
    for line in page.prefix(Self.depth) { addEdge(line, number, isAtTop: true, lines[line], text) }
    for line in page.suffix(Self.depth) { addEdge(line, number, isAtTop: false, lines[line], text) }
  }

  private mutating func addEdge(
    _ index: Int, _ page: Int, isAtTop: Bool, _ line: Line, _ text: UnsafeBufferPointer<UInt8>
  ) {
    // A line of prose ends a sentence here, or leaves it open for the next line.
    let endsInProse = [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";")].contains(text[line.end - 1])
    guard !endsInProse, line.end - line.start <= PageFurniture.longest else { return }
    let bytes = UnsafeBufferPointer(rebasing: text[line.start..<line.end])
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { out in
      let shape = LineShape.write(bytes, to: out.baseAddress.unsafelyUnwrapped)
      guard shape.count >= Self.shortest else { return }
      let start = shapes.count
      shapes.append(contentsOf: UnsafeBufferPointer(rebasing: out[..<shape.count]))
      edges.append(
        Edge(line: index, page: page, isAtTop: isAtTop, isNumbered: shape.isNumbered, shape: start..<shapes.count))
    }
  }

  /// Whether the edge stands on enough pages nearby: one with a number on one more, any other on two.
  private func isRepeated(_ index: Int) -> Bool {
    let edge = edges[index]
    var wanted = edge.isNumbered ? 1 : 2
    var seenPage = edge.page
    for other in edges where abs(other.page - edge.page) <= Self.reach && other.page != seenPage {
      guard other.page != edge.page, isSame(edge, other) else { continue }
      seenPage = other.page
      wanted -= 1
      if wanted == 0 { return true }
    }
    return false
  }

  /// Whether both read the same but for one place of a sixth of their length, as recognised lines do.
  private func isSame(_ one: Edge, _ other: Edge) -> Bool {
    guard one.isAtTop == other.isAtTop else { return false }
    let shorter = min(one.shape.count, other.shape.count)
    let longer = max(one.shape.count, other.shape.count)
    guard shorter * 6 >= longer * 5 else { return false }
    var head = 0
    while head < shorter, shapes[one.shape.lowerBound + head] == shapes[other.shape.lowerBound + head] { head += 1 }
    var tail = 0
    while tail < shorter, shapes[one.shape.upperBound - 1 - tail] == shapes[other.shape.upperBound - 1 - tail] {
      tail += 1
    }
    return min(head + tail, shorter) * 6 >= longer * 5
  }
}
