/// Capitals with a small l among them and no other small letter, as in "Sl joint", "lBS": the l was an I.
enum OddCase {
  static func holds(_ word: some Collection<UInt8>) -> Bool {
    var (capitals, smallLs) = (0, 0)
    for byte in word {
      if byte == UInt8(ascii: "l") { smallLs += 1 } else if ASCII.isUpper(byte) { capitals += 1 } else { return false }
    }
    return capitals > 0 && smallLs > 0
  }
}

/// Tells a text with errors of optical character recognition from one without, by forms that nobody writes.
///
/// Of 152 letters without errors none had more than 0.9 such forms among a thousand tokens, and nearly all had none; at
/// one wrong character in a hundred 3.5 and more are usual.
enum NoiseGauge {
  /// Forms among two thousand tokens from which a text counts as damaged.
  private static let noisyShare = 3
  /// Repairs among a thousand tokens that a damaged text of some length has at least.
  private static let leastRepairs = 6
  /// Tokens below which one repair is enough.
  private static let shortText = 150

  static func isNoisy(_ source: UnsafeBufferPointer<UInt8>, _ reading: TokenTable) -> Bool {
    let (words, flags) = (reading.storage.words, reading.storage.flags)
    var forms = 0
    for token in 0..<reading.count where words[token] == Vocabulary.unknown && !flags[token].contains(.number) {
      if flags[token].contains(.word), isPlainWord(token, source, reading) { continue }
      if isImpossible(token, source, reading) { forms += 1 }
    }
    return forms > 0 && forms * 2000 >= reading.count * noisyShare
  }

  /// Two letters or more without a capital or a digit behind the first, and not behind a mark: most unknown words.
  private static func isPlainWord(
    _ token: Int, _ source: UnsafeBufferPointer<UInt8>, _ reading: TokenTable
  ) -> Bool {
    let width = reading.width(token)
    let first = reading.sourceOffset(token)
    guard width > 1, reading.isSpaced(token), first + width <= source.count else { return false }
    for at in first + 1..<first + width where !ASCII.isLower(source[at]) { return false }
    return true
  }

  static func isPlausible(edits: Int, tokens: Int) -> Bool {
    edits > 0 && (tokens < shortText || edits * 1000 >= tokens * leastRepairs)
  }

  /// A stray mark, a letter on its own, a digit or a capital between small letters.
  static func isImpossible(_ token: Int, _ source: UnsafeBufferPointer<UInt8>, _ reading: TokenTable) -> Bool {
    guard reading.isWord(token) else { return isStrayMark(reading.byte(token)) }
    let raw = (reading.start(token)..<reading.end(token)).lazy.map { source[Int(reading.storage.sourceOffsets[$0])] }
    if token > 0, !reading.isSpaced(token), reading.byte(token - 1) == UInt8(ascii: "-"), OddCase.holds(raw) {
      return true
    }
    if reading.width(token) == 1 {
      return ASCII.isLower(source[reading.sourceOffset(token)]) && !isInitial(token, reading)
    }
    if holdsDigitAmongCapitals(raw) { return true }
    var wasLower = false
    var digitAfterLower = false
    var last: UInt8 = 0
    for byte in raw {
      if ASCII.isUpper(byte), wasLower, reading.width(token) > 2, isTakenForAnother(last, byte) { return true }
      last = byte
      if ASCII.isLower(byte), digitAfterLower { return true }
      digitAfterLower = ASCII.isDigit(byte) && (wasLower || digitAfterLower)
      wasLower = ASCII.isLower(byte)
    }
    return false
  }

  /// Whether a capital behind a small letter is a mistake: in "oId" and "MAXlMUS", not in "kHz" and "McMurray".
  private static func isTakenForAnother(_ small: UInt8, _ capital: UInt8) -> Bool {
    switch capital {
    case UInt8(ascii: "I"), UInt8(ascii: "O"), UInt8(ascii: "S"), UInt8(ascii: "B"), UInt8(ascii: "Z"): true
    default: small == UInt8(ascii: "l") || small == UInt8(ascii: "o")
    }
  }

  /// As "PHY5ICAL": a digit with two capitals on either side.
  private static func holdsDigitAmongCapitals(_ word: some Collection<UInt8>) -> Bool {
    var capitals = 0
    var capitalsBeforeDigit = 0
    for byte in word {
      if ASCII.isUpper(byte) {
        capitals += 1
        if capitalsBeforeDigit > 1, capitals > 1 { return true }
      } else if ASCII.isDigit(byte) {
        capitalsBeforeDigit = capitals
        capitals = 0
      } else {
        return false
      }
    }
    return false
  }

  static func isStrayMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "~") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "|")
  }

  /// A letter of "b.i.d." or "p. 5".
  private static func isInitial(_ token: Int, _ reading: TokenTable) -> Bool {
    func isStop(_ token: Int) -> Bool {
      (0..<reading.count).contains(token)
        && [UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ")"), UInt8(ascii: "'")].contains(reading.byte(token))
    }
    return isStop(token - 1) || isStop(token + 1)
  }
}

extension TokenTable {
  /// Where the token begins in the source.
  func sourceOffset(_ token: Int) -> Int { Int(storage.sourceOffsets[start(token)]) }
}
