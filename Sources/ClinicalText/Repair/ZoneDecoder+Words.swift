/// Words and marks.
extension ZoneDecoder {
  /// Costs, as negative natural logarithms of probabilities.
  enum Cost {
    /// Of a word that nothing knows: of there being one, and of each of its letters.
    static let unknown: Float = 4
    static let letter: Float = 2.6
    /// Of each letter of one that the recogniser is sure of: a name, or a word that the lists do not have.
    static let sureLetter: Float = 1.7
    /// Of digits behind two letters or more.
    static let mixed: Float = 5
    /// Of a word that a lexicon knows and no word list does ("l5").
    static let lexiconWord: Float = 9
    static let number: Float = 5
    static let mark: Float = 2
    /// Of a mark that stands where none can.
    static let oddMark: Float = 9
    static let strayMark: Float = 12
    /// Of leaving out a mark that a recogniser made of a speck.
    static let speck: Float = 4
    /// Of a letter that a recogniser read as another one, which does not look like it.
    static let otherLetter: Float = 7.5
    /// Of a letter on its own.
    static let smallLetter: Float = 9
    static let capitalLetter: Float = 6
    /// Of "l2", which might be a number.
    static let smallLevel: Float = 9
    /// Of reading two known words as one.
    static let joinOfKnown: Float = 2
  }

  /// Errors in one word at most.
  private static let mostErrors = 3

  mutating func readAsIs(_ at: Int) {
    let index = zone.tokenAt[at]
    if index >= 0 {
      let token = zone.tokens[index]
      take(at, token.range.upperBound, asIsCost(token) + endCost(token.range.upperBound), .asIs)
    } else if ASCII.isDigit(zone.folded[at]) {
      var end = at + 1
      while end < zone.count, ASCII.isDigit(zone.folded[end]) { end += 1 }
      take(at, end, Cost.number + endCost(end), .asIs)
    } else if !zone.isWordByte(at - 1) {
      take(at, endOfWord(at), Cost.unknown + Cost.letter * Float(endOfWord(at) - at), .asIs)
    }
  }

  private func endOfWord(_ at: Int) -> Int {
    var end = at + 1
    while zone.isWordByte(end) { end += 1 }
    return end
  }

  private func asIsCost(_ token: RepairZone.Token) -> Float {
    if token.flags.contains(.number) { return Cost.number }
    if token.isStray { return Cost.strayMark }
    if token.flags.contains(.punctuation) {
      let isTold = token.confidence != nil && zone.folded[token.range.lowerBound] == UInt8(ascii: "'")
      return isTold ? Cost.mark : markCost(token.range.lowerBound)
    }
    return wordCost(token)
  }

  private func wordCost(_ token: RepairZone.Token) -> Float {
    let (start, width) = (token.range.lowerBound, token.range.count)
    if zone.folded[start] == UInt8(ascii: "'") { return Cost.mark }
    if width == 1, zone.raw[start] != UInt8(ascii: "a") {
      guard ASCII.isUpper(zone.raw[start]) else { return Cost.smallLetter }
      return isNumberPlace(token.range) ? Cost.smallLetter : Cost.capitalLetter
    }
    if zone.raw[start] == UInt8(ascii: "l"), width < 4, ASCII.isDigit(zone.folded[start + width - 1]) {
      return Cost.smallLevel
    }
    if OddCase.holds(zone.raw[token.range]) { return Cost.unknown + Cost.letter * Float(width) + Cost.mixed }
    if let cost = knowledge.words.cost(of: zone.folded[token.range]) { return cost }
    if token.isKnown { return Cost.lexiconWord }
    let mixed: Float =
      ASCII.isLetter(zone.folded[min(start + 1, zone.count - 1)])
        && zone.folded[token.range].contains(where: ASCII.isDigit) ? Cost.mixed : 0
    if zone.folded[token.range].contains(UInt8(ascii: "'")) {
      return Cost.unknown + Cost.letter * Float(width) + Cost.mixed
    }
    return Cost.unknown + (isSure(token) ? Cost.sureLetter : Cost.letter) * Float(width) + mixed
  }

  /// Most words that were read without an error have a higher confidence, most others a lower one.
  private static let sureConfidence = 0.9
  /// Where a letter may be taken for one that does not look like it.
  private static let doubtfulConfidence = 0.85
  /// Natural logarithm of the rarest word that is read so: one that letters use.
  private static let rarestDoubtful: Float = 12

  private func isSure(_ token: RepairZone.Token) -> Bool { token.confidence ?? 0 >= Self.sureConfidence }

  /// Whether a token starts at `start` that a recogniser was sure of.
  func isSureWord(_ start: Int) -> Bool {
    let index = zone.tokenAt[start]
    return index >= 0 && isSure(zone.tokens[index])
  }

  /// Whether the word at `start` is one that a recogniser was not sure of.
  private func isDoubtful(_ start: Int) -> Bool {
    let index = zone.tokenAt[start]
    return index >= 0 && zone.tokens[index].confidence ?? 1 < Self.doubtfulConfidence
  }

  private func markCost(_ at: Int) -> Float {
    let mark = zone.folded[at]
    if NoiseGauge.isStrayMark(mark) { return Cost.strayMark }
    guard mark == UInt8(ascii: ".") || mark == UInt8(ascii: "'") else { return Cost.mark }
    let isTightBefore = zone.isWordByte(at - 1)
    let isTightBehind = zone.isWordByte(at + 1)
    if mark == UInt8(ascii: "'") { return isTightBefore == isTightBehind ? Cost.mark : Cost.oddMark - 2 }
    if isCommaPlace(at) { return Cost.oddMark }
    let next = isTightBehind ? at + 1 : at + 2
    guard next < zone.count, ASCII.isLower(zone.raw[next]) else { return Cost.mark }
    if !isTightBefore { return at > 0 && isTightBehind ? Cost.oddMark : Cost.mark }
    return isAbbreviation(before: at) ? Cost.mark : (isTightBehind ? Cost.oddMark : Cost.mark)
  }

  /// Between a day of the month and a year.
  func isCommaPlace(_ at: Int) -> Bool {
    guard at > 1, at + 5 < zone.count, zone.folded[at + 1] == 0x20, zone.isWordByte(at - 1) else { return false }
    let year = digits(at + 2, most: 4).text
    guard year.count == 4, year.starts(with: "20".utf8) || year.starts(with: "19".utf8) else { return false }
    var start = at
    while zone.isWordByte(start - 1) { start -= 1 }
    return at - start < 5 && digit(start) != nil && start > 1 && ASCII.isLetter(zone.folded[start - 2])
  }

  /// A word of one letter, or one without a vowel, as before the stops of "e.g." and "Mr.".
  private func isAbbreviation(before at: Int) -> Bool {
    var start = at
    while zone.isWordByte(start - 1) { start -= 1 }
    return at - start < 4
  }

  // MARK: Known words

  mutating func readWords(_ at: Int) {
    guard zone.isWordByte(at) || !knowledge.confusions.letters[Int(zone.raw[at])].isEmpty else { return }
    search(WordTrie.root, at, at, 0, 0)
  }

  /// - Parameters:
  ///   - errors: so far in this word.
  ///   - afterStray: whether the last character was left out.
  ///   - otherLetter: whether a letter was taken for one that does not look like it.
  private mutating func search(
    _ node: Int32, _ start: Int, _ at: Int, _ cost: Float, _ errors: Int, afterStray: Bool = false,
    otherLetter: Bool = false
  ) {
    let entry = knowledge.words.nodes[Int(node)]
    if entry.cost < .infinity, !afterStray, !otherLetter || entry.cost <= Self.rarestDoubtful {
      offer(node, entry.cost, start, at, cost, errors)
    }
    guard at < zone.count, entry.firstChild != WordTrie.none else { return }
    if let next = knowledge.words.child(of: node, zone.folded[at]) {
      search(next, start, at + 1, cost, errors, otherLetter: otherLetter)
    }
    guard errors < Self.mostErrors else { return }
    let limit = min(7.6 + 0.9 * Float(at - start), 14) - cost
    let misreadings = knowledge.confusions.letters[Int(zone.raw[at])]
    for misreading in misreadings where misreading.cost <= limit {
      guard let next = walk(misreading, node, at) else { continue }
      search(
        next, start, at + misreading.read.count, cost + misreading.cost, errors + 1, otherLetter: otherLetter)
    }
    if !otherLetter, Cost.otherLetter <= limit, isDoubtful(start), ASCII.isLetter(zone.raw[at]) {
      for next in knowledge.words.children(of: node) where knowledge.words.nodes[Int(next)].byte != zone.folded[at] {
        search(next, start, at + 1, cost + Cost.otherLetter, errors + 1, otherLetter: true)
      }
    }
    guard at > start, !ASCII.isLetter(zone.folded[at]), !ASCII.isDigit(zone.folded[at]) else { return }
    let stray = strayCost(at)
    guard stray <= limit else { return }
    search(node, start, at + 1, cost + stray, errors + 1, afterStray: true, otherLetter: otherLetter)
  }

  private func walk(_ misreading: CharacterConfusions.Misreading, _ node: Int32, _ at: Int) -> Int32? {
    guard at + misreading.read.count <= zone.count,
      zone.raw[at..<at + misreading.read.count].elementsEqual(misreading.read)
    else { return nil }
    var node = node
    for letter in misreading.printed {
      guard let next = knowledge.words.child(of: node, letter) else { return nil }
      node = next
    }
    return node
  }

  private mutating func offer(
    _ node: Int32, _ wordCost: Float, _ start: Int, _ end: Int, _ cost: Float, _ errors: Int
  ) {
    var cost = cost
    if errors > 0 {
      let length = end - start
      guard length > 1, cost <= 2.2 + 1.1 * Float(length) else { return }
      let (tokens, known) = coveredTokens(start..<end)
      if tokens == 1, known == 1 { return }
      if tokens > 0, tokens == known { cost += Cost.joinOfKnown }
    }
    take(start, end, cost + wordCost + endCost(end), .word(node))
  }

  /// The words that make up a range, and how many of them are known; none where the range cuts a token.
  private func coveredTokens(_ range: Range<Int>) -> (tokens: Int, known: Int) {
    guard zone.tokenAt[range.lowerBound] >= 0,
      zone.isTokenBoundary(range.upperBound) || !zone.isWordByte(range.upperBound)
    else { return (0, 0) }
    var (tokens, known) = (0, 0)
    for token in zone.tokens[zone.tokenAt[range.lowerBound]...] {
      if token.range.lowerBound >= range.upperBound { break }
      guard token.flags.contains(.word) else { continue }
      tokens += 1
      let isOneLetter = token.range.count == 1
      if !isOneLetter, !OddCase.holds(zone.raw[token.range]),
        token.isKnown || knowledge.words.cost(of: zone.folded[token.range]) != nil
      {
        known += 1
      }
    }
    return (tokens, known)
  }
}
