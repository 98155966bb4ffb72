import Testing

@testable import ClinicalText

/// What is told of eight bytes at once has to be what is told of them one by one.
@Suite struct EightBytesTests {
  private func word(_ bytes: [UInt8]) -> UInt64 {
    bytes.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) }
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  @Test func everyByteIsToldInEveryPlace() {
    for place in 0..<8 {
      for byte in UInt8.min...UInt8.max {
        var bytes = Array("aZ0bY9cX".utf8)
        bytes[place] = byte
        let eight = EightBytes(word(bytes))
        #expect(eight.alphanumericCount == (isAlphanumeric(byte) ? 8 : place))
        guard eight.alphanumericCount > 0 else { continue }
        let read = bytes.prefix(eight.alphanumericCount)
        let kept = eight.prefix(eight.alphanumericCount)
        #expect(kept.folded == word(read.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }))
        #expect(kept.capitalCount == read.count { (0x41...0x5A).contains($0) })
        #expect(kept.digitCount == read.count { (0x30...0x39).contains($0) })
      }
    }
  }

  @Test func theFirstOfSmallBytesIsFound() {
    for place in 0..<8 {
      for byte in UInt8.min...UInt8.max {
        var bytes = Array("letters\u{7F}".utf8)
        bytes[place] = byte
        let found = EightBytes.firstBelow(0x0E, word(bytes))
        #expect(found.trailingZeroBitCount >> 3 == (byte < 0x0E ? place : 8))
      }
    }
  }

  @Test(arguments: ["a", "pain", "fracture", "fractures", "spondylolisthesis", "spondylolisthesisspondylolisthesis"])
  func chunksAndSingleBytesGiveOneHash(_ term: String) {
    let bytes = Array(term.utf8)
    for head in stride(from: 0, through: bytes.count, by: 8) {
      var hash = WordHash()
      var at = 0
      while at < head {
        hash.add(chunk: word(Array(bytes[at..<at + 8])), count: 8)
        at += 8
      }
      for byte in bytes[at...] { hash.add(byte) }
      #expect(hash.value == WordHash.of(bytes))
    }
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
