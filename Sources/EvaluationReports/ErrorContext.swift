import Evaluation

/// The letter's text around an error, the places wanted and found marked.
struct ErrorContext {
  /// Code points before and behind.
  private static let reach = 110

  let html: String

  init(_ error: AnnotationError, in text: LetterText) {
    let spans = [error.gold, error.found].compactMap { $0 }
    guard let start = spans.map(\.lowerBound).min(), let end = spans.map(\.upperBound).max() else {
      html = ""
      return
    }
    let window = Self.grown(start..<end, in: text)
    let cuts = ([window.lowerBound, window.upperBound] + spans.flatMap { [$0.lowerBound, $0.upperBound] })
      .map { min(max($0, window.lowerBound), window.upperBound) }.sorted()
    let pieces = zip(cuts, cuts.dropFirst()).filter { $0 < $1 }.map { Self.piece($0..<$1, error, text) }
    html = (window.lowerBound > 0 ? "…" : "") + pieces.joined() + (window.upperBound < text.count ? "…" : "")
  }

  /// To the ends of words near the reach.
  private static func grown(_ span: Range<Int>, in text: LetterText) -> Range<Int> {
    var start = max(0, span.lowerBound - reach)
    while start > 0, start < span.lowerBound, text[start - 1] != " ", text[start - 1] != "\n" { start += 1 }
    var end = min(text.count, span.upperBound + reach)
    while end < text.count, end > span.upperBound, text[end] != " ", text[end] != "\n" { end -= 1 }
    return start..<max(start, end)
  }

  private static func piece(_ range: Range<Int>, _ error: AnnotationError, _ text: LetterText) -> String {
    let inner = folded(text[range]).escaped
    let isGold = error.gold.map { $0.overlaps(range) } ?? false
    let isFound = error.found.map { $0.overlaps(range) } ?? false
    guard isGold || isFound else { return inner }
    return
      "<mark class=\"\(isGold ? "wanted" : "")\(isGold && isFound ? " " : "")\(isFound ? "found" : "")\">\(inner)</mark>"
  }

  /// With each run of white space as one blank.
  private static func folded(_ text: String) -> String {
    var folded = ""
    for character in text where !character.isWhitespace || folded.last != " " {
      folded.append(character.isWhitespace ? " " : character)
    }
    return folded
  }
}
