import ClinicalText
import PageText
import PageTools

/// Reads a PDF, a page image or an OCR result: the words of its pages, then one text of them.
struct PagedDocumentReader {
  let item: InputItem
  let pages: PageReader

  func document(_ kind: DocumentKind, _ bytes: [UInt8]) throws(DocumentFailure) -> IngestedDocument {
    let read: PagesRead
    switch kind {
    case .pdf: read = try wait { [pages] () async throws(PageFailure) in try await pages.pages(ofPDF: bytes) }
    case .image: read = try wait { [pages] () async throws(PageFailure) in try await pages.pages(ofImage: bytes) }
    case .ocrResult(let format): read = PagesRead(pages: try recognised(format, bytes))
    case .text, .binary: throw DocumentFailure(id: item.id, code: .unsupportedKind, message: "\(item.path): no pages")
    }
    let (text, layout) = PageTextComposer.compose(read.pages)
    return IngestedDocument(
      id: item.id, name: item.name, mediaType: Self.mediaType(of: kind, bytes), text: text, undecodable: nil,
      sha256: Digest.sha256(of: bytes), layout: layout, faults: Self.faults(of: read, layout))
  }

  private func wait(_ body: @escaping @Sendable () async throws(PageFailure) -> PagesRead) throws(DocumentFailure)
    -> PagesRead
  {
    switch BlockingTask.result(of: body) {
    case .success(let read): return read
    case .failure(let reason): throw failure(reason)
    }
  }

  private func recognised(_ format: OCRFormat, _ bytes: [UInt8]) throws(DocumentFailure) -> [TextPage] {
    do throws(PageFormatError) {
      switch format {
      case .tesseractTSV: return try WordTable.pages(in: bytes, unit: .pixels(perInch: [nil]))
      case .hocr: return try HOCRDocument.pages(in: bytes)
      case .alto: return try ALTODocument.pages(in: bytes)
      }
    } catch {
      throw DocumentFailure(id: item.id, code: .invalidOCRResult, message: "\(item.path): \(error.description)")
    }
  }

  private func failure(_ reason: PageFailure) -> DocumentFailure {
    DocumentFailure(id: item.id, code: Self.code(of: reason), message: "\(item.path): \(reason)")
  }

  private static func code(of failure: PageFailure) -> DocumentFailure.Code {
    switch failure {
    case .toolMissing: .toolMissing
    case .toolFailed: .toolFailed
    case .timeout: .timeout
    case .memory, .tooManyPixels: .tooLarge
    case .tooManyPages: .tooManyPages
    case .encrypted: .encrypted
    case .damaged: .damaged
    case .needsOCR: .needsOCR
    }
  }

  // MARK: Faults

  /// A page below this mean confidence is hardly ever read without an error.
  private static let poorConfidence = 0.7

  private static func faults(of read: PagesRead, _ layout: PageLayout) -> [PageFault] {
    var faults: [PageFault] = read.isDamaged ? [.damagedFile] : []
    if !read.unreadPages.isEmpty { faults.append(.withoutText(pages: read.unreadPages)) }
    let poor = poorPages(of: layout)
    if !poor.isEmpty { faults.append(.poorRecognition(pages: poor)) }
    return faults
  }

  private static func poorPages(of layout: PageLayout) -> [Int] {
    var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: layout.pages.count)
    for word in layout.words {
      sums[word.page - 1].sum += word.confidence
      sums[word.page - 1].count += 1
    }
    return sums.indices.filter { sums[$0].count > 0 && sums[$0].sum < poorConfidence * Double(sums[$0].count) }
      .map { $0 + 1 }
  }

  private static func mediaType(of kind: DocumentKind, _ bytes: [UInt8]) -> String {
    switch kind {
    case .pdf: "application/pdf"
    case .image: bytes.first == 0x89 ? "image/png" : bytes.first == 0xFF ? "image/jpeg" : "image/tiff"
    case .ocrResult(.tesseractTSV): "text/tab-separated-values"
    case .ocrResult(.hocr): "text/vnd.hocr+html"
    case .ocrResult(.alto): "application/xml"
    case .text, .binary: "application/octet-stream"
    }
  }
}
