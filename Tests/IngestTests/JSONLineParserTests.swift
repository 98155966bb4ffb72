import ClinicalText
import Testing

@testable import Ingest

@Suite struct JSONLineParserTests {
  private func parse(_ line: String) throws -> JSONLine { try parse(Array(line.utf8)) }

  private func parse(_ line: [UInt8]) throws -> JSONLine {
    try line.withUnsafeBytes { bytes in
      var parser = JSONLineParser(bytes)
      try parser.parse()
      return parser.line
    }
  }

  private func text(_ line: String) throws -> String { String(decoding: try #require(parse(line).text), as: UTF8.self) }

  @Test(arguments: [
    (#"{"id":"a","text":"b"}"#, "a", "b"),
    (#" { "text" : "b" , "id" : "a" } "#, "a", "b"),
    (#"{"n":[1,-2.5e+3,{"x":[true,false,null]}],"id":"a","o":{},"l":[],"text":"b"}"#, "a", "b"),
    (#"{"id":17,"text":""}"#, "17", ""),
    (#"{"id":"first","id":"last","text":"b"}"#, "last", "b"),
    (#"{"\u0069d":"a","te\u0078t":"b"}"#, "a", "b"),
    ("{\"id\":\"a\",\"text\":\"b\"}\r", "a", "b"),
  ])
  func takesIdAndText(line: String, id: String, text: String) throws {
    let parsed = try parse(line)
    #expect(parsed.id == id)
    #expect(parsed.text == Array(text.utf8))
  }

  @Test(arguments: [#"{"text":"b"}"#, #"{"id":null,"text":"b"}"#, #"{"id":{},"text":"b"}"#])
  func idMayBeMissing(line: String) throws { #expect(try parse(line).id == nil) }

  @Test(arguments: [
    (#"a\nb\tc\r\f\b\"\\\/"#, "a\nb\tc\r\u{0C}\u{08}\"\\/"),
    (#"\u00e9\u4e00\u0000"#, "\u{E9}\u{4E00}\0"),
    (#"\ud83d\ude00 and \uD83D\uDE00"#, "😀 and 😀"),
    (#"\ud83d"#, "\u{FFFD}"),
    (#"\ude00\ud83d"#, "\u{FFFD}\u{FFFD}"),
    (#"\ud83d\u0041"#, "\u{FFFD}A"),
    (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"),
    (
      #"long enough for words of eight bytes \\ and é 漢 😀 \" behind"#,
      "long enough for words of eight bytes \\ and é 漢 😀 \" behind"
    ),
  ])
  func unescapes(escaped: String, plain: String) throws { #expect(try text("{\"text\":\"\(escaped)\"}") == plain) }

  @Test(arguments: 0..<40)
  func findsMarksAtEveryPlaceOfAWord(length: Int) throws {
    let padding = String(repeating: "x", count: length)
    #expect(try text("{\"text\":\"\(padding)\\n\(padding)\"}") == "\(padding)\n\(padding)")
    #expect(throws: JSONLineError.self) { try parse("{\"text\":\"\(padding)\u{1F}\"}") }
  }

  @Test(arguments: [
    (#"one\ftwo\u000cthree, which is longer than sixteen bytes\f"#, [3, 7, 49]), (#"one page"#, []), ("\u{E9}\\f", nil),
    (#"\u00e9\f"#, nil), (#"behind sixteen bytes stands \f é"#, nil),
  ])
  func tellsThePagesOfPlainText(escaped: String, breaks: [Int]?) throws {
    let line = try parse("{\"text\":\"\(escaped)\"}")
    #expect(line.asciiPageBreaks == breaks)
    let text = try #require(line.text)
    if let breaks { #expect(SourceText(utf8: text).pageBreaks == breaks) }
  }

  @Test(arguments: [(#"{"text":"ab\x"}"#, 10), (#"{"text":"ab\u12"}"#, 10), ("{\"text\":\"ab\tc\"}", 12)])
  func tellsThePlaceOfWhatIsMalformed(line: String, byte: Int) {
    #expect(throws: JSONLineError.malformed(byte: byte)) { try parse(line) }
  }

  @Test func keepsBytesThatAreNoUTF8() throws {
    #expect(try parse(Array(#"{"text":"a"#.utf8) + [0xFF] + Array(#"b"}"#.utf8)).text == [0x61, 0xFF, 0x62])
  }

  @Test(arguments: [
    "", "x", "[]", "\"text\"", "{", "{}}", #"{"text":"b"} x"#, #"{"text":"b""#, #"{"text":"b}"#, #"{"text" "b"}"#,
    #"{"text":"b",}"#, #"{text:"b"}"#, #"{"text":"\x"}"#, #"{"text":"\u12"}"#, #"{"text":"\u12G4"}"#, #"{"text":"b\"}"#,
    #"{"text":"b","n":01}"#, #"{"text":"b","n":1.}"#, #"{"text":"b","n":-}"#, #"{"text":"b","n":tru}"#,
    #"{"text":"b","n":[1 2]}"#, "{\"text\":\"a\tb\"}",
  ])
  func refusesWhatIsNotAnObject(line: String) {
    #expect { try parse(line) } throws: { error in
      guard case JSONLineError.malformed = error else { return false }
      return true
    }
  }

  @Test func tellsAMissingTextFromOneThatIsNone() {
    #expect(throws: JSONLineError.noText) { try parse(#"{"id":"a"}"#) }
    #expect(throws: JSONLineError.noText) { try parse("{}") }
    #expect(throws: JSONLineError.textIsNoString) { try parse(#"{"text":5}"#) }
  }

  @Test func deepNestingIsRefusedAndDoesNotCrash() {
    let depth = 200_000
    let line = #"{"text":"","n":"# + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
    #expect(throws: JSONLineError.self) { try parse(line) }
  }
}
