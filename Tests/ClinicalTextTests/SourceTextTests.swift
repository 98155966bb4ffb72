import ClinicalText
import Testing

@Suite struct SourceTextTests {
  @Test func eachUndecodableByteIsOneReplacementCharacter() {
    let text = SourceText(utf8: [0x61, 0xFF, 0xC3, 0x62, 0xE2, 0x80, 0x63, 0xC3, 0xA9])
    #expect(String(decoding: text.bytes, as: UTF8.self) == "a\u{FFFD}\u{FFFD}b\u{FFFD}\u{FFFD}c\u{E9}")
  }

  @Test(arguments: [[0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE0, 0x80, 0x80]] as [[UInt8]])
  func overlongFormsAndSurrogatesAreUndecodable(_ bytes: [UInt8]) {
    let text = SourceText(utf8: bytes)
    #expect(String(decoding: text.bytes, as: UTF8.self).unicodeScalars.allSatisfy { $0 == "\u{FFFD}" })
    #expect(text.bytes.count == 3 * bytes.count)
  }

  @Test func pagesEndAtFormFeeds() {
    let text = SourceText(utf8: Array("one\u{0C}two\u{0C}three".utf8))
    #expect([0, 4, 8].map { text.page(at: $0) } == [1, 2, 3])
  }

  @Test(arguments: [
    (OffsetUnit.utf8, [0, 1, 3, 7, 8]), (.codepoint, [0, 1, 2, 3, 4]), (.utf16, [0, 1, 2, 4, 5]),
  ])
  func offsetsCountInTheUnitAskedFor(_ unit: OffsetUnit, _ wanted: [Int]) {
    let map = OffsetMap(SourceText(utf8: Array("aé😀b".utf8)), unit: unit)
    #expect([0, 1, 3, 7, 8].map { map.offset(ofByte: $0) } == wanted)
  }

  @Test func offsetsHoldInLongTexts() {
    let text = String(repeating: "aé😀", count: 100)
    let map = OffsetMap(SourceText(utf8: Array(text.utf8)), unit: .utf16)
    #expect(map.offset(ofByte: text.utf8.count) == text.utf16.count)
    #expect(map.offset(ofByte: 7 * 40) == 4 * 40)
  }

  @Test(arguments: OffsetUnit.allCases)
  func offsetsHoldAtEveryCharacter(_ unit: OffsetUnit) {
    let text = String(repeating: "plain words, é and 漢 and 😀; ", count: 12)
    let map = OffsetMap(SourceText(utf8: Array(text.utf8)), unit: unit)
    for index in text.unicodeScalars.indices {
      let before = text[..<index]
      let wanted =
        switch unit {
        case .utf8: before.utf8.count
        case .codepoint: before.unicodeScalars.count
        case .utf16: before.utf16.count
        }
      #expect(map.offset(ofByte: before.utf8.count) == wanted)
    }
  }
}
