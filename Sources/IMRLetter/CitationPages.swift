import ClinicalText

/// Reads page numbers: "page 23", "Page(s): 30-32, 49", "pp. 157-171", "pages 42-43 and 92".
struct CitationPages {
  /// The highest page that a guideline is cited by; higher numbers are years.
  private static let highestPage = 1900
  /// The longest range that is read as one.
  private static let longestRange = 200

  let pages: [Int]
  /// From the word "page" to the last number.
  let tokens: Range<Int>

  /// The pages whose word stands at `token`; nil where no number follows it before token `limit`.
  init?(at token: Int, before limit: Int, in reading: Reading, _ lexicon: CitationLexicon) {
    var at = token + 1
    while at < limit, at - token < 6, Self.isFiller(at, reading, lexicon) { at += 1 }
    self.init(from: token, list: at, before: limit, in: reading, lexicon)
  }

  /// The pages of a bare range at the end of a citation ("MTUS Topical Analgesics 111-113").
  init?(bareRangeBefore end: Int, after start: Int, in reading: Reading, _ lexicon: CitationLexicon) {
    let first = end - 3
    guard first > start, reading.flags[first - 1].contains(.word), reading.isMark(first + 1, "-"),
      reading.number(first) != nil, reading.number(first + 2) != nil, !reading.flags[first + 1].contains(.spaceBefore)
    else { return nil }
    self.init(from: first, list: first, before: end, in: reading, lexicon)
    guard pages.count > 1 else { return nil }
  }

  private init?(from token: Int, list: Int, before limit: Int, in reading: Reading, _ lexicon: CitationLexicon) {
    var at = list
    var pages: [Int] = []
    var end = at
    while let (number, next) = Self.number(at, limit, reading, lexicon) {
      var last = number
      end = next
      if let (high, behind) = Self.rangeEnd(next, limit, reading, lexicon), high > number,
        high - number < Self.longestRange
      {
        last = high
        end = behind
      }
      pages += number...last
      at = Self.afterSeparators(end, limit, reading, lexicon)
      guard at > end else { break }
    }
    guard !pages.isEmpty else { return nil }
    self.pages = pages
    tokens = token..<end
  }

  /// What stands between "page" and its number: "(s)", ":", ".", "#".
  private static func isFiller(_ token: Int, _ reading: Reading, _ lexicon: CitationLexicon) -> Bool {
    reading.flags[token].contains(.punctuation) || lexicon.isWord(token, .pageFiller, reading)
  }

  /// A page number at `token`; an "l" that hangs on to it is a misread 1.
  private static func number(_ token: Int, _ limit: Int, _ reading: Reading, _ lexicon: CitationLexicon) -> (
    number: Int, next: Int
  )? {
    guard token < limit, let number = reading.number(token), number > 0, number < highestPage else { return nil }
    let next = token + 1
    if next < limit, !reading.flags[next].contains(.spaceBefore), lexicon.isWord(next, .one, reading) {
      return (number * 10 + 1, next + 1)
    }
    return (number, next)
  }

  private static func rangeEnd(_ token: Int, _ limit: Int, _ reading: Reading, _ lexicon: CitationLexicon) -> (
    number: Int, next: Int
  )? {
    guard token + 1 < limit, reading.isMark(token, "-") || lexicon.isWord(token, .range, reading) else { return nil }
    return number(token + 1, limit, reading, lexicon)
  }

  private static func afterSeparators(
    _ token: Int, _ limit: Int, _ reading: Reading, _ lexicon: CitationLexicon
  ) -> Int {
    var at = token
    while at < limit, at - token < 2,
      reading.isMark(at, ",") || reading.isMark(at, "&") || lexicon.isWord(at, .and, reading)
    {
      at += 1
    }
    return at < limit && reading.flags[at].contains(.number) ? at : token
  }
}
