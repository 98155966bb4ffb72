import ClinicalText

/// Parts a run of publications, each of which ends in a web address or at the end of the run.
enum References {
  static func references(in tokens: Range<Int>, _ reading: Reading, _ lexicon: CitationLexicon) -> [Range<Int>] {
    var references: [Range<Int>] = []
    var start = tokens.lowerBound
    var at = start
    while at < tokens.upperBound {
      guard lexicon.isWord(at, .address, reading) else {
        at += 1
        continue
      }
      at = addressEnd(at, tokens.upperBound, reading)
      references.append(start..<at)
      at = afterAccess(at, tokens.upperBound, reading, lexicon)
      start = at
    }
    if tokens.upperBound - start > 3 || references.isEmpty { references.append(start..<tokens.upperBound) }
    return references
  }

  /// The next token with a blank before it ends an address, unless the address was hyphenated at a line end.
  private static func addressEnd(_ token: Int, _ limit: Int, _ reading: Reading) -> Int {
    var end = token + 1
    while end < limit {
      let goesOn = reading.isMark(end - 1, "-") && !reading.isMark(end, "-")
      if reading.flags[end].contains(.spaceBefore), !goesOn { break }
      end += 1
    }
    return end
  }

  /// Behind ", accessed 02/18/2017,".
  private static func afterAccess(_ token: Int, _ limit: Int, _ reading: Reading, _ lexicon: CitationLexicon) -> Int {
    var at = token
    while at < limit, reading.flags[at].contains(.punctuation) { at += 1 }
    guard at < limit, lexicon.isWord(at, .access, reading) else { return at }
    at += 1
    while at < limit, !reading.flags[at].contains(.word) { at += 1 }
    return at
  }
}
