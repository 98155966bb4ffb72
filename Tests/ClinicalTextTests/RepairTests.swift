import Testing

@testable import ClinicalText

/// How damaged text is read with a handful of words.
@Suite struct RepairTests {
  private static let lexiconWords = [
    "degeneration", "lumbar", "sessions", "joint", "si", "burn", "tear", "l5", "s1", "l2",
  ]
  private static let commonWords = [
    "the", "of", "year", "old", "disc", "twelve", "at", "her", "was", "on", "visits", "in", "july", "she", "had", "bum",
  ]

  private func rules(_ repair: TextRepair) -> ReadingRules {
    var vocabulary = Vocabulary()
    for word in Self.lexiconWords { _ = vocabulary.insert(word.utf8) }
    return ReadingRules(vocabulary: vocabulary, repair: repair)
  }

  private let scanned = TextRepair {
    var knowledge = TextRepair.Knowledge()
    for (printed, read, weight) in [
      ("l", "1", 0.3), ("o", "0", 0.1), ("O", "0", 1), ("rn", "m", 1), ("I", "l", 0.6), ("0", "O", 0.3),
      ("1", "l", 0.3),
      ("5", "S", 0.3), ("cl", "d", 1), ("", " ", 0.02), (" ", "", 0.15), ("", "~", 0.002), ("-", "~", 0.05),
      (",", ".", 0.1),
    ] {
      knowledge.confusions.add(printed: printed, read: read, weight: weight)
    }
    for word in Self.lexiconWords where word.utf8.allSatisfy(ASCII.isLetter) { knowledge.add(word.utf8, cost: 12) }
    for word in Self.commonWords { knowledge.add(word.utf8, cost: 7) }
    return knowledge
  }

  private func reading(_ text: String) -> Reading { Reading(SourceText(utf8: Array(text.utf8)), rules: rules(scanned)) }

  private func printed(_ text: String) -> String {
    let reading = reading(text)
    return String(decoding: reading.printed(Span(0, reading.text.bytes.count)), as: UTF8.self)
  }

  @Test(arguments: [
    ("52 year o1d", "52 year old"), ("twe1ve (l2) sessions", "twelve (12) sessions"),
    ("the o1d disc degen eration", "the old disc degeneration"),
    ("the o1d discdegeneration", "the old disc degeneration"),
    ("on O3/l8/2O1O the o1d", "on 03/18/2010 the old"), ("~ at L5-Sl", " at L5-S1"), ("o1d Sl joint", "old SI joint"),
    ("she had l2visits, o1d", "she had 12 visits, old"), ("in Ju1y 2. 2O15", "in July 2, 2015"),
    ("the o1d lum~bar disc", "the old lumbar disc"), ("the o1d LUMBAR T0E", "the old LUMBAR T0E"),
  ])
  func readsThroughErrors(damaged: String, repaired: String) { #expect(printed(damaged) == repaired) }

  @Test(arguments: [
    "the 52 year old had a degeneration", "he takes b12 and CO2", "discdegeneration", "Mr. McDonald at L5-S1", "", "~",
  ])
  func leavesAloneWhatIsNotDamaged(text: String) {
    if text != "~" { #expect(reading(text).edits.isEmpty) }
    #expect(reading(text).tokenCount >= 0)
  }

  /// "bum" could be "burn" misread, and "in" and "July" are words of their own.
  @Test func aKnownWordStays() { #expect(printed("the o1d bum was in July") == "the old bum was in July") }

  @Test func spansAreThoseOfTheSource() throws {
    let text = "é the o1d degen eration was"
    let reading = reading(text)
    let bytes = Array(text.utf8)
    let words = (0..<reading.tokenCount).map { token in
      (
        String(decoding: reading.viewBytes(ofToken: token), as: UTF8.self),
        String(decoding: bytes[reading.span(ofTokens: token..<token + 1).range], as: UTF8.self)
      )
    }
    #expect(words.map(\.0) == ["e", "the", "old", "degeneration", "was"])
    #expect(words.map(\.1) == ["é", "the", "o1d", "degen eration", "was"])
    #expect(reading.edits(in: Span(0, 6)).isEmpty)
    #expect(reading.edits(in: Span(7, 10)).map(\.reading) == [Array("old".utf8)])
  }

  /// An added blank stands between two bytes of the source and belongs to a span that holds both.
  @Test func anAddedBlankIsWithinASpan() {
    let reading = reading("o1d discdegeneration")
    #expect(reading.edits(in: Span(4, 20)).map(\.reading) == [[0x20]])
    #expect(reading.edits(in: Span(4, 8)).isEmpty)
    #expect(reading.edits(in: Span(8, 20)).isEmpty)
  }

  // MARK: Text that a recogniser read

  /// - Parameter confidence: of each word, by its text; 0.95 where it is not told.
  private func recognized(_ text: String, confidence: [String: Double] = [:], isRecognized: Bool = true) -> String {
    let bytes = Array(text.utf8)
    var words: [PageLayout.Word] = []
    var start = 0
    for at in 0...bytes.count where at == bytes.count || bytes[at] <= 0x20 {
      let word = String(decoding: bytes[start..<at], as: UTF8.self)
      if at > start {
        words.append(
          PageLayout.Word(
            span: Span(start, at), page: 1, line: 0, box: PageBox(x: 0, y: 0, width: 1, height: 1),
            confidence: confidence[word] ?? 0.95))
      }
      start = at + 1
    }
    let page = PageLayout.Page(width: 612, height: 792, isRecognized: isRecognized)
    let reading = Reading(
      SourceText(utf8: bytes), rules: rules(recognizing), layout: PageLayout(pages: [page], words: words))
    return String(decoding: reading.printed(Span(0, bytes.count)), as: UTF8.self)
  }

  private let recognizing = TextRepair {
    var knowledge = TextRepair.Knowledge()
    for (printed, read, weight) in [
      ("", " ", 0.02), (" ", "", 0.15), ("", "'", 0.005), ("n", "ri", 0.3), ("/", "I", 0.05),
    ] {
      knowledge.confusions.add(printed: printed, read: read, weight: weight)
    }
    let words = [
      "the", "of", "on", "and", "has", "been", "pain", "hand", "low", "back", "carpal", "tunnel", "syndrome", "hip",
      "left", "clinical", "case", "summary", "providers", "wheel", "was", "she", "had", "her",
    ]
    for word in words { knowledge.add(word.utf8, cost: 7) }
    knowledge.add("emg/ncs".utf8, cost: 12)
    for word in ["the", "of", "on", "has", "and", "was"] { knowledge.marks.add(functionWord: word) }
    for clitic in ["s", "t"] { knowledge.marks.add(clitic: clitic) }
    knowledge.marks.add(neverPrinted: UInt8(ascii: "!"))
    for (first, second) in [("low", "back"), ("tunnel", "syndrome"), ("hip", "pain")] {
      knowledge.marks.add(pair: first.utf8, second.utf8)
    }
    knowledge.lines.add("clinical case summary", .title)
    knowledge.lines.add("decision rationale", .opener)
    knowledge.lines.add("priority", .label)
    for end in ["upheld", "overturned"] { knowledge.lines.add(end: end) }
    return knowledge
  }

  @Test(arguments: [
    ("she has.been", "she has been"), ("pain of the'hand was", "pain of the hand was"),
    ("carpal tunnel. syndrome", "carpal tunnel syndrome"), ("carp! al tunnel", "carpal tunnel"),
    ("pain of ‘the hand", "pain of the hand"), ("pain of the harid", "pain of the hand"),
    ("CLINICAL.CASE SUMMARY", "CLINICAL CASE SUMMARY"), ("CLINICAL CASE SUMMAKY.", "CLINICAL CASE SUMMARY"),
    ("‘CLINICALCASE SUMMARY\nshe had pain", "CLINICAL CASE SUMMARY\nshe had pain"),
    ("Decision rationale; the hand", "Decision rationale: the hand"),
    ("Priority;   pain", "Priority:   pain"), ("the hand; Uphe1d. ‘", "the hand: Upheld"),
  ])
  func recognisedTextIsReadThroughSpecks(read: String, printed: String) { #expect(recognized(read) == printed) }

  @Test(arguments: [
    "hip; pain of the hand", "left-hand pain", "the patient's hand", "pain of 'the hand' was", "see www.hand.of.hip",
    "Clinical case summary, she said", "priority; she had", "pain w/o syndrome", "(b) pain, 100g", "the hand. Upheld.",
    "S33.5XXD", "on ___ she had", "(e.g., pain)", "she had pain. The hand", "pain: left hip",
  ])
  func recognisedTextWithoutErrorsStays(text: String) { #expect(recognized(text) == text) }

  /// A hyphen that the recogniser is sure of was printed; a word that it is sure of may be a name.
  @Test func confidenceDecides() {
    #expect(recognized("pain of the-hand") == "pain of the-hand")
    #expect(recognized("pain of the-hand", confidence: ["the-hand": 0.6]) == "pain of the hand")
    #expect(recognized("low: back pain", confidence: ["low:": 0.85]) == "low back pain")
    #expect(recognized("low: back pain") == "low: back pain")
    #expect(recognized("the EMGINCS of", confidence: ["EMGINCS": 0.5]) == "the EMG/NCS of")
    #expect(recognized("the ptoviders had") == "the ptoviders had")
    #expect(recognized("the ptoviders had", confidence: ["ptoviders": 0.8]) == "the providers had")
  }

  @Test func theTextLayerOfAPDFIsTakenAsItStands() {
    #expect(recognized("she has.been", isRecognized: false) == "she has.been")
  }

  @Test func editDistanceIsBounded() {
    func distance(_ first: String, _ second: String, _ most: Int) -> Int? {
      EditDistance.between(Array(first.utf8), Array(second.utf8), most: most)
    }
    #expect(distance("summary", "summaky", 1) == 1)
    #expect(distance("summary", "sumary", 1) == 1)
    #expect(distance("summary", "sumaky", 1) == nil)
    #expect(distance("summary", "sumaky", 2) == 2)
    #expect(distance("case", "case", 0) == 0 && distance("case", "cast", 0) == nil)
  }

  @Test func aLongDamagedTextTakesTimeInProportion() {
    let clock = ContinuousClock()
    let piece = "the o1d discdegen eration~ l2l2l2 "
    func time(_ count: Int) -> Duration { clock.measure { _ = reading(String(repeating: piece, count: count)) } }
    let base = max(time(200), .milliseconds(20))
    #expect(time(800) < base * 16)
  }
}

extension Span {
  fileprivate var range: Range<Int> { start..<end }
}
