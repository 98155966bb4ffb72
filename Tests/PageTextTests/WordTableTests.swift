import PageText
import Testing

@Suite struct WordTableTests {
  private let head = "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

  @Test func aTextLayerIsInPoints() throws {
    let table =
      head + "1\t1\t0\t0\t0\t0\t0.000000\t0.000000\t612.000000\t792.000000\t-1\t###PAGE###\n"
      + "4\t1\t0\t0\t0\t0\t72.0\t95.3\t79.9\t10.3\t-1\t###LINE###\n"
      + "5\t1\t0\t0\t0\t0\t72.05\t95.36\t26.36\t10.32\t100\tCase\n5\t1\t0\t0\t1\t0\t72.05\t110.36\t26.36\t10.32\t100\tof\u{FB01}ce\n"
    let pages = try WordTable.pages(in: Array(table.utf8), unit: .points)
    #expect(pages.map(\.width) == [612] && pages.map(\.height) == [792])
    #expect(pages[0].words.map(\.text) == ["Case", "office"])
    #expect(pages[0].words[0].box.x == 72.05 && pages[0].words[0].confidence == 1)
    #expect(pages[0].words[0].line != pages[0].words[1].line)
    #expect(!pages[0].isRecognized)
  }

  @Test func pixelsBecomePointsByTheResolution() throws {
    let table =
      head + "1\t1\t0\t0\t0\t0\t0\t0\t2550\t3300\t-1\t\n5\t1\t1\t1\t1\t1\t300\t600\t150\t30\t87.5\tknee\n"
      + "5\t1\t1\t1\t1\t2\t500\t600\t150\t30\t95\t \n"
    for resolution in [300.0, nil] {
      let page = try WordTable.pages(in: Array(table.utf8), unit: .pixels(perInch: [resolution]))[0]
      #expect(page.width == 612 && page.height == 792 && page.isRecognized)
      #expect(page.words.map(\.text) == ["knee"])
      #expect(page.words[0].box.x == 72 && page.words[0].box.y == 144 && abs(page.words[0].box.height - 7.2) < 0.001)
      #expect(page.words[0].confidence == 0.875)
    }
  }

  @Test func linesOfAnotherKindAreToldByNumber() {
    let bad = head + "1\t1\t0\t0\t0\t0\t0\t0\t2550\t3300\t-1\t\nThe patient's name\n"
    #expect(throws: PageFormatError("line 3 is no line of a word table")) {
      try WordTable.pages(in: Array(bad.utf8), unit: .points)
    }
    #expect(throws: PageFormatError.self) {
      try WordTable.pages(in: Array("5\t1\t1\t1\t1\t1\t3\t6\t1\t3\t8\tx".utf8), unit: .points)
    }
    #expect(throws: PageFormatError.self) {
      try WordTable.pages(in: Array("1\t1\t0\t0\t0\t0\t0\t0\tnan\t3300\t-1\t".utf8), unit: .points)
    }
  }
}
