import ClinicalText
import Foundation
import Lexicon
import PCRE2
import Testing

/// Every pattern of every pattern file has examples; each is tried.
@Suite struct PatternFileTests {
  @Test(arguments: try PatternFile.all())
  func patternsMatchTheirExamplesOnly(_ file: PatternFile) throws {
    var builder = try LexiconBuilder(.builtIn())
    let set = try PatternSet(file.path, in: &builder)
    let lexicon = builder.build()
    for example in file.examples {
      let (text, span) = unmarked(example.text)
      let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules)
      let matches = try matches(of: example.pattern, set, reading)
      if example.isPositive {
        #expect(matches.contains { $0.overlaps(span) && $0.end == span.end }, "\(file.path):\(example.line)")
      } else {
        #expect(matches.isEmpty, "\(file.path):\(example.line)")
      }
    }
    for pattern in set.patterns {
      #expect(file.examples.contains { $0.pattern == pattern.name && $0.isPositive }, "\(file.path): \(pattern.name)")
    }
  }

  private func matches(of name: String, _ set: PatternSet, _ reading: Reading) throws -> [Span] {
    let scratch = try MatchScratch()
    return try (0..<reading.tokenCount).compactMap { token in
      guard let index = try set.match(at: token, in: reading, scratch), set.patterns[index].name == name,
        let range = scratch.range(0)
      else { return nil }
      return reading.span(ofView: range)
    }
  }

  private func unmarked(_ text: String) -> (String, Span) {
    let bytes = Array(text.utf8)
    let open = bytes.firstIndex(of: UInt8(ascii: "[")) ?? 0
    let close = bytes.firstIndex(of: UInt8(ascii: "]")) ?? 0
    return (text.filter { $0 != "[" && $0 != "]" }, Span(open, max(open, close - 1)))
  }
}

/// The examples of one file of `Lexicons/` that has patterns.
struct PatternFile: Sendable, CustomTestStringConvertible {
  struct Example: Sendable {
    let pattern: String
    let text: String
    let isPositive: Bool
    let line: Int
  }

  let path: String
  let examples: [Example]

  var testDescription: String { path }

  static func all() throws -> [PatternFile] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try LexiconSource.builtIn().paths.compactMap { path in
      let text = try String(contentsOf: root.appending(path: "Lexicons/\(path)"), encoding: .utf8)
      let examples = examples(in: text)
      return text.contains("\npattern\t") ? PatternFile(path: path, examples: examples) : nil
    }
  }

  private static func examples(in text: String) -> [Example] {
    var pattern = ""
    var examples: [Example] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      switch fields[0] {
      case "pattern": pattern = fields[1]
      case "+", "-":
        examples.append(Example(pattern: pattern, text: fields[1], isPositive: fields[0] == "+", line: index + 1))
      default: break
      }
    }
    return examples
  }
}
