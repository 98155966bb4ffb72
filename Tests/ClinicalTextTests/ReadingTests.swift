import Testing

@testable import ClinicalText

/// The views that texts of different layout have to give: one sentence a line.
@Suite struct ReadingTests {
  private func reading(_ text: String, words: [String] = [], abbreviations: [String] = []) -> Reading {
    var vocabulary = Vocabulary()
    for word in words { _ = vocabulary.insert(word.utf8) }
    let stops = Set(abbreviations.map { vocabulary.insert($0.utf8) })
    let furniture = PageFurniture(templates: ["final determination letter for imr case number # # #"])
    let rules = ReadingRules(vocabulary: vocabulary, abbreviations: stops, furniture: furniture)
    return Reading(SourceText(utf8: Array(text.utf8)), rules: rules)
  }

  private func view(_ text: String, words: [String] = [], abbreviations: [String] = []) -> [String] {
    let reading = reading(text, words: words, abbreviations: abbreviations)
    return reading.viewText.split(separator: "\n").map(String.init)
  }

  private let paragraph = """
    The patient is a 52 year old female with an industrial injury of March 8,
    2010. She has had cervical and thoracic as well as lumbar degenerative
    disc disease for years. It is treated.
    """

  @Test func aSetOfTokensHoldsTheNumbers() {
    let reading = reading(String(repeating: "had 12 visits of 3, ", count: 40) + "7")
    let numbers = TokenSet(numbersOf: reading)
    var found: [Int] = []
    while let token = numbers.first(from: found.last.map { $0 + 1 } ?? 0) { found.append(token) }
    #expect(found == (0..<reading.tokenCount).filter { reading.flags[$0].contains(.number) })
    #expect(numbers.first(from: reading.tokenCount + 64) == nil)
    var set = TokenSet(of: reading)
    #expect(set.first(from: 0) == nil)
    set.insert(70)
    #expect(set.first(from: 3) == 70)
    #expect(set.first(from: 71) == nil)
  }

  @Test func printedWordsAreABlankApart() {
    let reading = reading("  Pain \t Management\n and  Rehab ")
    #expect(reading.printedWords(of: Span(0, 31)) == "Pain Management and Rehab")
    #expect(reading.printedWords(of: Span(4, 4)) == "")
  }

  @Test func wrappedLinesAreOneSentence() {
    let lines = view(paragraph)
    #expect(lines.count == 3)
    #expect(lines[1] == "she has had cervical and thoracic as well as lumbar degenerative disc disease for years.")
  }

  @Test func aBlankLineAfterEachLineChangesNothing() {
    #expect(view(paragraph.replacing("\n", with: "\n\n")) == view(paragraph))
  }

  @Test func indentationAndCarriageReturnsChangeNothing() {
    #expect(view(paragraph.replacing("\n", with: "\r\n    ")) == view(paragraph))
  }

  @Test func pageFurnitureStandsInNoSentence() {
    let footer = "\n\nFinal Determination Letter for IMR Case Number CM14-0000001      3\n\u{0C}\n"
    #expect(view(paragraph.replacing("degenerative\n", with: "degenerative" + footer)) == view(paragraph))
  }

  @Test func headingsEndBlocks() {
    let lines = view("CLINICAL CASE SUMMARY\n" + paragraph + "\nMRI of the knee: Upheld\nNext one.")
    #expect(lines.first == "clinical case summary")
    #expect(lines.suffix(2) == ["mri of the knee: upheld", "next one."])
  }

  @Test(arguments: [
    ("Seen by Dr. Smith today.  He agreed.", 2), ("At 7.5 mg daily. Then 10 mg.", 2), ("Is it so? Yes. No!", 3),
    ("The L4-5 disc, i.e. the worst, is bulging.", 1), ("It was not necessary.The next request was.", 2),
    ("He said \"no more.\" She agreed.", 2), ("See p. 23 of it.", 1),
  ])
  func sentencesEndAtFullStops(_ text: String, _ count: Int) {
    #expect(view(text, abbreviations: ["dr", "p"]).count == count)
  }

  @Test func hyphenatedLineEndsAreJoinedWhereTheWordIsKnown() {
    let long = "The patient has a long history of severe, disabling and progressive degen-\neration of the disc."
    #expect(view(long, words: ["degeneration"])[0].hasSuffix("progressive degeneration of the disc."))
    #expect(view(long)[0].hasSuffix("progressive degen-eration of the disc."))
  }

  @Test func aJoinedWordKnowsItsPlace() throws {
    let text = "The patient has a long history of severe, disabling and progressive degen-\neration of the disc."
    let reading = reading(text, words: ["degeneration"])
    let token = try #require(
      (0..<reading.tokenCount).first {
        String(decoding: reading.viewBytes(ofToken: $0), as: UTF8.self) == "degeneration"
      })
    let span = reading.span(ofTokens: token..<token + 1)
    #expect(String(decoding: reading.text[span], as: UTF8.self) == "degen-\neration")
  }

  @Test(arguments: [
    ("52yo F", ["52", "yo", "f"]), ("L4-5", ["l4", "-", "5"]), ("2x6", ["2", "x6"]),
    ("patient\u{2019}s", ["patient", "'s"]), ("don't", ["don't"]), ("1\u{BD} ﬁnger", ["1", "1", "/", "2", "finger"]),
    ("na\u{EF}ve", ["naive"]), ("a\u{A0}b", ["a", "b"]), ("6\u{2013}10", ["6", "-", "10"]),
    ("zero\u{200B}width", ["zerowidth"]), ("漢字 x", ["漢字", "x"]),
  ])
  func tokens(_ text: String, _ wanted: [String]) {
    let reading = reading(text)
    let tokens = (0..<reading.tokenCount).map { String(decoding: reading.viewBytes(ofToken: $0), as: UTF8.self) }
    #expect(tokens == wanted)
  }

  @Test(arguments: ["6\u{2013}10 ﬁnal caf\u{E9}.", "\u{FEFF}\u{200B}a\u{AD}b İ 😀 x", "½ \u{2028}é", "", "\n\n", "a"])
  func everyTokenIsAWholeNumberOfCharacters(_ text: String) throws {
    let reading = reading(text)
    for token in 0..<reading.tokenCount {
      let span = reading.span(ofTokens: token..<token + 1)
      #expect(String(validating: Array(reading.text[span]), as: UTF8.self) != nil)
      #expect(span.start < span.end && span.end <= reading.text.bytes.count)
    }
  }
}
