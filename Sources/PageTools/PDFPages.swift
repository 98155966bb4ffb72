import PageText

/// Reads one PDF file: its text layer, and by OCR the pages that have none.
struct PDFPages: Sendable {
  let reader: PageReader
  let bytes: [UInt8]

  /// A page of a letter takes some 50 KB as a word table; this is for dense ones.
  private static let tableLimit = 256 << 20

  func read() async throws(PageFailure) -> PagesRead {
    var read = try await textLayer()
    let wanted = read.pages.indices.filter { reader.mode == .always || !read.pages[$0].hasUsableText }
    guard reader.mode != .never else {
      read.unreadPages = wanted.map { $0 + 1 }
      return read
    }
    let recognised = try await recognise(wanted, of: read.pages)
    for (index, page) in zip(wanted, recognised)
    where reader.mode == .always || page.words.count > read.pages[index].words.count || !read.pages[index].isReadable {
      read.pages[index] = page
    }
    return read
  }

  /// A whole file ends in this mark, within its last 1,024 bytes (ISO 32000-1, annex H.3).
  private var hasEnd: Bool {
    let mark = Array("%%EOF".utf8)
    let tail = bytes.suffix(1_024)
    return tail.indices.contains { tail[$0...].starts(with: mark) }
  }

  /// The pages with the words that the file has of them, unrecognised.
  func textLayer() async throws(PageFailure) -> PagesRead {
    let result = try await Tool.pdftotext.run(
      ["-tsv", "-l", String(reader.limits.pages + 1), "-", "-"], input: bytes, outputLimit: Self.tableLimit,
      limits: reader.limits)
    try PDFMessages(result.messages).check(result, of: .pdftotext, reader.limits)
    do {
      let pages = try WordTable.pages(in: result.output, unit: .points)
      guard pages.count <= reader.limits.pages else { throw PageFailure.tooManyPages(limit: reader.limits.pages) }
      return PagesRead(pages: pages, isDamaged: PDFMessages(result.messages).tellDamage || !hasEnd)
    } catch let failure as PageFailure {
      throw failure
    } catch {
      throw .toolFailed(tool: Tool.pdftotext.name, reason: "its output could not be read")
    }
  }

  /// Renders and recognises pages side by side.
  private func recognise(_ wanted: [Int], of layer: [TextPage]) async throws(PageFailure) -> [TextPage] {
    let results = await withTaskGroup(of: (Int, Result<TextPage, PageFailure>).self) { group in
      for index in wanted { group.addTask { (index, await result(ofPage: index, layer[index])) } }
      return await group.reduce(into: [Int: Result<TextPage, PageFailure>]()) { $0[$1.0] = $1.1 }
    }
    var pages: [TextPage] = []
    for index in wanted {
      if let result = results[index] { pages.append(try result.get()) }
    }
    return pages
  }

  private func result(ofPage index: Int, _ layer: TextPage) async -> Result<TextPage, PageFailure> {
    do throws(PageFailure) {
      return .success(
        try await reader.slots.run { () async throws(PageFailure) in try await recognise(page: index, layer) })
    } catch {
      return .failure(error)
    }
  }

  private func recognise(page index: Int, _ layer: TextPage) async throws(PageFailure) -> TextPage {
    try PageRenderer(limits: reader.limits).check(layer)
    let image = try await PageRenderer(limits: reader.limits).image(ofPage: index + 1, of: bytes)
    let pages = try await Tesseract(limits: reader.limits).pages(
      in: image, resolutions: [PageRenderer.pixelsPerInch])
    guard let page = pages.first else { throw .toolFailed(tool: Tool.tesseract.name, reason: "it found no page") }
    return page
  }
}

/// Makes images of the pages of a PDF.
struct PageRenderer: Sendable {
  /// What recognisers are trained on.
  static let pixelsPerInch = 300.0
  let limits: ToolLimits
  /// Across and down.
  var resolution = (x: Int(Self.pixelsPerInch), y: Int(Self.pixelsPerInch))

  /// - Throws: where the image of a page of this size would have too many pixels.
  func check(_ page: TextPage) throws(PageFailure) {
    let sides = [(page.width, resolution.x), (page.height, resolution.y)].map { length, perInch in
      min(max(length, 0), 1e6) / 72 * Double(perInch)
    }
    guard sides[0] * sides[1] > Double(limits.pixels) else { return }
    throw .tooManyPixels(width: Int(sides[0]), height: Int(sides[1]), limit: limits.pixels)
  }

  /// - Parameter page: from 1.
  /// - Returns: a grey image (PGM).
  func image(ofPage page: Int, of pdf: [UInt8]) async throws(PageFailure) -> [UInt8] {
    let number = String(page)
    let result = try await Tool.pdftoppm.run(
      ["-gray", "-rx", String(resolution.x), "-ry", String(resolution.y), "-f", number, "-l", number, "-"], input: pdf,
      outputLimit: limits.pixels + 64, limits: limits)
    try PDFMessages(result.messages).check(result, of: .pdftoppm, limits)
    return result.output
  }
}

/// What poppler's programs say on standard error.
struct PDFMessages {
  private let text: String

  init(_ text: String) { self.text = text }

  /// Whether the file could be read, but not as it was written.
  var tellDamage: Bool { text.contains("Syntax Error") }

  /// - Throws: why the program gave no result.
  func check(_ result: Tool.Result, of tool: Tool, _ limits: ToolLimits) throws(PageFailure) {
    guard result.status != 0 else { return }
    if text.contains("Incorrect password") { throw .encrypted }
    if text.contains("Wrong page range") || text.contains("Invalid page count") {
      throw .damaged(reason: "it has no pages")
    }
    if tellDamage || text.contains("May not be a PDF file") {
      throw .damaged(reason: "it is incomplete or no valid PDF")
    }
    try tool.check(result, limits)
  }
}

extension Tool {
  /// - Throws: why a program that said nothing known gave no result.
  func check(_ result: Result, _ limits: ToolLimits) throws(PageFailure) {
    guard result.status != 0 else { return }
    let words = ["bad_alloc", "Out of memory", "out of memory", "Cannot allocate memory"]
    if words.contains(where: { result.messages.contains($0) }) {
      throw .memory(tool: name, megabytes: limits.megabytes)
    }
    let end = result.signal.map { "signal \($0) ended it" } ?? "it ended with status \(result.status ?? -1)"
    throw .toolFailed(tool: name, reason: end)
  }
}
