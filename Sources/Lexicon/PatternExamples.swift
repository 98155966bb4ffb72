import ClinicalText
import PCRE2

/// The examples under the patterns of a pattern file: `+` lines with the span in brackets that the pattern has to match,
/// `-` lines in which it must not match.
public struct PatternExamples: Sendable {
  private struct Example {
    var pattern: String
    var text: String
    var isPositive: Bool
    var row: LexiconRow
  }

  /// What the examples in `text` say that is not so, and patterns that have none.
  /// - Parameter path: of the pattern file that `text` adds to; another file has no examples.
  public static func errors(in text: String, of path: String, over base: LexiconSource) -> [LexiconError] {
    do throws(LexiconError) {
      let rows = try LexiconFile.rows(of: text, file: path, columns: 0)
      guard rows.contains(where: { $0[0] == "pattern" }) else { return [] }
      var builder = try LexiconBuilder(try base.overlaid(with: [path: text]))
      let set = try PatternSet(path, in: &builder)
      return try PatternExamples(set: set, lexicon: builder.build()).errors(in: rows)
    } catch {
      return [error]
    }
  }

  private let set: PatternSet
  private let lexicon: Lexicon

  private func errors(in rows: [LexiconRow]) throws(LexiconError) -> [LexiconError] {
    let examples = Self.examples(in: rows)
    var errors: [LexiconError] = []
    for example in examples {
      if let reason = try failure(of: example) { errors.append(example.row.error(reason)) }
    }
    for row in rows where row[0] == "pattern" && !examples.contains(where: { $0.isPositive && $0.pattern == row[1] }) {
      errors.append(row.error("pattern \(row[1]) has no example (a + line)"))
    }
    return errors
  }

  private static func examples(in rows: [LexiconRow]) -> [Example] {
    var pattern = ""
    var examples: [Example] = []
    for row in rows {
      switch row[0] {
      case "pattern": pattern = row[1]
      case "+", "-": examples.append(Example(pattern: pattern, text: row[1], isPositive: row[0] == "+", row: row))
      default: break
      }
    }
    return examples
  }

  private func failure(of example: Example) throws(LexiconError) -> String? {
    let (text, span) = Self.unmarked(example.text)
    let spans: [Span]
    do { spans = try matches(of: example.pattern, in: text) } catch { throw example.row.error("\(error)") }
    guard example.isPositive else {
      return spans.isEmpty ? nil : "pattern \(example.pattern) matches, which it must not"
    }
    return spans.contains { $0.overlaps(span) && $0.end == span.end }
      ? nil : "pattern \(example.pattern) does not match what stands in brackets"
  }

  private func matches(of name: String, in text: [UInt8]) throws(MatchError) -> [Span] {
    let reading = Reading(SourceText(utf8: text), rules: lexicon.rules)
    let scratch = try MatchScratch()
    var spans: [Span] = []
    for token in 0..<reading.tokenCount {
      guard let index = try set.match(at: token, in: reading, scratch), set.patterns[index].name == name,
        let range = scratch.range(0)
      else { continue }
      spans.append(reading.span(ofView: range))
    }
    return spans
  }

  private static func unmarked(_ marked: String) -> (text: [UInt8], span: Span) {
    let bytes = Array(marked.utf8)
    let open = bytes.firstIndex(of: UInt8(ascii: "[")) ?? 0
    let close = bytes.firstIndex(of: UInt8(ascii: "]")) ?? 0
    let text = bytes.filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
    return (text, Span(open, max(open, close - 1)))
  }
}
