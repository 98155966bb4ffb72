import ClinicalText
import PageText
import Testing

@Suite struct PageTextComposerTests {
  /// A word each 6 points wide a character, in a line of its own unless told.
  private func word(_ text: String, _ x: Double, _ y: Double, line: Int, confidence: Double = 1) -> PageWord {
    PageWord(
      text: text, box: PageBox(x: x, y: y, width: Double(text.count) * 6, height: 10), confidence: confidence,
      line: line)
  }

  private func line(_ text: String, _ x: Double, _ y: Double, line: Int) -> [PageWord] {
    var left = x
    return text.split(separator: " ").map { part in
      defer { left += Double(part.count + 1) * 6 }
      return word(String(part), left, y, line: line)
    }
  }

  private func compose(_ pages: [[PageWord]], isRecognized: Bool = false) -> (text: String, layout: PageLayout) {
    let pages = pages.map { TextPage(width: 612, height: 792, words: $0, isRecognized: isRecognized) }
    let (text, layout) = PageTextComposer.compose(pages)
    return (String(decoding: text.bytes, as: UTF8.self), layout)
  }

  @Test func aTableIsReadRowByRow() {
    let columns =
      line("Case Number:", 72, 100, line: 0) + line("Date Assigned:", 72, 114, line: 1)
      + line("CM16-1", 200, 100, line: 2) + line("11/18/2016", 200, 114, line: 3)
      + line("Date of Injury:", 330, 114, line: 4) + line("10/10/2016", 450, 114, line: 5)
    let rows = compose([columns]).text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(rows == ["Case Number: CM16-1", "Date Assigned: 11/18/2016 Date of Injury: 10/10/2016", "\u{0C}"])
  }

  @Test func aLabelOfTwoLinesStandsBeforeItsValue() {
    let columns =
      line("Priority:", 72, 100, line: 0) + line("Standard", 200, 100, line: 1) + line("Application", 330, 100, line: 2)
      + line("Received:", 330, 114, line: 3) + line("11/14/2016", 450, 100, line: 4)
    let (text, layout) = compose([columns])
    #expect(
      text.split(separator: " ").joined(separator: " ").hasPrefix("Priority: Standard Application Received: 11/14/2016")
    )
    let received = layout.words[3]
    #expect(
      received.box.y == 114 && layout.lineBoxes(of: Span(layout.words[2].span.start, received.span.end)).count == 2)
  }

  /// "eee" beside a line and specks are noise; a cell of that size that was read surely is not, nor one in a line.
  @Test func noiseBesideTheTextIsLeftOut() {
    let words =
      line("Therapy: Upheld", 72, 100, line: 0) + [word("eee", 400, 100, line: 0, confidence: 0.3)]
      + [word(":", 300, 114, line: 1, confidence: 0.8), word("No.", 72, 128, line: 2, confidence: 0.95)]
      + [word("12", 400, 128, line: 2, confidence: 0.7), word("no", 418, 128, line: 2, confidence: 0)]
    let rows = compose([words], isRecognized: true).text.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    #expect(rows == ["Therapy: Upheld", "No. 12 no", "\u{0C}"])
    #expect(compose([words]).text.contains("eee"))
  }

  @Test func headingsAndParagraphsStandApart() {
    let prose = "The patient is a woman of fifty years who has pain in the back since a fall"
    let words =
      line(prose, 72, 100, line: 0) + line("and in the left knee.", 72, 114, line: 1)
      + line("CASE SUMMARY", 265, 128, line: 2) + line(prose, 72, 142, line: 3) + line("since.", 72, 156, line: 4)
      + line(prose, 72, 184, line: 5)
    let rows = compose([words]).text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(rows[2] == "" && rows[3] == "CASE SUMMARY" && rows[4] == "" && rows[5] == prose)
    #expect(rows[6] == "since." && rows[7] == "" && rows[8] == prose)
  }

  @Test func pagesEndInFormFeedsAndWordsKnowTheirPlace() {
    let (text, layout) = compose([line("left knee", 72, 100, line: 0), [], line("pain", 80, 50, line: 0)])
    #expect(text == "left knee\n\u{0C}\u{0C}pain\n\u{0C}")
    #expect(layout.words.map(\.page) == [1, 1, 3])
    let bytes = Array(text.utf8)
    let spelled = layout.words.map { String(decoding: bytes[$0.span.start..<$0.span.end], as: UTF8.self) }
    #expect(spelled == ["left", "knee", "pain"])
    let boxes = layout.lineBoxes(of: Span(2, bytes.count))
    #expect(boxes.map(\.page) == [1, 3])
    #expect(boxes[0].box == PageBox(x: 72, y: 100, width: 54, height: 10))
    #expect(layout.lineBoxes(of: Span(10, 12)).isEmpty)
  }

  @Test func aSkewedScanKeepsItsLines() {
    let rows = (0..<6).map { "row \($0) has words that go from the left of the page to the right of it" }
    var words = rows.enumerated().flatMap { line($1, 72, 100 + Double($0) * 14, line: $0) }
    // Three degrees: over a line, twice the distance of two lines.
    for index in words.indices { words[index].box.y += (words[index].box.x - 72) * 0.052 }
    #expect(compose([words], isRecognized: true).text.split(separator: "\n").dropLast().map(String.init) == rows)
  }

  @Test func confidenceIsThatOfTheLeastSureWord() {
    let words = [word("left", 72, 100, line: 0, confidence: 0.9), word("knee", 102, 100, line: 0, confidence: 0.4)]
    let (text, layout) = compose([words], isRecognized: true)
    #expect(text == "left knee\n\u{0C}")
    #expect(layout.confidence(of: Span(0, 4)) == 0.9 && layout.confidence(of: Span(0, 9)) == 0.4)
  }

  @Test func specksAreNoText() {
    let words = [word("knee", 72, 100, line: 0, confidence: 0.8), word("~", 300, 100, line: 0, confidence: 0.3)]
    #expect(compose([words], isRecognized: true).text == "knee\n\u{0C}")
    #expect(compose([words]).text.contains("~"))
  }

  @Test func aWordInTwoFontsIsOne() {
    let words = [word("L4", 72, 100, line: 0), word("-5", 84, 100, line: 0), word("disc", 102, 100, line: 0)]
    #expect(compose([words]).text == "L4-5 disc\n\u{0C}")
  }
}
