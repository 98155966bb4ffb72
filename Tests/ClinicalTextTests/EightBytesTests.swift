import Testing

@testable import ClinicalText

/// What is told of eight bytes at once has to be what is told of them one by one.
@Suite struct EightBytesTests {
  private func word(_ bytes: [UInt8]) -> UInt64 {
    bytes.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) }
  }

  private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

  @Test func everyByteIsToldInEveryPlace() {
    for place in 0..<8 {
      for byte in UInt8.min...UInt8.max {
        var letters = Array("aZzbYAcX".utf8)
        letters[place] = byte
        let nonLetter = EightBytes.firstNonLetter(word(letters) | EightBytes.caseBits)
        #expect(EightBytes.count(before: nonLetter) == (isLetter(byte) ? 8 : place))
        var digits = Array("09182736".utf8)
        digits[place] = byte
        let nonDigit = EightBytes.firstNonDigit(word(digits))
        #expect(EightBytes.count(before: nonDigit) == ((0x30...0x39).contains(byte) ? 8 : place))
        #expect(
          EightBytes.mask(before: nonDigit) == word([UInt8](repeating: 0xFF, count: EightBytes.count(before: nonDigit)))
        )
      }
    }
  }

  @Test func theFirstOfSmallBytesIsFound() {
    for place in 0..<16 {
      for byte in UInt8.min...UInt8.max {
        var bytes = SIMD16<UInt8>(repeating: 0x7F)
        bytes[place] = byte
        #expect(SixteenBytes.firstHighBit(SixteenBytes.below(0x0E, bytes)) == (byte < 0x0E ? place : nil))
        #expect(SixteenBytes.firstHighBit(bytes) == (byte < 0x80 ? nil : place))
      }
    }
  }

  @Test(arguments: ["a", "pain", "fracture", "fractures", "spondylolisthesis", "spondylolisthesisspondylolisthesis"])
  func chunksAndSingleBytesGiveOneHash(_ term: String) {
    let bytes = Array(term.utf8)
    let chunks = stride(from: 0, to: bytes.count, by: 8).map { word(Array(bytes[$0..<min($0 + 8, bytes.count)])) }
    #expect(chunks.reduce(WordHash.seed) { WordHash.mixed($0, $1) } == WordHash.of(bytes))
    #expect(WordHash.of(bytes) != WordHash.of(bytes + [0x61]))
  }

  @Test func wordsOfAllLengthsAreReadAtTheEndOfATextToo() {
    var vocabulary = Vocabulary()
    let words = (1...20).map { String(repeating: "k", count: $0) }
    let ids = words.map { vocabulary.insert($0.utf8) }
    func holds(_ text: String, _ id: WordID) -> Bool {
      let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: ReadingRules(vocabulary: vocabulary))
      return withExtendedLifetime(reading) { reading.words.contains(id) }
    }
    for (word, id) in zip(words, ids) {
      for text in [word.uppercased(), word + " and", "of " + word, word + "."] { #expect(holds(text, id)) }
      #expect(!holds(word + "\u{E9}", id))
    }
  }
}
