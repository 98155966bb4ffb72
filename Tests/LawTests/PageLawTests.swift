import ClinicalText
import Export
import Foundation
import IMRLetter
import Ingest
import PCRE2
import PageText
import Testing

/// What holds for the output of documents with pages.
@Suite struct PageLawTests {
  /// Words of six points a character and ten high, one line after the other, fifteen a page.
  private func pages(of lines: [String], confidence: Double) -> [TextPage] {
    stride(from: 0, to: lines.count, by: 15).map { start in
      var words: [PageWord] = []
      for (row, line) in lines[start..<min(start + 15, lines.count)].enumerated() {
        var x = 72.0
        for word in line.split(separator: " ") {
          let box = PageBox(x: x, y: 80 + 14 * Double(row), width: 6 * Double(word.count), height: 10)
          words.append(PageWord(text: String(word), box: box, confidence: confidence, line: row))
          x = box.maxX + 6
        }
      }
      return TextPage(width: 612, height: 792, words: words, isRecognized: true)
    }
  }

  private func document(_ lines: [String]) throws -> [String: Any] {
    let (text, layout) = PageTextComposer.compose(pages(of: lines, confidence: 0.625))
    let letter = try LetterExtractor().letter(from: text, scratch: MatchScratch())
    let faults: [PageFault] = [.damagedFile, .withoutText(pages: [3]), .poorRecognition(pages: [1, 2])]
    let document = IngestedDocument(
      id: "x", name: "x.pdf", mediaType: "application/pdf", text: text, undecodable: nil,
      sha256: SIMD32(repeating: 0), layout: layout, faults: faults)
    var out = OutputBuffer()
    JSONExporter(ExportOptions(explains: true)).write(letter, of: document, to: &out)
    return try #require(try JSONSerialization.jsonObject(with: out.withBytes { Data($0) }) as? [String: Any])
  }

  @Test func mentionsOfPagesFollowTheSchemaAndStandOnThem() throws {
    let story = "The applicant is a 52-year-old woman with right knee osteoarthritis since 3/8/2010 after 12 visits of"
    let lines = (0..<40).map { $0 % 2 == 0 ? story : "physical therapy. She has low back pain." }
    let document = try document(lines)
    #expect(try SchemaValidator(JSONSchema.document).complaints(about: document) == [])
    let source = try #require(document["source"] as? [String: Any])
    #expect(source["pages"] as? Int == 3 && source["ocrPages"] as? [Int] == [1, 2, 3])
    let warnings = (document["warnings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    #expect(Set(warnings).isSuperset(of: ["damaged-file", "page-without-text", "poor-recognition"]))
    var pages: Set<Int> = []
    for field in ["ages", "sexes", "dates", "diagnoses", "sessions"] {
      let mentions = try #require(document[field] as? [[String: Any]])
      // Of twenty; the lines that repeat at the edges of pages are read as headers and footers.
      #expect(mentions.count >= 10)
      for mention in mentions {
        #expect(try #require(mention["confidence"] as? Double) <= 0.625)
        let boxes = try #require(mention["boxes"] as? [[String: Any]])
        #expect(boxes.first?["page"] as? Int == mention["page"] as? Int)
        for box in boxes {
          let (x, width) = (try #require(box["x"] as? Double), try #require(box["width"] as? Double))
          #expect(x >= 72 && width > 0 && box["pageHeight"] as? Double == 792)
          pages.insert(try #require(box["page"] as? Int))
        }
      }
    }
    #expect(pages == [1, 2, 3])
  }
}
