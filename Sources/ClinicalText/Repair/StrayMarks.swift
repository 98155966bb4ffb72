/// Tells the marks that a recogniser read in specks of a page from those that were printed.
///
/// A speck is read as a stop, an apostrophe or a hyphen behind a word or in the blank between two. It is told by the words
/// beside it: a function word ends no sentence, and a phrase of a lexicon has no stop in it.
struct StrayMarks {
  private static let stop = UInt8(ascii: ".")
  private static let apostrophe = UInt8(ascii: "'")
  private static let hyphen = UInt8(ascii: "-")
  /// A hyphen between known words is taken for a speck only below this confidence; most that were printed have more.
  private static let sureHyphen = 0.8
  /// The same for a colon or semicolon before a small letter, and a stop for a colon.
  static let sureColon = 0.9
  /// Below this confidence a colon is a speck whatever stands beside it.
  private static let doubtfulColon = 0.7
  /// Letters of the shortest word that is hardly an abbreviation.
  private static let longWord = 4
  /// Tokens that a quotation in single marks may have.
  private static let longestQuotation = 40

  let source: UnsafeBufferPointer<UInt8>
  let reading: TokenTable
  let knowledge: TextRepair.Knowledge
  let layout: PageLayout

  /// Whether a recogniser read the token.
  func isRecognized(_ token: Int) -> Bool {
    let offset = reading.sourceOffset(token)
    return layout.words(in: Span(offset, offset + 1)).first.map { layout.pages[$0.page - 1].isRecognized } ?? false
  }

  /// Whether the mark at `token` was not printed.
  func holds(_ token: Int) -> Bool {
    guard reading.storage.flags[token].contains(.punctuation), !reading.isInAddress(token) else { return false }
    switch reading.byte(token) {
    case Self.stop: return isStrayStop(token)
    case Self.apostrophe: return isStrayApostrophe(token)
    case Self.hyphen: return isStrayHyphen(token)
    case UInt8(ascii: ":"), UInt8(ascii: ";"): return isStrayColon(token)
    case let mark: return knowledge.marks.neverPrinted.contains(mark) && !isOfRow(token)
    }
  }

  /// Of several such marks, as a blank to be filled in has.
  private func isOfRow(_ token: Int) -> Bool {
    let mark = reading.byte(token)
    return isTight(token) && reading.byte(token - 1) == mark
      || isInBlock(token + 1) && isTight(token + 1) && reading.byte(token + 1) == mark
  }

  // MARK: Kinds of marks

  private func isStrayStop(_ token: Int) -> Bool {
    let next = token + 1
    guard isTight(token), isInBlock(next), isWord(token - 1) else { return false }
    if partsPhrase(token) { return true }
    let endsNothing = isFunctionWord(token - 1)
    if isTight(next) {
      if isNumber(next) { return endsNothing || isLong(token - 1) && reading.width(next) == 4 }
      guard isWord(next), reading.width(next) > 1 else { return endsNothing && reading.byte(next) == UInt8(ascii: "(") }
      return endsNothing || isUpperCase(token - 1) && isUpperCase(next) || isSmall(next) && isLong(token - 1)
    }
    return isWord(next) && isSmall(next) && (endsNothing || isLong(token - 1) && isKnown(token - 1))
  }

  private func isStrayApostrophe(_ token: Int) -> Bool {
    let isOpening = token == 0 || !isTight(token)
    let isClosing = !isInBlock(token + 1) || !isTight(token + 1)
    if isOpening {
      // Of a year ("Jan '15").
      if !isClosing, isNumber(token + 1), reading.width(token + 1) == 2 { return false }
      return isClosing || !holdsApostrophe(token + 1..<token + Self.longestQuotation, opening: false)
    }
    if isClosing {
      guard isWord(token - 1), reading.byte(ofEnd: token - 1) != UInt8(ascii: "s") else { return false }
      return !holdsApostrophe(token - Self.longestQuotation..<token, opening: true)
    }
    guard isWord(token - 1), reading.width(token - 1) > 1 || isSmall(token - 1) else { return false }
    if isNumber(token + 1) { return reading.width(token + 1) == 4 }
    return isWord(token + 1) && !knowledge.marks.clitics.contains(hash(token + 1))
  }

  private func isStrayHyphen(_ token: Int) -> Bool {
    let next = token + 1
    guard isTight(token), isInBlock(next), isTight(next), isWord(token - 1), isWord(next) else { return false }
    guard confidence(token) < Self.sureHyphen else { return false }
    return isFunctionWord(token - 1) || isFunctionWord(next)
      || isUpperCase(token - 1) && isUpperCase(next) && partsPhrase(token)
  }

  private func isStrayColon(_ token: Int) -> Bool {
    let next = token + 1
    guard isTight(token), isInBlock(next), isWord(token - 1), isWord(next) else { return false }
    guard confidence(token) < Self.sureColon else { return false }
    if isTight(next) { return true }
    guard isSmall(next) else { return false }
    // A semicolon parts the items of a list, which may follow each other in a phrase too ("left hip; pain in the knee").
    return isFunctionWord(token - 1)
      || reading.byte(token) == UInt8(ascii: ":") && (partsPhrase(token) || confidence(token) < Self.doubtfulColon)
  }

  // MARK: What stands beside a mark

  /// Whether the words on both sides follow each other in a phrase of a lexicon.
  private func partsPhrase(_ token: Int) -> Bool {
    guard isWord(token + 1), isSmall(token + 1) == isSmall(token - 1),
      isLong(token - 1) || isUpperCase(token - 1)
        || reading.byte(token) != Self.stop
    else { return false }
    return knowledge.marks.holdsPair(reading.bytes(token - 1), reading.bytes(token + 1))
  }

  private func holdsApostrophe(_ tokens: Range<Int>, opening: Bool) -> Bool {
    tokens.clamped(to: 0..<reading.count).contains { token in
      reading.byte(token) == Self.apostrophe && (opening ? !isTight(token) : isTight(token))
        && (opening || token + 1 == reading.count || !isTight(token + 1))
    }
  }

  private func isFunctionWord(_ token: Int) -> Bool { knowledge.marks.functionWords.contains(hash(token)) }

  private func isKnown(_ token: Int) -> Bool {
    reading.storage.words[token] != Vocabulary.unknown || knowledge.words.cost(of: reading.bytes(token)) != nil
  }

  private func isWord(_ token: Int) -> Bool { token >= 0 && token < reading.count && reading.isWord(token) }

  private func isNumber(_ token: Int) -> Bool { reading.storage.flags[token].contains(.number) }

  private func isTight(_ token: Int) -> Bool { token > 0 && !reading.isSpaced(token) }

  private func isInBlock(_ token: Int) -> Bool {
    token < reading.count && !reading.storage.flags[token].contains(.blockStart)
  }

  private func isLong(_ token: Int) -> Bool { reading.width(token) >= Self.longWord }

  private func isSmall(_ token: Int) -> Bool { ASCII.isLower(source[reading.sourceOffset(token)]) }

  private func isUpperCase(_ token: Int) -> Bool { reading.storage.flags[token].contains(.upperCase) }

  private func hash(_ token: Int) -> UInt64 { WordHash.of(reading.bytes(token)) }

  func confidence(_ token: Int) -> Double {
    let offset = reading.sourceOffset(token)
    return layout.confidence(of: Span(offset, offset + 1))
  }
}
