import ClinicalText
import Foundation
import Testing

/// A line of a file of `Corpus/examples`: text whose mentions stand in brackets, one within another where they overlap, and
/// a value for each, in the order of their starts, behind a tab.
struct MarkedExample: Sendable, CustomTestStringConvertible {
  let line: Int
  /// The text without its brackets.
  let text: String
  let spans: [Span]
  let values: [String]

  var testDescription: String { text }

  private init(line: Int, fields: [Substring]) {
    var bytes: [UInt8] = []
    var spans: [Span] = []
    var open: [Int] = []
    for byte in fields[0].utf8 {
      switch byte {
      case UInt8(ascii: "["):
        open.append(spans.count)
        spans.append(Span(bytes.count, bytes.count))
      case UInt8(ascii: "]"):
        if let index = open.popLast() { spans[index] = Span(spans[index].start, bytes.count) }
      default: bytes.append(byte)
      }
    }
    self.line = line
    text = String(decoding: bytes, as: UTF8.self)
    self.spans = spans
    values = fields.dropFirst().map(String.init)
  }

  /// The examples of a file; lines that start with `#` are comments.
  static func all(of file: String) throws -> [MarkedExample] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appending(path: "Corpus/examples/\(file)"), encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      line.isEmpty || line.hasPrefix("#") ? nil : MarkedExample(line: index + 1, fields: line.split(separator: "\t"))
    }
  }
}
