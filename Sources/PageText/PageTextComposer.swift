import ClinicalText

/// Makes one text of the words of pages, in the order in which they are read, and keeps the place of each word.
///
/// A row of the page is a line of the text, with an empty line before a new block, several blanks between the cells of
/// a table, and a form feed behind each page.
public struct PageTextComposer {
  private var bytes: [UInt8] = []
  private var words: [PageLayout.Word] = []
  private var pages: [PageLayout.Page] = []
  /// The number of the page's first line.
  private var firstLine = 0

  public static func compose(_ pages: [TextPage]) -> (text: SourceText, layout: PageLayout) {
    var composer = PageTextComposer()
    for page in pages { composer.add(page) }
    return (SourceText(utf8: composer.bytes), PageLayout(pages: composer.pages, words: composer.words))
  }

  private mutating func add(_ page: TextPage) {
    pages.append(PageLayout.Page(width: page.width, height: page.height, isRecognized: page.isRecognized))
    let found = RowFinder.rows(of: page.isRecognized ? RecognitionNoise.removed(from: page) : page)
    let rows = page.isRecognized ? found.compactMap(RecognitionNoise.removed(from:)) : found
    let spacing = RowSpacing(rows, isRecognized: page.isRecognized)
    for (index, row) in rows.enumerated() {
      if spacing.startsBlock(index) { bytes.append(0x0A) }
      write(row, isRecognized: page.isRecognized)
      bytes.append(0x0A)
    }
    firstLine += (rows.flatMap(\.words).map(\.line).max() ?? -1) + 1
    bytes.append(0x0C)
  }

  private mutating func write(_ row: PageRow, isRecognized: Bool) {
    var previous: PageWord?
    for word in row.words {
      let gap = previous.map { Self.blanks(between: $0, word, isRecognized: isRecognized) } ?? 0
      bytes.append(contentsOf: repeatElement(0x20, count: gap))
      let start = bytes.count
      bytes.append(contentsOf: word.text.utf8)
      words.append(
        PageLayout.Word(
          span: Span(start, bytes.count), page: pages.count, line: firstLine + word.line, box: word.box,
          confidence: word.confidence))
      previous = word
    }
  }

  /// None where a text layer breaks a word in two (another font begins), several where a cell of a table ends.
  private static func blanks(between word: PageWord, _ next: PageWord, isRecognized: Bool) -> Int {
    let gap = next.box.x - word.box.maxX
    let height = max(word.box.height, next.box.height)
    if gap > height { return min(12, max(3, Int(gap / height * 2))) }
    return !isRecognized && next.line == word.line && abs(gap) < height / 12 ? 0 : 1
  }
}

/// What a recogniser takes for text and is none: specks, rules and shadows.
enum RecognitionNoise {
  static func removed(from page: TextPage) -> TextPage {
    var cleaned = page
    cleaned.words.removeAll { word in
      let letters = lettersOrDigits(of: word)
      if letters == 0 { return word.confidence < 0.6 }
      // A short word may be one that all hangs on, such as "no", however unsure its reading.
      let isWord = word.text.utf8.count == 2 && word.text.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
      return letters <= 2 && !isWord && word.confidence < 0.2
    }
    return cleaned
  }

  /// The row without the cells that are noise, nil where nothing is left of it. What stands far from other words is a cell;
  /// one of a letter or three needs some confidence, one of marks more.
  static func removed(from row: PageRow) -> PageRow? {
    let cells = row.cells.filter { cell in
      let letters = cell.words.reduce(0) { $0 + lettersOrDigits(of: $1) }
      let confidence = cell.words.reduce(0) { $0 + $1.confidence } / Double(max(cell.words.count, 1))
      return letters > 3 || confidence >= (letters == 0 ? 0.9 : 0.5)
    }
    guard let first = cells.first else { return nil }
    return PageRow(cells: cells, box: cells.dropFirst().reduce(first.box) { $0.union($1.box) })
  }

  private static func lettersOrDigits(of word: PageWord) -> Int {
    word.text.unicodeScalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
  }
}
