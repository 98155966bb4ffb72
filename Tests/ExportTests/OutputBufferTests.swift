import ClinicalText
import Extraction
import Testing

@testable import Export

@Suite struct OutputBufferTests {
  private func written(_ body: (inout OutputBuffer) -> Void) -> String {
    var out = OutputBuffer(capacity: 1)
    body(&out)
    return out.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [0, 7, 9, 10, 99, 100, 999, 1_000, 9_999, 10_000, 12_345, 1_234_567, -1, -10, Int.max, Int.min])
  func numbers(number: Int) { #expect(written { $0.append(number) } == String(number)) }

  @Test(arguments: [(5, 2, "05"), (12, 2, "12"), (987, 4, "0987"), (2_016, 4, "2016"), (3, 1, "3")])
  func paddedNumbers(number: Int, width: Int, text: String) {
    #expect(written { $0.append(number, width: width) } == text)
  }

  @Test(arguments: [
    (0, "0"), (1, "1"), (0.5, "0.5"), (0.25, "0.25"), (0.125, "0.125"), (0.05, "0.05"), (0.005, "0.005"),
    (0.9999, "1"), (1.5, "1"), (-2, "0"), (Double.nan, "0"),
  ])
  func fractions(value: Double, text: String) { #expect(written { $0.append(fraction: value) } == text) }

  @Test(arguments: [
    ("plain", #""plain""#), ("", #""""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{1F}\u{0C}", #""\u0000\u001f\u000c""#), ("é漢😀\u{7F}\u{2028}", "\"é漢😀\u{7F}\u{2028}\""),
  ])
  func strings(text: String, json: String) { #expect(written { $0.append(json: text) } == json) }

  /// Strings are copied sixteen, eight and one byte a step.
  @Test(arguments: 0..<40)
  func stringsWithAnEscapeAtEveryPlace(length: Int) {
    let plain = String((0..<length).map { Character(Unicode.Scalar(UInt8(0x61 + $0 % 26))) })
    #expect(written { $0.append(json: plain) } == "\"\(plain)\"")
    for place in 0..<length {
      let (head, tail) = (plain.prefix(place), plain.dropFirst(place + 1))
      #expect(written { $0.append(json: "\(head)\"\(tail)") } == "\"\(head)\\\"\(tail)\"")
      #expect(written { $0.append(json: "\(head)\n\(tail)") } == "\"\(head)\\n\(tail)\"")
    }
  }

  @Test func namesOfClosedSets() {
    let (services, sections) = (NameTable<ServiceCategory>(), NameTable<SectionKind>())
    for service in ServiceCategory.allCases {
      #expect(written { $0.append(services[service]) } == "\"\(service.rawValue)\"")
    }
    for section in SectionKind.allCases {
      #expect(written { $0.append(sections[section as SectionKind?]) } == "\"\(section.rawValue)\"")
    }
    #expect(written { $0.append(sections[nil as SectionKind?]) } == "null")
  }

  @Test func namesWithSomethingElseAroundThem() {
    let names = NameTable<SectionKind>(before: "\"/", behind: "/")
    for section in SectionKind.allCases {
      #expect(written { $0.append(names[section]) } == "\"/\(section.rawValue)/")
    }
  }

  private enum Longest: String, CaseIterable { case name = "a name of thirty and one bytes!" }

  @Test func theLongestName() {
    let names = NameTable<Longest>(before: "", behind: "")
    #expect(written { $0.append(names[Longest.name]) } == "a name of thirty and one bytes!")
  }

  @Test func listsAndNothing() {
    #expect(written { $0.append(json: ["a", "b"]) } == #"["a","b"]"#)
    #expect(written { $0.append(json: [1, 23]) } == "[1,23]")
    #expect(written { $0.append(json: nil as Int?) } == "null")
    #expect(written { $0.append(json: nil as String?) } == "null")
  }

  @Test func truncatingKeepsTheStart() {
    #expect(
      written {
        $0.append("abcdef")
        $0.truncate(to: 3)
        $0.append("x")
      } == "abcx")
  }
}
