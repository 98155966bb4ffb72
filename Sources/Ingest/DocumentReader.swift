import ClinicalText
import Crypto
import PageTools

/// Reads a file that is one document.
public struct DocumentReader {
  private let item: InputItem
  private let pages: PageReader

  public init(item: InputItem, pages: PageReader) {
    self.item = item
    self.pages = pages
  }

  /// Waits for the programs that read pages, where the file is one of pages.
  public func document() -> Result<IngestedDocument, DocumentFailure> {
    Result { () throws(DocumentFailure) in try read() }
  }

  private func read() throws(DocumentFailure) -> IngestedDocument {
    if let failure = item.failure { throw DocumentFailure(id: item.id, code: failure.code, message: failure.message) }
    let bytes = try contents()
    guard bytes.count <= DocumentLimits.bytes else { throw failure(.tooLarge, "larger than a document may be") }
    switch DocumentKind(head: bytes) {
    case .text: return textDocument(bytes)
    case .binary: throw failure(.binary, "a binary file, not a letter")
    case let kind: return try PagedDocumentReader(item: item, pages: pages).document(kind, bytes)
    }
  }

  private func textDocument(_ bytes: [UInt8]) -> IngestedDocument {
    let decoded = TextDecoder.decode(bytes)
    return IngestedDocument(
      id: item.id, name: item.name, mediaType: "text/plain", text: decoded.text, undecodable: decoded.undecodable,
      sha256: Digest.sha256(of: bytes))
  }

  private func contents() throws(DocumentFailure) -> [UInt8] {
    do {
      return try InputFile(path: item.path).readAll(limit: DocumentLimits.bytes)
    } catch {
      throw error.failure(id: item.id, path: item.path)
    }
  }

  private func failure(_ code: DocumentFailure.Code, _ reason: String) -> DocumentFailure {
    DocumentFailure(id: item.id, code: code, message: "\(item.path): \(reason)")
  }
}

enum Digest {
  static func sha256(of bytes: [UInt8]) -> SIMD32<UInt8> {
    var hasher = SHA256()
    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { $0.loadUnaligned(as: SIMD32<UInt8>.self) }
  }
}
