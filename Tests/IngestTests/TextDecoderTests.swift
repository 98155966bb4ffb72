import ClinicalText
import Testing

@testable import Ingest

@Suite struct TextDecoderTests {
  private func text(_ decoded: TextDecoder.Decoded) -> String { String(decoding: decoded.text.bytes, as: UTF8.self) }

  @Test func utf8WithAndWithoutMark() {
    let bytes = Array("Müller – “52 y/o”\r\n".utf8)
    for input in [bytes, [0xEF, 0xBB, 0xBF] + bytes] {
      let decoded = TextDecoder.decode(input)
      #expect(decoded.text.bytes == bytes)
      #expect(decoded.undecodable == nil)
    }
  }

  @Test func eachInvalidByteIsOneReplacement() {
    let decoded = TextDecoder.decode(Array("é a".utf8) + [0xFF, 0xC3] + Array("b".utf8) + [0xED, 0xA0, 0x80])
    #expect(text(decoded) == "é a\u{FFFD}\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(decoded.undecodable == UndecodableBytes(count: 5, first: Span(4, 7)))
  }

  @Test(arguments: [true, false])
  func utf16(littleEndian: Bool) {
    func bytes(_ units: [UInt16]) -> [UInt8] {
      units.flatMap { littleEndian ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
    let letter = "Pain – 😀\r\n"
    #expect(text(TextDecoder.decode(bytes([0xFEFF] + letter.utf16))) == letter)
    let broken = TextDecoder.decode(bytes([0xFEFF, 0x61, 0xD83D, 0x62, 0xDE00]) + [0x63])
    #expect(text(broken) == "a\u{FFFD}b\u{FFFD}\u{FFFD}")
    #expect(broken.undecodable == UndecodableBytes(count: 3, first: Span(1, 4)))
    #expect(text(TextDecoder.decode(bytes([0xFEFF]))).isEmpty)
  }

  @Test func windows1252() {
    let decoded = TextDecoder.decode(
      Array("patient".utf8) + [0x92, 0x73, 0x20, 0x93, 0x80, 0x94, 0x20, 0x96, 0x20, 0xE9])
    #expect(text(decoded) == "patient’s “€” – é")
    #expect(decoded.undecodable == nil)
  }

  @Test func damagedUTF8IsNotTakenForWindows1252() {
    let decoded = TextDecoder.decode(Array("“pain” and “ache” ".utf8) + [0x92])
    #expect(text(decoded) == "“pain” and “ache” \u{FFFD}")
    #expect(decoded.undecodable?.count == 1)
  }

  @Test(arguments: [
    ([0x25, 0x50, 0x44, 0x46, 0x2D, 0x31], DocumentKind.pdf),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .image),
    ([0xFF, 0xD8, 0xFF, 0xE0], .image), ([0x49, 0x49, 0x2A, 0x00, 0x08], .image), ([0x00, 0x01, 0x02], .binary),
    (Array(0...255), .binary), ([], .text), ([0x61], .text), ([0xFF, 0xFE, 0x61, 0x00], .text),
    (Array("level\tpage_num\tblock_num\tpar_num".utf8), .ocrResult(.tesseractTSV)),
    (Array("<?xml version=\"1.0\"?>\n<alto xmlns=\"x\">".utf8), .ocrResult(.alto)),
    (Array("<html><body><div class='ocr_page'>".utf8), .ocrResult(.hocr)), (Array("<html><p>letter".utf8), .text),
  ])
  func kindIsReadFromContents(head: [UInt8], kind: DocumentKind) { #expect(DocumentKind(head: head) == kind) }

  @Test func aStrayControlCharacterDoesNotMakeALetterBinary() {
    let letter = Array(repeating: Array("The patient is 52 years old.\n".utf8), count: 40).flatMap { $0 }
    #expect(DocumentKind(head: letter + [0x00] + letter) == .text)
  }
}
