import PageText
import Testing

@Suite struct OCRFormatTests {
  // MARK: hOCR

  private func hocr(_ body: String) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>
      <div class='ocr_page' id='page_1' title='image "x.png"; bbox 0 0 1700 2200; ppageno 0; scan_res 200 200'>\(body)</div>
      </body></html>
      """.utf8)
  }

  @Test func hOCRWordsHavePlaceAndConfidence() throws {
    let body = """
      <span class='ocr_line' title='bbox 100 200 500 230'><span class='ocrx_word' title='bbox 100 200 200 230; x_wconf 91'>left</span>
      <span class='ocrx_word' title='bbox 220 200 500 230; x_wconf 40'><strong>knee</strong></span></span>
      <span class='ocr_header' title='bbox 100 300 500 330'><span class='ocrx_word' title='bbox 100 300 200 330'>pain</span></span>
      """
    let page = try HOCRDocument.pages(in: hocr(body))[0]
    #expect(page.width == 612 && page.height == 792 && page.isRecognized)
    #expect(page.words.map(\.text) == ["left", "knee", "pain"])
    #expect(page.words.map(\.confidence) == [0.91, 0.4, 1])
    #expect(page.words[0].line == page.words[1].line && page.words[1].line != page.words[2].line)
    #expect(page.words[0].box.x == 36 && page.words[0].box.y == 72 && page.words[0].box.width == 36)
  }

  @Test func hOCRLinesWithoutWordsAreDivided() throws {
    let page = try HOCRDocument.pages(in: hocr("<span class='ocr_line' title='bbox 0 0 900 20'>left knee</span>"))[0]
    #expect(page.words.map(\.text) == ["left", "knee"])
    #expect(page.words[1].box.x == 180 && page.words[1].box.width == 144)
  }

  @Test(arguments: ["<html><body>", "<html><body><p>x</p></body></html>", "", "<a>&lol;</a>"])
  func whatIsNoHOCRIsRefused(text: String) {
    #expect(throws: PageFormatError.self) { try HOCRDocument.pages(in: Array(text.utf8)) }
  }

  // MARK: ALTO

  private func alto(_ unit: String, _ scale: Double) -> [UInt8] {
    func units(_ inches: Double) -> Int { Int(inches * scale) }
    return Array(
      """
      <?xml version="1.0"?>
      <alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Description><MeasurementUnit>\(unit)</MeasurementUnit></Description>
      <Layout><Page WIDTH="\(units(8.5))" HEIGHT="\(units(11))"><PrintSpace><TextBlock><TextLine>
      <String CONTENT="degen" HPOS="\(units(1))" VPOS="\(units(2))" WIDTH="\(units(0.5))" HEIGHT="\(units(0.1))" WC="0.77"/>
      <HYP CONTENT="-"/></TextLine><TextLine><String CONTENT="eration" HPOS="\(units(1))" VPOS="\(units(2.2))"
      WIDTH="\(units(0.5))" HEIGHT="\(units(0.1))"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>
      """.utf8)
  }

  @Test(arguments: [("pixel", 300.0), ("mm10", 254), ("inch1200", 1_200)])
  func altoUnitsBecomePoints(unit: String, scale: Double) throws {
    let page = try ALTODocument.pages(in: alto(unit, scale))[0]
    #expect(abs(page.width - 612) < 0.5 && abs(page.height - 792) < 0.5)
    #expect(page.words.map(\.text) == ["degen-", "eration"])
    #expect(page.words.map(\.confidence) == [0.77, 1])
    #expect(abs(page.words[0].box.x - 72) < 0.5 && abs(page.words[0].box.y - 144) < 0.5)
    #expect(page.words[0].line != page.words[1].line)
  }

  @Test func anEntityBombIsRefused() {
    var text = "<!DOCTYPE alto [<!ENTITY a0 \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\">"
    for level in 1...9 { text += "<!ENTITY a\(level) \"\(String(repeating: "&a\(level - 1);", count: 10))\">" }
    text += "]><alto><Layout><Page WIDTH=\"1\" HEIGHT=\"1\">&a9;</Page></Layout></alto>"
    #expect(throws: PageFormatError.self) { try ALTODocument.pages(in: Array(text.utf8)) }
  }
}
