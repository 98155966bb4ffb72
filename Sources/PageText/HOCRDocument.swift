import ClinicalText

/// Reads hOCR (version 1.2), HTML in which `class` and `title` tell pages, lines and words.
public final class HOCRDocument: XMLVisitor {
  /// - Throws: `PageFormatError` where the bytes are no well-formed XML or hold no page.
  public static func pages(in bytes: [UInt8]) throws(PageFormatError) -> [TextPage] {
    let document = HOCRDocument()
    try XMLReader.read(bytes, with: document)
    guard !document.pages.isEmpty else { throw PageFormatError("no page of hOCR") }
    return document.pages
  }

  private enum Role { case page, line, word, other }

  /// The properties of `title`: a name and its values, parted by semicolons.
  private struct Properties {
    private var values: [Substring: [Substring]] = [:]

    init(_ title: String?) {
      for property in (title ?? "").split(separator: ";") {
        let words = property.split(separator: " ")
        if let name = words.first { values[name] = Array(words.dropFirst()) }
      }
    }

    func numbers(_ name: Substring) -> [Double] { (values[name] ?? []).compactMap { Double($0) }.filter(\.isFinite) }

    /// Left, top, right and bottom in pixels.
    var box: PageBox? {
      let sides = numbers("bbox")
      guard sides.count == 4 else { return nil }
      return PageBox(x: sides[0], y: sides[1], width: max(0, sides[2] - sides[0]), height: max(0, sides[3] - sides[1]))
    }
  }

  private static let lineClasses: Set<Substring> = [
    "ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat",
  ]

  private var pages: [TextPage] = []
  private var scale = PageScale(unitsPerInch: 300)
  private var open: [(role: Role, properties: Properties)] = []
  private var line = 0
  private var wordsOfLine = 0
  private var content = ""

  func start(_ name: Substring, _ attributes: [Substring: String]) {
    let classes = (attributes["class"] ?? "").split(separator: " ")
    let properties = Properties(attributes["title"])
    if classes.contains("ocr_page") {
      openPage(properties)
      open.append((.page, properties))
    } else if classes.contains(where: Self.lineClasses.contains) {
      line += 1
      wordsOfLine = 0
      content = ""
      open.append((.line, properties))
    } else if classes.contains("ocrx_word") {
      content = ""
      open.append((.word, properties))
    } else {
      open.append((.other, properties))
    }
  }

  func text(_ text: String) { content += text }

  func end(_ name: Substring) {
    guard let (role, properties) = open.popLast() else { return }
    switch role {
    case .word:
      add(content, properties.box, confidence: properties.numbers("x_wconf").first)
      content = ""
    case .line where wordsOfLine == 0: addLine(properties.box)
    default: break
    }
  }

  private func openPage(_ properties: Properties) {
    let size = properties.box ?? PageBox(x: 0, y: 0, width: 2_550, height: 3_300)
    let resolution = properties.numbers("scan_res").first.flatMap { $0 > 0 ? $0 : nil }
    scale = resolution.map(PageScale.init(unitsPerInch:)) ?? PageScale(guessingFor: size.width, size.height)
    pages.append(
      TextPage(width: size.width * scale.factor, height: size.height * scale.factor, isRecognized: true))
  }

  private func add(_ text: String, _ box: PageBox?, confidence: Double?) {
    let word = WordText.cleaned(text)
    guard !word.isEmpty, !pages.isEmpty, let box else { return }
    wordsOfLine += 1
    pages[pages.count - 1].words.append(
      PageWord(text: word, box: scale.points(box), confidence: min(max((confidence ?? 100) / 100, 0), 1), line: line))
  }

  /// A line without marked words: each gets the part of the line's box that its characters take.
  private func addLine(_ box: PageBox?) {
    let words = content.split(whereSeparator: \.isWhitespace)
    let characters = words.reduce(words.count - 1) { $0 + $1.count }
    guard let box, characters > 0 else { return }
    var done = 0
    for word in words {
      let part = PageBox(
        x: box.x + box.width * Double(done) / Double(characters), y: box.y,
        width: box.width * Double(word.count) / Double(characters), height: box.height)
      add(String(word), part, confidence: nil)
      done += word.count + 1
    }
  }
}
