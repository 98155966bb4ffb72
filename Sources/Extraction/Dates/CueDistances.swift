import ClinicalText

/// How far apart two places of a document are for a cue: words, with dates and the ends of clauses counted as several.
struct CueDistances {
  /// Of all tokens before each token, in half words.
  private var sums: [Int32] = []
  private static let word: Int32 = 2
  private static let comma: Int32 = 1
  private static let semicolon: Int32 = 8
  private static let date: Int32 = 8

  init(_ reading: Reading, _ dates: [Mention<DateValue>]) {
    sums.reserveCapacity(reading.tokenCount + 1)
    var sum: Int32 = 0
    var next = 0
    for token in 0..<reading.tokenCount {
      sums.append(sum)
      while next < dates.count, dates[next].tokens.upperBound <= token { next += 1 }
      if next < dates.count, dates[next].tokens.contains(token) {
        if token == dates[next].tokens.lowerBound { sum += Self.date }
      } else {
        sum += Self.cost(of: token, reading)
      }
    }
    sums.append(sum)
  }

  /// The distance across `tokens`, in words.
  func words(in tokens: Range<Int>) -> Double { Double(sums[tokens.upperBound] - sums[tokens.lowerBound]) / 2 }

  private static func cost(of token: Int, _ reading: Reading) -> Int32 {
    guard reading.flags[token].contains(.punctuation) else { return word }
    switch reading.view[Int(reading.tokenStarts[token])] {
    case UInt8(ascii: ","): return comma
    case UInt8(ascii: ";"): return semicolon
    default: return 0
    }
  }
}
