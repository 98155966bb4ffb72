/// Finds the headers and footers of a paged text by their repetition and position: first or last lines of a page that
/// stand in the same place of pages nearby, but for their numbers.
struct RunningLines {
  /// A first or last line of a page.
  private struct Edge {
    let start: Int
    let isAtTop: Bool
    let shape: [UInt8]
  }

  /// How many lines a header or footer may have.
  private static let depth = 2
  /// How many pages before and behind are looked at: some letters have other headers on left and right pages.
  private static let reach = 2
  private static let shortest = 4
  private static let longest = 200

  /// Where these lines start, blanks before them left out, in UTF-8 bytes.
  private(set) var starts: Set<Int> = []

  /// - Parameter breaks: offsets of the form feeds; a text without one has no such lines.
  init(_ text: UnsafeBufferPointer<UInt8>, pageBreaks breaks: [Int]) {
    guard !breaks.isEmpty else { return }
    var pages: [[Edge]] = []
    var start = 0
    for end in breaks + [text.count] {
      pages.append(Self.edges(of: UnsafeBufferPointer(rebasing: text[start..<end]), from: start))
      start = min(end + 1, text.count)
    }
    for (page, edges) in pages.enumerated() {
      let nearby = (max(0, page - Self.reach)...min(pages.count - 1, page + Self.reach)).filter { $0 != page }
      for edge in edges {
        let others = nearby.count { pages[$0].contains { Self.isSame($0, edge) } }
        let isNumbered = edge.shape.contains(UInt8(ascii: "#"))
        if others >= (isNumbered ? 1 : 2) { starts.insert(edge.start) }
      }
    }
  }

  private static func edges(of page: UnsafeBufferPointer<UInt8>, from offset: Int) -> [Edge] {
    var lines: [Range<Int>] = []
    var at = 0
    while at < page.count {
      let end = page[at...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? page.count
      var (first, last) = (at, end)
      while first < last, page[first] <= 0x20 { first += 1 }
      while last > first, page[last - 1] <= 0x20 { last -= 1 }
      if first < last { lines.append(first..<last) }
      at = end + 1
    }
    // A page of few lines has no edges that are apart.
    guard lines.count > 2 * depth else { return [] }
    let ends = lines.prefix(depth).map { ($0, true) } + lines.suffix(depth).map { ($0, false) }
    return ends.compactMap { line, isAtTop in
      let bytes = UnsafeBufferPointer(rebasing: page[line])
      guard bytes.last != UInt8(ascii: "."), bytes.count <= longest else { return nil }
      let shape = PageFurniture.shape(of: bytes)
      return shape.count < shortest ? nil : Edge(start: offset + line.lowerBound, isAtTop: isAtTop, shape: shape)
    }
  }

  /// Whether both read the same but for one place of a sixth of their length, as recognised lines do.
  private static func isSame(_ one: Edge, _ other: Edge) -> Bool {
    guard one.isAtTop == other.isAtTop else { return false }
    let shorter = min(one.shape.count, other.shape.count)
    let longer = max(one.shape.count, other.shape.count)
    let head = zip(one.shape, other.shape).prefix { $0 == $1 }.count
    let tail = zip(one.shape.reversed(), other.shape.reversed()).prefix { $0 == $1 }.count
    return min(head + tail, shorter) * 6 >= longer * 5
  }
}
