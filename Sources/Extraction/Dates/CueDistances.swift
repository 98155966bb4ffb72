import ClinicalText

/// How far apart two places of a sentence are for a cue: words, with dates and the ends of clauses counted as several.
struct CueDistances {
  /// The sentence's tokens.
  private(set) var sentence = 0..<0
  /// Of the sentence's tokens before each of them and at its end, in half words; what stands behind is left from others.
  private var sums: [Int32] = []
  private static let word: Int32 = 2
  private static let comma: Int32 = 1
  private static let semicolon: Int32 = 8
  private static let date: Int32 = 10

  /// Turns to sentence `index`, in which the date at index `first` is the first one that may stand there.
  mutating func read(_ index: Int, of reading: Reading, _ dates: [Mention<DateValue>], from first: Int) {
    let tokens = reading.tokens(ofSentence: index)
    guard tokens != sentence else { return }
    sentence = tokens
    if sums.count <= sentence.count { sums += repeatElement(0, count: sentence.count + 1 - sums.count) }
    sums.withUnsafeMutableBufferPointer { Self.add(up: sentence, of: reading, dates, from: first, to: $0) }
  }

  private static func add(
    up sentence: Range<Int>, of reading: Reading, _ dates: [Mention<DateValue>], from first: Int,
    to sums: UnsafeMutableBufferPointer<Int32>
  ) {
    var sum: Int32 = 0
    var next = first
    for token in sentence {
      sums[token - sentence.lowerBound] = sum
      while next < dates.count, dates[next].tokens.upperBound <= token { next += 1 }
      if next < dates.count, dates[next].tokens.contains(token) {
        if token == dates[next].tokens.lowerBound { sum += date }
      } else {
        sum += cost(of: token, reading)
      }
    }
    sums[sentence.count] = sum
  }

  /// The distance across tokens of the sentence, in words.
  func words(in tokens: Range<Int>) -> Double {
    Double(sums[tokens.upperBound - sentence.lowerBound] - sums[tokens.lowerBound - sentence.lowerBound]) / 2
  }

  private static func cost(of token: Int, _ reading: Reading) -> Int32 {
    guard reading.flags[token].contains(.punctuation) else { return word }
    switch reading.view[Int(reading.tokenStarts[token])] {
    case UInt8(ascii: ","): return comma
    case UInt8(ascii: ";"): return semicolon
    default: return 0
    }
  }
}
