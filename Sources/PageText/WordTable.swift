import ClinicalText

/// Reads the tables of words that Tesseract (`tsv`) and poppler (`pdftotext -tsv`) write: a line for each page, block,
/// paragraph, line and word, with the columns level, page_num, block_num, par_num, line_num, word_num, left, top, width,
/// height, conf and text.
public struct WordTable {
  /// What the places are given in.
  public enum Unit: Sendable {
    /// Points, of a text layer.
    case points
    /// Pixels of a page image. Pages behind the last resolution have that one; nil and 0 are unknown.
    case pixels(perInch: [Double?])
  }

  private enum Level { static let page = 1, word = 5 }
  private static let columns = 12

  /// - Throws: `PageFormatError` with the number of the line that is none of such a table.
  public static func pages(in bytes: [UInt8], unit: Unit) throws(PageFormatError) -> [TextPage] {
    var table = WordTable(unit: unit)
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      if line.isEmpty || line.starts(with: "level\t".utf8) { continue }
      guard table.add(line.last == 0x0D ? line.dropLast() : line) else {
        throw PageFormatError("line \(number) is no line of a word table")
      }
    }
    return table.pages
  }

  private let unit: Unit
  private var pages: [TextPage] = []
  private var scale = PageScale(unitsPerInch: 72)
  private var line = 0
  private var lineKey: [Int] = []

  private init(unit: Unit) { self.unit = unit }

  /// - Returns: whether the line is one of a table.
  private mutating func add(_ line: ArraySlice<UInt8>) -> Bool {
    let fields = line.split(separator: 0x09, maxSplits: Self.columns - 1, omittingEmptySubsequences: false)
    guard fields.count >= Self.columns - 1 else { return false }
    let numbers = fields[..<(Self.columns - 1)].compactMap { Double(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == Self.columns - 1, numbers.allSatisfy(\.isFinite) else { return false }
    let box = PageBox(x: numbers[6], y: numbers[7], width: numbers[8], height: numbers[9])
    switch Int(numbers[0]) {
    case Level.page: openPage(box)
    case Level.word:
      guard !pages.isEmpty, fields.count == Self.columns else { return false }
      addWord(fields[Self.columns - 1], box, confidence: numbers[10], key: numbers[1...4].map { Int($0) })
    default: break
    }
    return true
  }

  private mutating func openPage(_ box: PageBox) {
    switch unit {
    case .points: scale = PageScale(unitsPerInch: 72)
    case .pixels(let resolutions):
      let known = resolutions.indices.contains(pages.count) ? resolutions[pages.count] : resolutions.last ?? nil
      scale =
        known.flatMap { $0 > 0 ? PageScale(unitsPerInch: $0) : nil } ?? PageScale(guessingFor: box.width, box.height)
    }
    var isRecognized = true
    if case .points = unit { isRecognized = false }
    pages.append(
      TextPage(width: box.width * scale.factor, height: box.height * scale.factor, isRecognized: isRecognized))
    lineKey = []
  }

  private mutating func addWord(_ text: ArraySlice<UInt8>, _ box: PageBox, confidence: Double, key: [Int]) {
    let word = WordText.cleaned(String(decoding: text, as: UTF8.self))
    guard !word.isEmpty else { return }
    if key != lineKey {
      lineKey = key
      line += 1
    }
    pages[pages.count - 1].words.append(
      PageWord(text: word, box: scale.points(box), confidence: min(max(confidence / 100, 0), 1), line: line))
  }
}

extension PageScale {
  func points(_ box: PageBox) -> PageBox {
    PageBox(x: box.x * factor, y: box.y * factor, width: box.width * factor, height: box.height * factor)
  }
}
