import Foundation
import PageText
import PageTools
import TestSupport
import Testing

/// Needs poppler and Tesseract, which `Scripts/install-requirements` installs.
@Suite struct PageReaderTests {
  private let letter = [
    ComposedPDF.Line("CLINICAL CASE SUMMARY", x: 220, y: 90, size: 12),
    ComposedPDF.Line(
      "The applicant is a 52-year-old woman with pain of the right shoulder after a fall", y: 120, size: 12),
    ComposedPDF.Line("on 3/8/2010. She has had 12 visits of physical therapy since then.", y: 136, size: 12),
  ]

  private func read(_ pdf: Data, _ mode: OCRMode = .auto, _ limits: ToolLimits = ToolLimits()) async throws -> PagesRead
  {
    try await PageReader(mode: mode, limits: limits, jobs: 2).pages(ofPDF: [UInt8](pdf))
  }

  private func failure(_ pdf: Data, _ mode: OCRMode = .auto, _ limits: ToolLimits = ToolLimits()) async -> PageFailure?
  {
    do {
      _ = try await read(pdf, mode, limits)
      return nil
    } catch {
      return error as? PageFailure
    }
  }

  private func failure(ofImage bytes: [UInt8], _ mode: OCRMode = .auto) async -> PageFailure? {
    do {
      _ = try await PageReader(mode: mode, jobs: 1).pages(ofImage: bytes)
      return nil
    } catch {
      return error
    }
  }

  private func text(_ page: TextPage) -> String { page.words.map(\.text).joined(separator: " ") }

  private var expected: String { letter.map(\.text).joined(separator: " ") }

  private func image(pixelsPerInch: Int) throws -> GreyImage {
    try GreyImage(rendering: ComposedPDF(pages: [letter]).data, pixelsPerInch: pixelsPerInch)
  }

  // MARK: PDF

  @Test func aTextLayerIsRead() async throws {
    let read = try await read(ComposedPDF(pages: [letter, []]).data, .never)
    #expect(read.pages.map(\.isRecognized) == [false, false])
    #expect(text(read.pages[0]) == expected)
    #expect(read.pages[0].width == 612 && read.pages[0].height == 792)
    #expect(read.unreadPages == [2] && !read.isDamaged)
  }

  @Test func pagesWithoutTextAreRecognised() async throws {
    let scan = try image(pixelsPerInch: 300)
    let pdf = ComposedPDF(images: [(Data(scan.pixels), scan.width, scan.height)]).data
    let page = try await read(pdf).pages[0]
    #expect(page.isRecognized && text(page) == expected)
    #expect(abs(page.width - 612) < 0.5 && abs(page.height - 792) < 0.5)
    let layer = try await read(ComposedPDF(pages: [letter]).data).pages[0]
    for (word, printed) in zip(page.words, layer.words) {
      #expect(abs(word.box.x - printed.box.x) < 2.5 && abs(word.box.maxX - printed.box.maxX) < 5)
      #expect(word.box.y > printed.box.y - 2 && word.box.maxY < printed.box.maxY + 2)
    }
    #expect(try await read(pdf, .never).unreadPages == [1])
  }

  @Test func recognitionMayBeAskedForWhereThereIsText() async throws {
    let page = try await read(ComposedPDF(pages: [letter]).data, .always).pages[0]
    #expect(page.isRecognized && text(page) == expected)
    #expect(page.words.allSatisfy { $0.confidence > 0.5 && $0.confidence < 1 })
  }

  @Test func permissionsDoNotBindButPasswordsDo() async throws {
    #expect(try await read(Data(contentsOf: Self.file("restricted.pdf"))).pages[0].words.count == 13)
    #expect(try await failure(Data(contentsOf: Self.file("password.pdf"))) == .encrypted)
  }

  private static func file(_ name: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Corpus/pages").appending(path: name)
  }

  @Test func damagedFilesAreToldApart() async throws {
    let pdf = ComposedPDF(pages: [letter, letter]).data
    #expect(await failure(pdf.prefix(200)) == .damaged(reason: "it is incomplete or no valid PDF"))
    #expect(await failure(Data("%PDF-1.6".utf8)) == .damaged(reason: "it is incomplete or no valid PDF"))
    #expect(await failure(ComposedPDF(pages: []).data) == .damaged(reason: "it has no pages"))
    // Without its table of contents, the reader finds the objects itself.
    let torn = try await read(pdf.prefix(pdf.count - 20))
    #expect(torn.isDamaged && text(torn.pages[0]) == expected)
  }

  // MARK: Limits

  @Test func aDocumentOfTooManyPagesIsRefused() async throws {
    let pdf = ComposedPDF(pages: [[ComposedPDF.Line]](repeating: letter, count: 5_000)).data
    #expect(await failure(pdf, .auto, ToolLimits(pages: 100)) == .tooManyPages(limit: 100))
  }

  @Test func aProgramThatTakesTooLongIsEnded() async throws {
    let blank = [UInt8](repeating: 255, count: 1_000_000)
    let pdf = ComposedPDF(images: [(Data(blank), 1_000, 1_000)]).data
    #expect(await failure(pdf, .always, ToolLimits(seconds: 0)) == .timeout(tool: "pdftotext", seconds: 0))
  }

  @Test func aProgramThatNeedsTooMuchMemoryIsEnded() async throws {
    let scan = try image(pixelsPerInch: 300)
    let pdf = ComposedPDF(images: [(Data(scan.pixels), scan.width, scan.height)]).data
    let failure = await failure(pdf, .always, ToolLimits(megabytes: 24))
    #expect(failure != nil)
  }

  @Test func anImageOfTooManyPixelsIsRefusedUnread() async throws {
    var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    png += [0, 0, 0x4E, 0x20, 0, 0, 0x4E, 0x20, 8, 0, 0, 0, 0]
    #expect(await failure(ofImage: png) == .tooManyPixels(width: 20_000, height: 20_000, limit: 150_000_000))
  }

  @Test func aPageTooLargeToRenderIsRefused() async throws {
    let pdf = ComposedPDF(pages: [[]], scale: 20).data
    #expect(
      await failure(pdf) == .tooManyPixels(width: 51_000, height: 66_000, limit: ToolLimits().pixels))
    #expect(try await read(pdf, .never).pages.count == 1)
  }

  /// What the page shows is read however large the image in it is.
  @Test func anImageOfManyPixelsInAPageIsRendered() async throws {
    let side = 5_000
    let pdf = ComposedPDF(images: [(Data(repeating: 255, count: side * side), side, side)]).data
    #expect(try await read(pdf).pages.map { $0.words.count } == [0])
  }

  // MARK: Images

  @Test func pagesOfATIFFAreReadInOrder() async throws {
    let pages = [
      try image(pixelsPerInch: 200),
      GreyImage(width: 1_700, height: 2_200, pixels: .init(repeating: 255, count: 3_740_000)),
    ]
    let tiff = GreyImage.tiff(pages + [pages[0]], pixelsPerInch: 200)
    let read = try await PageReader(jobs: 1).pages(ofImage: [UInt8](tiff))
    #expect(read.pages.map { $0.words.isEmpty } == [false, true, false])
    #expect(text(read.pages[0]) == expected && text(read.pages[2]) == expected)
    #expect(read.pages.allSatisfy { abs($0.width - 612) < 0.5 })
  }

  @Test func anImageIsNoTextWithoutRecognition() async throws {
    let tiff = GreyImage.tiff([try image(pixelsPerInch: 72)], pixelsPerInch: 72)
    #expect(await failure(ofImage: [UInt8](tiff), .never) == .needsOCR)
    let cut = [UInt8](tiff.prefix(9))
    #expect(
      await failure(ofImage: cut) == .damaged(reason: "it is an incomplete or unknown image"))
  }
}
