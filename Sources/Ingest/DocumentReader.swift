import ClinicalText
import Crypto

/// Reads a file that is one document.
public struct DocumentReader {
  private let item: InputItem

  public init(item: InputItem) { self.item = item }

  public func document() -> Result<IngestedDocument, DocumentFailure> {
    Result { () throws(DocumentFailure) in try read() }
  }

  private func read() throws(DocumentFailure) -> IngestedDocument {
    if let failure = item.failure { throw DocumentFailure(id: item.id, code: failure.code, message: failure.message) }
    let bytes = try contents()
    guard bytes.count <= DocumentLimits.bytes else { throw failure(.tooLarge, "larger than a document may be") }
    switch DocumentKind(head: bytes) {
    case .text: break
    case .binary: throw failure(.binary, "a binary file, not a letter")
    case let kind: throw failure(.unsupportedKind, "\(kind.name) cannot be read")
    }
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
