import Foundation
import Testing

@testable import Ingest

@Suite struct InputReaderTests {
  private func documents(of contents: [UInt8], named name: String) throws -> [Result<IngestedDocument, DocumentFailure>]
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "imr-extract-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try Data(contents).write(to: file)
    let reader = InputReader(InputList([file.path(percentEncoded: false)], format: .auto))
    var documents: [Result<IngestedDocument, DocumentFailure>] = []
    while let batch = reader.next() { batch.forEachDocument { documents.append($0) } }
    return documents
  }

  private func id(_ result: Result<IngestedDocument, DocumentFailure>) -> String {
    switch result {
    case .success(let document): document.id
    case .failure(let failure): failure.id
    }
  }

  @Test func linesOfManyChunksComeInOrder() throws {
    var contents: [UInt8] = []
    for number in 0..<300 {
      let text = String(repeating: "word \(number) ", count: number % 7 == 0 ? 9_000 : 150)
      contents += Array("{\"id\":\"\(number)\",\"text\":\"\(text)\"}\n".utf8)
    }
    let documents = try documents(of: contents, named: "letters.jsonl")
    #expect(documents.map(id) == (0..<300).map(String.init))
    for (number, document) in documents.enumerated() {
      #expect(try document.get().text.bytes.starts(with: "word \(number) word".utf8))
    }
  }

  @Test func badLinesFailAloneAndAreNumbered() throws {
    let lines = ["{\"text\":\"one\"}", "no JSON", "", "  ", "{\"id\":\"x\"}", "{\"id\":\"last\",\"text\":\"two\"}"]
    let documents = try documents(of: Array(lines.joined(separator: "\n").utf8), named: "l.ndjson")
    #expect(documents.map(id) == ["l.ndjson:1", "l.ndjson:2", "x", "last"])
    #expect(throws: DocumentFailure.self) { try documents[1].get() }
    #expect(try documents[3].get().name == "l.ndjson")
  }

  @Test func theHashIsThatOfTheFileOrOfTheText() throws {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    func hex(_ digest: SIMD32<UInt8>) -> String { digest.indices.map { String(format: "%02x", digest[$0]) }.joined() }
    #expect(hex(try documents(of: Array("abc".utf8), named: "a.txt")[0].get().sha256) == abc)
    #expect(hex(try documents(of: Array(#"{"text":"\u0061bc"}"#.utf8), named: "a.jsonl")[0].get().sha256) == abc)
  }

  @Test func whatHoldsNoLetterIsRefusedByKind() throws {
    func failure(_ contents: [UInt8]) throws -> DocumentFailure.Code? {
      switch try documents(of: contents, named: "a.txt")[0] {
      case .success: nil
      case .failure(let failure): failure.code
      }
    }
    #expect(try failure(Array("%PDF-1.6\n".utf8)) == .damaged)
    #expect(try failure([0x00, 0x01]) == .binary)
    #expect(try failure([]) == nil)
    #expect(try failure([0x61]) == nil)
  }
}
