import Testing

@testable import ClinicalText

/// What is read eight bytes at once has to be what is read byte by byte, which is how a text ends.
@Suite struct PlainTextReaderTests {
  private struct Token: Equatable {
    var text: String
    var flags: TokenFlags
    var hash: WordID
    var offsets: [Int32]
  }

  private func tokens(_ text: String, _ rules: ReadingRules) -> [Token] {
    let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: rules)
    return withExtendedLifetime(reading) {
      (0..<reading.tokenCount).map { token in
        let view = reading.viewRange(ofTokens: token..<token + 1)
        return Token(
          text: String(decoding: reading.view[view], as: UTF8.self), flags: reading.flags[token],
          hash: reading.words[token], offsets: Array(reading.sourceOffsets[view]))
      }
    }
  }

  /// Blanks at the end of a text are no part of it, but let its last bytes be read eight at once.
  private func isReadAlike(_ text: String, _ rules: ReadingRules) -> Bool {
    tokens(text, rules) == tokens(text + String(repeating: " ", count: 24), rules)
  }

  private static let pieces = [
    "a", "B", "of", "The", "MRI", "pain", "kHz", "patients", "FRACTURE", "Fractures", "spondylolisthesis", "7", "52",
    "1234567", "12345678", "l5", "C3a", "'", "'s", "'S", "’s", ".", ",", "-", "/", "(", "\u{7F}", " ", "  ", "\t",
    "\u{A0}",
    "é", "½", "\u{AD}",
  ]

  @Test func allPairsAndTriplesOfPiecesAreReadAlike() {
    var vocabulary = Vocabulary()
    for word in Self.pieces { _ = vocabulary.insert(word.lowercased().utf8) }
    let rules = ReadingRules(vocabulary: vocabulary)
    var different: [String] = []
    for first in Self.pieces {
      for second in Self.pieces {
        for third in ["", "a", "De", "X", "'s", "’", ".", " ", "3", "é", "patients"] {
          let text = "x " + first + second + third
          if !isReadAlike(text, rules) { different.append(text) }
        }
      }
    }
    #expect(different.isEmpty)
  }

  @Test func aLineMayEndWithinEightBytes() {
    let rules = ReadingRules(vocabulary: Vocabulary())
    for width in 1...20 {
      let word = String(repeating: "w", count: width)
      let text = "On \(word)\nand \(word) \r\n\(word)-\n\(word)."
      #expect(isReadAlike(text, rules))
      #expect(tokens(text, rules).map(\.text) == ["on", word, "and", word, word, "-", word, "."])
    }
  }

  @Test func aSentenceMayStartRightBehindAFullStop() {
    let rules = ReadingRules(vocabulary: Vocabulary())
    func isParted(_ text: String) -> Bool {
      tokens(text, rules).first { $0.text == "then" }?.flags.contains(.spaceBefore) == true
    }
    for tail in ["", " and the rest of the text"] {
      #expect(isParted("It was the knee.Then" + tail))
      #expect(isParted("She doesn't.Then" + tail))
      #expect(!isParted("It was Knee.Then" + tail))
      #expect(!isParted("It was at.Then" + tail))
      #expect(!isParted("It was knee's.Then" + tail))
      #expect(!isParted("It was l50.Then" + tail))
    }
  }
}
