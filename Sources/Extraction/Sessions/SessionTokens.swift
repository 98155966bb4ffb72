import ClinicalText

/// The tokens of one sentence with what the vocabulary of amounts says of them.
///
/// Points into a reading and a vocabulary, which have to outlive it; so it is copied without counting references.
struct SessionTokens {
  /// Of a number of sessions.
  private static let mostDigits: Int32 = 3

  private let words: UnsafeBufferPointer<WordID>
  private let flags: UnsafeBufferPointer<TokenFlags>
  private let starts: UnsafeBufferPointer<Int32>
  private let ends: UnsafeBufferPointer<Int32>
  private let view: UnsafeBufferPointer<UInt8>
  private let wordClasses: UnsafeBufferPointer<SessionWords>
  private let values: UnsafeBufferPointer<Int16>
  var bounds: Range<Int>

  /// All tokens of `reading`.
  init(_ reading: Reading, _ vocabulary: SessionVocabulary) {
    words = reading.words
    flags = reading.flags
    starts = reading.tokenStarts
    ends = reading.tokenEnds
    view = reading.view
    wordClasses = vocabulary.classes.rows
    values = vocabulary.values.rows
    bounds = 0..<reading.tokenCount
  }

  func within(_ bounds: Range<Int>) -> SessionTokens {
    var tokens = self
    tokens.bounds = bounds
    return tokens
  }

  @inline(__always)
  func classes(_ token: Int) -> SessionWords {
    guard bounds.contains(token) else { return [] }
    let word = Int(words[token])
    return word < wordClasses.count ? wordClasses[word] : []
  }

  @inline(__always)
  func has(_ token: Int, _ words: SessionWords) -> Bool { !classes(token).isDisjoint(with: words) }

  @inline(__always)
  func isMark(_ token: Int, _ mark: Unicode.Scalar) -> Bool {
    bounds.contains(token) && flags[token].contains(.punctuation)
      && view[Int(starts[token])] == UInt8(truncatingIfNeeded: mark.value)
  }

  /// The first byte of a mark, 0 for a token that is none.
  @inline(__always)
  func mark(_ token: Int) -> UInt8 { isPunctuation(token) ? view[Int(starts[token])] : 0 }

  @inline(__always)
  func isPunctuation(_ token: Int) -> Bool { bounds.contains(token) && flags[token].contains(.punctuation) }

  @inline(__always)
  func isWord(_ token: Int) -> Bool { bounds.contains(token) && flags[token].contains(.word) }

  @inline(__always)
  func isNumeral(_ token: Int) -> Bool { bounds.contains(token) && flags[token].contains(.number) }

  /// Whether the token stands right behind the one before it.
  @inline(__always)
  func isTight(_ token: Int) -> Bool {
    bounds.contains(token) && token > bounds.lowerBound && !flags[token].contains(.spaceBefore)
  }

  /// Whether the token is a number of more digits than amounts of sessions have.
  @inline(__always)
  func isLongNumeral(_ token: Int) -> Bool { isNumeral(token) && ends[token] - starts[token] > Self.mostDigits }

  /// The value of a number word, nil for any other word.
  @inline(__always)
  func value(ofWord token: Int) -> Int? { value(token, .number) }

  /// The value of a word of one of `classes`, which hold numbers.
  @inline(__always)
  func value(_ token: Int, _ classes: SessionWords) -> Int? {
    has(token, classes) ? Int(values[Int(words[token])]) : nil
  }

  /// The value of an all-digit token, nil for one of more digits than amounts of sessions have.
  @inline(__always)
  func value(ofNumeral token: Int) -> Int? {
    guard isNumeral(token), ends[token] - starts[token] <= Self.mostDigits else { return nil }
    var value = 0
    for byte in starts[token]..<ends[token] { value = value * 10 + Int(view[Int(byte)] & 0x0F) }
    return value
  }
}
