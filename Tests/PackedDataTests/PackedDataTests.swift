import Testing

@testable import PackedData

@Suite struct PackedDataTests {
  @Test(arguments: [0, 1, 63, 64, 4_095, 262_143, 16_777_215])
  func numbersReadBackInTheSmallestWidthThatHoldsThem(number: Int) throws {
    for digits in 2...4 {
      var writer = PackedDataWriter()
      guard number <= PackedDigits.maximum(digits: digits) else {
        #expect(throws: PackedDataWriter.Overflow.self) { try writer.append(number, digits: digits) }
        continue
      }
      try writer.append(number, digits: digits)
      #expect(try read(writer, digits: digits) == number)
    }
  }

  @Test func digitsAreOrderedAndNeedNoEscape() {
    let digits = (0..<64).map { PackedDigits.digit(UInt8($0)) }
    #expect(digits == digits.sorted())
    #expect(digits.allSatisfy { PackedText.standsBare($0) })
    #expect(digits.map(PackedDigits.value) == Array(0..<64))
  }

  @Test(arguments: ["Sprain of neck", "Ménière's disease", "\"a\\b~c\"", "", "tab\there"])
  func textReadsBack(text: String) throws {
    var writer = PackedDataWriter()
    writer.append(text: text)
    #expect(writer.bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C })
    var output: [UInt8] = []
    try withData(writer) { $0.appendText(in: 0..<writer.count, to: &output) }
    #expect(String(decoding: output, as: UTF8.self) == text)
  }

  @Test func recordsAreFoundByBinarySearch() throws {
    var writer = PackedDataWriter()
    for key in ["A00", "B01", "M51", "Z99"] {
      writer.append(key: key, width: 4)
      try writer.append(writer.count, digits: 3)
    }
    try withData(writer) { data in
      let records = PackedRecords(data, width: 7)
      #expect(records.count == 4)
      #expect(records.partitionPoint { records.byte($0, at: 0) < UInt8(ascii: "M") } == 2)
      #expect(records.number18(2, at: 4) == 18)
    }
  }

  private func read(_ writer: PackedDataWriter, digits: Int) throws -> Int {
    try withData(writer) { data in
      switch digits {
      case 2: data.number12(at: 0)
      case 3: data.number18(at: 0)
      default: data.number24(at: 0)
      }
    }
  }

  private func withData<T>(_ writer: PackedDataWriter, _ body: (PackedData) -> T) throws -> T {
    try (writer.bytes + [0x20, 0x20]).withUnsafeBufferPointer { buffer in
      let start = try #require(buffer.baseAddress)
      return body(PackedData(start: start, count: writer.count))
    }
  }
}
