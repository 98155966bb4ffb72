import PageText

/// When pages are read by optical character recognition: the contract's `--ocr`.
public enum OCRMode: String, Sendable, CaseIterable {
  /// Pages without a usable text layer.
  case auto
  case always
  case never
}

/// What was read of a document's pages.
public struct PagesRead: Sendable {
  public var pages: [TextPage]
  /// Whether the file is damaged, so that some of it may be missing.
  public var isDamaged: Bool
  /// Pages, from 1, without a usable text layer that were not recognised either.
  public var unreadPages: [Int]

  public init(pages: [TextPage], isDamaged: Bool = false, unreadPages: [Int] = []) {
    self.pages = pages
    self.isDamaged = isDamaged
    self.unreadPages = unreadPages
  }
}

/// Reads PDF files and page images with poppler and Tesseract. Shared between threads; the programs get documents on
/// their standard input and answer on their standard output, so that no file is ever written.
public struct PageReader: Sendable {
  public let mode: OCRMode
  let limits: ToolLimits
  /// Bounds how many pages are recognised at once.
  let slots: PageSlots

  /// - Parameter jobs: pages that are recognised at once, over all documents.
  public init(mode: OCRMode = .auto, limits: ToolLimits = ToolLimits(), jobs: Int) {
    self.mode = mode
    self.limits = limits
    slots = PageSlots(max(1, jobs))
  }

  public func pages(ofPDF bytes: [UInt8]) async throws(PageFailure) -> PagesRead {
    try await PDFPages(reader: self, bytes: bytes).read()
  }

  /// Something that makes images of a PDF file's pages.
  /// - Parameter pixelsPerInch: across and down.
  /// - Throws: where the file cannot be read, or a page image would have more pixels than allowed.
  public func renderer(ofPDF bytes: [UInt8], pixelsPerInch: (x: Int, y: Int)) async throws(PageFailure) -> PDFRenderer {
    let pages = try await PDFPages(reader: self, bytes: bytes).textLayer().pages
    let renderer = PageRenderer(limits: limits, resolution: pixelsPerInch)
    for page in pages { try renderer.check(page) }
    return PDFRenderer(bytes: bytes, pageCount: pages.count, renderer: renderer)
  }

  /// - Parameter bytes: a PNG, JPEG or TIFF file.
  public func pages(ofImage bytes: [UInt8]) async throws(PageFailure) -> PagesRead {
    try await ImagePages(reader: self, bytes: bytes).read()
  }
}

/// Makes images of the pages of one PDF file.
public struct PDFRenderer: Sendable {
  let bytes: [UInt8]
  public let pageCount: Int
  let renderer: PageRenderer

  /// - Parameter page: from 0.
  /// - Returns: a grey image (raw PGM, 256 levels).
  public func image(ofPage page: Int) async throws(PageFailure) -> [UInt8] {
    try await renderer.image(ofPage: page + 1, of: bytes)
  }
}

/// Lets a number of tasks work at once; the others wait in turn.
actor PageSlots {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { free = count }

  nonisolated func run<Value: Sendable>(_ body: @Sendable () async throws(PageFailure) -> Value)
    async throws(PageFailure) -> Value
  {
    await take()
    do throws(PageFailure) {
      let value = try await body()
      await give()
      return value
    } catch {
      await give()
      throw error
    }
  }

  private func take() async {
    if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
  }

  private func give() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
