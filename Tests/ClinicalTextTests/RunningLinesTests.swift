import Testing

@testable import ClinicalText

@Suite struct RunningLinesTests {
  /// The lines that are no running headers or footers.
  private func prose(of pages: [String]) -> [String] {
    let text = SourceText(utf8: Array(pages.joined(separator: "\u{0C}").utf8))
    return text.bytes.withUnsafeBufferPointer { bytes in
      LineLayout(bytes, furniture: PageFurniture(), pageBreaks: text.pageBreaks).lines.map {
        String(decoding: bytes[$0.start..<$0.end], as: UTF8.self)
      }
    }
  }

  private func body(_ page: Int) -> [String] {
    ["The patient went on with", "work in week \(page * 3).", "Her knee", "got better with", "twelve visits"].map {
      page % 2 == 0 ? $0 : $0 + " then"
    }
  }

  @Test func footersGoByTheirNumbersAndPlace() {
    let pages = (0..<3).map {
      (body($0) + ["Review of Case C-\(900 + $0) of Mr. X   \($0 + 1)"]).joined(separator: "\n")
    }
    #expect(prose(of: pages) == (0..<3).flatMap(body))
  }

  @Test func aFooterMayBeReadWithAnError() {
    let footers = ["Review of Case C-901 page 1", "Rcview of Case C-901 page 2", "Review of Case C-901 pagc 3"]
    let pages = footers.enumerated().map { (body($0) + ["", $1, ""]).joined(separator: "\r\n") }
    #expect(prose(of: pages) == (0..<3).flatMap(body))
  }

  @Test func aLineThatLeavesItsSentenceOpenIsNoHeader() {
    let opening = "REVIEWER guideline: Decision based on the Schedule of 2016,"
    let pages = (0..<3).map { ([opening] + body($0)).joined(separator: "\n") }
    #expect(prose(of: pages) == (0..<3).flatMap { [opening] + body($0) })
  }

  @Test func headersWithoutANumberHaveToStandOnThreePages() {
    let pages = (0..<3).map { (["Department of Reviews"] + body($0)).joined(separator: "\n") }
    #expect(prose(of: pages) == (0..<3).flatMap(body))
    #expect(prose(of: Array(pages.prefix(2))).filter { $0 == "Department of Reviews" }.count == 2)
  }

  @Test func sentencesThatRepeatStay() {
    let end = "The request is not medically necessary."
    let pages = (0..<3).map { (body($0) + [end]).joined(separator: "\n") }
    #expect(prose(of: pages).filter { $0 == end }.count == 3)
    let middle = (0..<2).map { (body($0) + ["Item \($0): Upheld"] + body($0)).joined(separator: "\n") }
    #expect(prose(of: middle).contains("Item 1: Upheld"))
  }

  @Test func textWithoutPagesHasNone() {
    #expect(prose(of: [(body(0) + body(1)).joined(separator: "\n")]) == body(0) + body(1))
    #expect(prose(of: ["", "", ""]) == [])
  }
}
