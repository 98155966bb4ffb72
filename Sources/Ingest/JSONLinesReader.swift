import ClinicalText

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The documents of JSON Lines. A line that is none becomes a failure named by the file and the line's number.
struct JSONLinesReader {
  private let item: InputItem
  private let fileName: String

  init(_ item: InputItem) {
    self.item = item
    fileName = item.name
  }

  /// Blank lines are passed over.
  func forEachDocument(in chunk: LineChunk, _ body: (Result<IngestedDocument, DocumentFailure>) -> Void) {
    chunk.bytes.withUnsafeBytes { bytes in
      var number = chunk.firstLine
      var start = number == 1 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      while start < bytes.count {
        let end = Self.lineEnd(in: bytes, from: start)
        let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        if !Self.isBlank(line) { body(document(in: line, number: number)) }
        start = end + 1
        number += 1
      }
    }
  }

  func overlong(line: Int) -> DocumentFailure { failure(line, .tooLarge, "the line is larger than a document may be") }

  private func document(in line: UnsafeRawBufferPointer, number: Int) -> Result<IngestedDocument, DocumentFailure> {
    var parser = JSONLineParser(line)
    do throws(JSONLineError) {
      try parser.parse()
      let bytes = parser.line.text ?? []
      guard bytes.count <= DocumentLimits.bytes else { return .failure(overlong(line: number)) }
      let text = parser.line.asciiPageBreaks.map { SourceText(ascii: bytes, pageBreaks: $0) } ?? SourceText(utf8: bytes)
      let decoded = TextDecoder.decoded(text)
      return .success(
        IngestedDocument(
          id: parser.line.id ?? name(number), name: fileName, mediaType: "application/jsonl", text: decoded.text,
          undecodable: decoded.undecodable, sha256: Digest.sha256(of: decoded.text.bytes)))
    } catch {
      return .failure(failure(number, .invalidJSON, error.message, id: parser.line.id))
    }
  }

  private func failure(_ line: Int, _ code: DocumentFailure.Code, _ reason: String, id: String? = nil)
    -> DocumentFailure
  {
    DocumentFailure(id: id ?? name(line), code: code, message: "\(item.path):\(line): \(reason)")
  }

  private func name(_ line: Int) -> String { "\(fileName):\(line)" }

  private static func lineEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    guard let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start) else {
      return bytes.count
    }
    return UnsafeRawPointer(found) - base
  }

  private static func isBlank(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let first = line.first, first != UInt8(ascii: "{") else { return line.isEmpty }
    return line.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
  }
}
