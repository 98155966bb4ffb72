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

  private func rules() -> ReadingRules {
    var vocabulary = Vocabulary()
    for word in Self.lexiconWords { _ = vocabulary.insert(word.utf8) }
    var rules = ReadingRules(vocabulary: vocabulary)
    rules.repair = TextRepair {
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
    return rules
  }

  private func reading(_ text: String) -> Reading { Reading(SourceText(utf8: Array(text.utf8)), rules: rules()) }

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
