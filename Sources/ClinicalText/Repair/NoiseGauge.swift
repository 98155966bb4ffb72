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
/// Of 90 letters without errors none had more than 1.3 such forms among a thousand tokens, and nine in ten had none; at
/// one wrong character in a hundred the least was 3.5.
enum NoiseGauge {
  /// Forms among a thousand tokens from which a text counts as damaged.
  private static let noisyShare = 2
  /// Repairs among a thousand tokens that a damaged text of some length has at least.
  private static let leastRepairs = 6
  /// Tokens below which one repair is enough.
  private static let shortText = 150

  static func isNoisy(_ source: UnsafeBufferPointer<UInt8>, _ reading: TokenTable) -> Bool {
    var forms = 0
    for token in 0..<reading.count where reading.storage.words[token] == Vocabulary.unknown {
      if isImpossible(token, source, reading) { forms += 1 }
    }
    return forms > 0 && forms * 1000 >= reading.count * noisyShare
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
    for byte in raw {
      if ASCII.isUpper(byte), wasLower { return true }
      if ASCII.isLower(byte), digitAfterLower { return true }
      digitAfterLower = ASCII.isDigit(byte) && (wasLower || digitAfterLower)
      wasLower = ASCII.isLower(byte)
    }
    return false
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
