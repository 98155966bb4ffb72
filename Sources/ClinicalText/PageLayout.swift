/// A rectangle on a page in points (1/72 inch), from the page's top left corner.
public struct PageBox: Sendable, Equatable {
  public var x: Double
  public var y: Double
  public var width: Double
  public var height: Double

  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  public var maxX: Double { x + width }
  public var maxY: Double { y + height }
  public var midY: Double { y + height / 2 }

  /// The smallest rectangle that holds both.
  public func union(_ other: PageBox) -> PageBox {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return PageBox(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }
}

/// Where the words of a text stand on the pages that it was read from, and how sure their reading is.
public struct PageLayout: Sendable {
  public struct Page: Sendable, Equatable {
    /// In points.
    public var width: Double
    public var height: Double
    /// Whether its words come from optical character recognition, and not from a text layer.
    public var isRecognized: Bool

    public init(width: Double, height: Double, isRecognized: Bool) {
      self.width = width
      self.height = height
      self.isRecognized = isRecognized
    }
  }

  /// A word as the converter or the recogniser gave it, marks at its ends included.
  public struct Word: Sendable, Equatable {
    /// In UTF-8 bytes of the text.
    public var span: Span
    /// From 1.
    public var page: Int
    /// The line of the text that it stands in, counted over all pages from 0.
    public var line: Int
    public var box: PageBox
    /// 0...1; 1 for words of a text layer.
    public var confidence: Double

    public init(span: Span, page: Int, line: Int, box: PageBox, confidence: Double) {
      self.span = span
      self.page = page
      self.line = line
      self.box = box
      self.confidence = confidence
    }
  }

  /// The words of a span that stand in one line, as one rectangle.
  public struct LineBox: Sendable, Equatable {
    /// From 1.
    public var page: Int
    public var box: PageBox

    public init(page: Int, box: PageBox) {
      self.page = page
      self.box = box
    }
  }

  public let pages: [Page]
  /// In the order of the text; no two overlap.
  public let words: [Word]

  public init(pages: [Page], words: [Word]) {
    self.pages = pages
    self.words = words
  }

  /// Whether a recogniser read some of the pages.
  public var isRecognized: Bool { pages.contains(where: \.isRecognized) }

  /// The words that a span, in UTF-8 bytes of the text, touches.
  public func words(in span: Span) -> ArraySlice<Word> {
    var low = 0
    var high = words.count
    while low < high {
      let middle = (low + high) / 2
      if words[middle].span.end <= span.start { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < words.count, words[end].span.start < span.end { end += 1 }
    return words[low..<end]
  }

  /// One rectangle for each line of text that a span touches, in the order of the text.
  public func lineBoxes(of span: Span) -> [LineBox] {
    var boxes: [LineBox] = []
    var line = -1
    for word in words(in: span) {
      if word.line == line, let last = boxes.last {
        boxes[boxes.count - 1].box = last.box.union(word.box)
      } else {
        boxes.append(LineBox(page: word.page, box: word.box))
        line = word.line
      }
    }
    return boxes
  }

  /// The confidence of the least sure word that a span touches, 0...1; 1 where it touches none.
  public func confidence(of span: Span) -> Double { words(in: span).reduce(1) { min($0, $1.confidence) } }
}
