import ClinicalText
import Export
import Foundation
import IMRLetter
import Ingest
import PCRE2
import Testing

/// What holds for the output whatever the input was.
@Suite struct LawTests {
  private static let extractor = Result { try LetterExtractor() }
  private static let lists = ["ages", "sexes", "dates", "diagnoses", "sessions", "services", "citations"]

  private func json(_ text: String, _ options: ExportOptions = ExportOptions()) throws -> [String: Any] {
    let source = SourceText(utf8: Array(text.utf8))
    let letter = try Self.extractor.get().letter(from: source, scratch: MatchScratch())
    let document = IngestedDocument(
      id: "x", name: "x.txt", mediaType: "text/plain", text: source, undecodable: nil, sha256: SIMD32(repeating: 0))
    var out = OutputBuffer()
    JSONExporter(options).write(letter, of: document, to: &out)
    let value = try JSONSerialization.jsonObject(with: out.withBytes { Data($0) })
    return try #require(value as? [String: Any])
  }

  private func mentions(_ document: [String: Any]) -> [[String: Any]] {
    Self.lists.flatMap { document[$0] as? [[String: Any]] ?? [] }
  }

  /// The characters between two offsets of a unit, found without the project's own map.
  private func slice(_ text: String, _ start: Int, _ end: Int, _ unit: OffsetUnit) -> String? {
    guard start >= 0, start < end else { return nil }
    switch unit {
    case .utf8: return end <= text.utf8.count ? String(decoding: Array(text.utf8)[start..<end], as: UTF8.self) : nil
    case .utf16: return end <= text.utf16.count ? String(decoding: Array(text.utf16)[start..<end], as: UTF16.self) : nil
    case .codepoint:
      let scalars = Array(text.unicodeScalars)
      guard end <= scalars.count else { return nil }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[start..<end])
      return String(view)
    }
  }

  /// Foundation's JSON reader loses U+FEFF inside of strings.
  private func withoutMarks(_ text: String) -> [Unicode.Scalar] { text.unicodeScalars.filter { $0 != "\u{FEFF}" } }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func textStandsWhereItsOffsetsSay(seed: UInt64) throws {
    var mutator = LetterMutator(seed: seed)
    for number in 0..<40 {
      let text = mutator.next()
      let unit = OffsetUnit.allCases[number % 3]
      for mention in mentions(try json(text, ExportOptions(offsets: unit))) {
        let start = try #require(mention["start"] as? Int)
        let end = try #require(mention["end"] as? Int)
        let quoted = try #require(mention["text"] as? String)
        #expect(slice(text, start, end, unit).map(withoutMarks) == withoutMarks(quoted))
      }
    }
  }

  @Test func realOutputFitsTheSchema() throws {
    let validator = try SchemaValidator(JSONSchema.document)
    var mutator = LetterMutator(seed: 4)
    let texts = LetterMutator.letters.map(\.text) + (0..<20).map { _ in mutator.next() } + ["", "x"]
    for (number, text) in texts.enumerated() {
      let options = ExportOptions(explains: number % 2 == 0)
      #expect(validator.complaints(about: try json(text, options)) == [])
    }
    #expect(validator.complaints(about: try json(texts[0], ExportOptions(fields: [.sessions]))) == [])
  }

  @Test func theSchemaRefusesWhatDoesNotFit() throws {
    let validator = try SchemaValidator(JSONSchema.document)
    let document = try json(LetterMutator.letters[0].text)
    for (key, value) in [("extra", 1), ("id", 5), ("warnings", [["code": "none"]]), ("schemaVersion", "0")]
      as [(String, Any)]
    {
      #expect(validator.complaints(about: document.merging([key: value]) { $1 }) != [])
    }
    #expect(validator.complaints(about: document.filter { $0.key != "source" }) != [])
  }

  @Test(arguments: [
    "\u{0C}", "12 ", "1/2/2012 ", "of ", "(", "a", "pain ", "denies ", "\r\n \r\n", "Upheld: ", "漢", "L4-5, ",
    "12 sessions of ",
  ])
  func timeGrowsInProportion(piece: String) {
    let clock = ContinuousClock()
    func time(_ count: Int) -> Duration {
      let text = String(repeating: piece, count: count)
      return clock.measure { _ = try? json(text) }
    }
    _ = time(100)
    let base = max(time(2_000), .milliseconds(20))
    #expect(time(8_000) < base * 16)
  }

  @Test func pointersOfTheRecordLeadSomewhere() throws {
    for (_, text) in LetterMutator.letters {
      let document = try json(text)
      let record = try #require(document["record"] as? [String: Any])
      let sources = try #require(document["recordSources"] as? [String: Any])
      for (key, pointers) in sources {
        #expect(record[key] is NSNull == false)
        for pointer in try #require(pointers as? [String]) {
          let parts = pointer.split(separator: "/").map(String.init)
          #expect(resolve(parts[...], in: document), "\(pointer)")
        }
      }
    }
  }

  private func resolve(_ path: ArraySlice<String>, in value: Any) -> Bool {
    guard let first = path.first else { return value is NSNull == false }
    if let members = value as? [String: Any] {
      return members[first].map { resolve(path.dropFirst(), in: $0) } ?? false
    }
    guard let items = value as? [Any], let index = Int(first), items.indices.contains(index) else { return false }
    return resolve(path.dropFirst(), in: items[index])
  }
}
