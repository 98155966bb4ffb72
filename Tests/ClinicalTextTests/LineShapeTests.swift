import Testing

@testable import ClinicalText

@Suite struct LineShapeTests {
  private func shape(_ line: String) -> (text: String, isNumbered: Bool) {
    var bytes = Array(line.utf8)
    var out = [UInt8](repeating: 0, count: bytes.count)
    let shape = bytes.withUnsafeMutableBufferPointer { line in
      out.withUnsafeMutableBufferPointer { LineShape.write(UnsafeBufferPointer(line), to: $0.baseAddress!) }
    }
    return (String(decoding: out.prefix(shape.count), as: UTF8.self), shape.isNumbered)
  }

  @Test(arguments: [
    ("Letter for IMR Case Number CM14-0000001      3", "letter for imr case number # # #"),
    ("  Page 2 of 10 ", "page # of #"), ("No. #7", "no #"), ("...", ""), ("a-b", "a b"),
  ])
  func wordsStandApartAndNumbersAreAlike(_ line: String, _ wanted: String) {
    #expect(shape(line).text == wanted)
    #expect(shape(line).isNumbered == wanted.contains("#"))
  }
}
