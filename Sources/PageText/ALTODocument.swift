import ClinicalText

/// Reads ALTO XML (versions 2 to 4 of the Library of Congress' schema).
public final class ALTODocument: XMLVisitor {
  /// - Throws: `PageFormatError` where the bytes are no well-formed XML or hold no page.
  public static func pages(in bytes: [UInt8]) throws(PageFormatError) -> [TextPage] {
    let document = ALTODocument()
    try XMLReader.read(bytes, with: document)
    guard !document.pages.isEmpty else { throw PageFormatError("no page of ALTO") }
    return document.pages
  }

  private var pages: [TextPage] = []
  /// Nil where places are in pixels of unknown size.
  private var unitsPerInch: Double?
  private var scale = PageScale(unitsPerInch: 300)
  private var line = 0
  private var isUnit = false
  private var unit = ""

  func start(_ name: Substring, _ attributes: [Substring: String]) {
    switch name {
    case "MeasurementUnit":
      isUnit = true
      unit = ""
    case "Page": openPage(attributes)
    case "TextLine": line += 1
    case "String": add(attributes)
    case "HYP": addHyphen(attributes)
    default: break
    }
  }

  func text(_ text: String) { if isUnit { unit += text } }

  func end(_ name: Substring) {
    guard name == "MeasurementUnit" else { return }
    isUnit = false
    switch unit.filter({ !$0.isWhitespace }) {
    case "mm10": unitsPerInch = 254
    case "inch1200": unitsPerInch = 1_200
    default: unitsPerInch = nil
    }
  }

  private func number(_ name: Substring, _ attributes: [Substring: String]) -> Double {
    attributes[name].flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil } ?? 0
  }

  private func openPage(_ attributes: [Substring: String]) {
    let (width, height) = (number("WIDTH", attributes), number("HEIGHT", attributes))
    scale = unitsPerInch.map(PageScale.init(unitsPerInch:)) ?? PageScale(guessingFor: width, height)
    pages.append(TextPage(width: width * scale.factor, height: height * scale.factor, isRecognized: true))
  }

  private func add(_ attributes: [Substring: String]) {
    let word = WordText.cleaned(attributes["CONTENT"] ?? "")
    guard !word.isEmpty, !pages.isEmpty else { return }
    let box = PageBox(
      x: number("HPOS", attributes), y: number("VPOS", attributes), width: number("WIDTH", attributes),
      height: number("HEIGHT", attributes))
    let confidence = attributes["WC"].flatMap(Double.init) ?? 1
    pages[pages.count - 1].words.append(
      PageWord(
        text: word, box: scale.points(box), confidence: confidence.isFinite ? min(max(confidence, 0), 1) : 1, line: line
      ))
  }

  /// The hyphen at the end of a line is an element of its own.
  private func addHyphen(_ attributes: [Substring: String]) {
    guard let page = pages.indices.last, let word = pages[page].words.indices.last, pages[page].words[word].line == line
    else { return }
    let hyphen = WordText.cleaned(attributes["CONTENT"] ?? "-")
    if !pages[page].words[word].text.hasSuffix(hyphen) { pages[page].words[word].text += hyphen }
  }
}
