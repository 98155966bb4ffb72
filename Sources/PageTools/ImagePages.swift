import PageText

/// Reads one image file by OCR; a TIFF may hold several pages.
struct ImagePages: Sendable {
  let reader: PageReader
  let bytes: [UInt8]

  func read() async throws(PageFailure) -> PagesRead {
    guard reader.mode != .never else { throw .needsOCR }
    guard let header = ImageHeader(bytes), !header.frames.isEmpty else {
      throw .damaged(reason: "it is an incomplete or unknown image")
    }
    guard header.frames.count <= reader.limits.pages else { throw .tooManyPages(limit: reader.limits.pages) }
    for frame in header.frames where frame.height > reader.limits.pixels / frame.width {
      throw .tooManyPixels(width: frame.width, height: frame.height, limit: reader.limits.pixels)
    }
    let resolutions = header.frames.map(\.pixelsPerInch)
    let pages = try await reader.slots.run { () async throws(PageFailure) in
      try await Tesseract(limits: reader.limits).pages(in: bytes, resolutions: resolutions)
    }
    let squared = zip(pages, header.frames).map { Self.page($0, stretchedDownBy: 1 / $1.aspect) }
    return PagesRead(pages: squared, isDamaged: pages.count < header.frames.count)
  }

  /// A page as it was before a scanner with oblong pixels saw it.
  private static func page(_ page: TextPage, stretchedDownBy factor: Double) -> TextPage {
    guard factor != 1 else { return page }
    var page = page
    page.height *= factor
    for word in page.words.indices {
      page.words[word].box.y *= factor
      page.words[word].box.height *= factor
    }
    return page
  }
}

/// Recognises the characters of page images.
struct Tesseract: Sendable {
  let limits: ToolLimits

  private static let tableLimit = 256 << 20

  /// - Parameter resolutions: pixels an inch of each page, nil where unknown.
  func pages(in image: [UInt8], resolutions: [Double?]) async throws(PageFailure) -> [TextPage] {
    var arguments = ["stdin", "stdout"]
    if let known = resolutions.first ?? nil { arguments += ["--dpi", String(Int(known.rounded()))] }
    let result = try await Tool.tesseract.run(
      arguments + ["tsv"], input: image, outputLimit: Self.tableLimit, limits: limits)
    try check(result)
    do {
      return try WordTable.pages(in: result.output, unit: .pixels(perInch: resolutions))
    } catch {
      throw .toolFailed(tool: Tool.tesseract.name, reason: "its output could not be read")
    }
  }

  private func check(_ result: Tool.Result) throws(PageFailure) {
    if result.messages.contains("Error opening data file") {
      throw .toolMissing(tool: "tesseract's language data", package: "tesseract-ocr-eng")
    }
    if result.status == 1, result.messages.contains("image") || result.messages.contains("pix") {
      throw .damaged(reason: "its image cannot be read")
    }
    try Tool.tesseract.check(result, limits)
  }
}
