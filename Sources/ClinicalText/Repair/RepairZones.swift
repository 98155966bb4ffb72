/// Finds the parts of a damaged text that have to be decoded: words that nothing knows and stray marks, with the tokens
/// beside them.
struct RepairZones {
  /// Tokens of a zone that another is joined to.
  private static let longest = 400
  let source: UnsafeBufferPointer<UInt8>
  let reading: TokenTable
  let knowledge: TextRepair.Knowledge
  /// Of a text that a recogniser read, nil for one whose origin is unknown.
  private let strayMarks: StrayMarks?

  /// - Parameter recognition: the pages of a text that a recogniser read.
  init(
    _ source: UnsafeBufferPointer<UInt8>, _ reading: TokenTable, _ knowledge: TextRepair.Knowledge,
    _ recognition: PageLayout?
  ) {
    self.source = source
    self.reading = reading
    self.knowledge = knowledge
    strayMarks = recognition.map {
      StrayMarks(source: source, reading: reading, knowledge: knowledge, layout: $0)
    }
  }

  /// The edits that mend the text, ascending and without overlap.
  func edits() -> [TextEdit] {
    guard let strayMarks else { return decoded() }
    let repairs = LineRepair(strayMarks).repairs()
    let known = repairs.filter { strayMarks.isRecognized($0.tokens.lowerBound) }.map(\.edit)
    return TextEdit.merged(known, decoded())
  }

  private func decoded() -> [TextEdit] {
    var edits: [TextEdit] = []
    var end = 0
    for tokens in zones() {
      let zone = RepairZone(source, reading, tokens, strayMarks)
      var decoder = ZoneDecoder(zone, knowledge)
      // Several bytes of a reading may come from one character ("½"), and only one of them can be read anew.
      for edit in decoder.edits()
      where edit.span.start >= end && edit.span.end >= edit.span.start && !isInAddress(edit, tokens) {
        edits.append(edit)
        end = edit.span.end
      }
    }
    return edits
  }

  /// Whether an edit changes a token of an address that stands within a zone.
  private func isInAddress(_ edit: TextEdit, _ tokens: Range<Int>) -> Bool {
    let token = tokens.last { reading.sourceOffset($0) <= edit.span.start }
    return token.map(reading.isInAddress) ?? false
  }

  /// Ranges of tokens, ascending; none reaches from one block into the next.
  private func zones() -> [Range<Int>] {
    var zones: [Range<Int>] = []
    for token in 0..<reading.count where isSuspicious(token) && !reading.isInAddress(token) {
      var start = token
      var end = token + 1
      while start > 0, !startsBlock(start), token - start < 2 || !reading.isSpaced(start) { start -= 1 }
      while end < reading.count, !startsBlock(end), end - token < 3 || !reading.isSpaced(end) { end += 1 }
      if let last = zones.last, start <= last.upperBound, last.count < Self.longest,
        !startsBlock(start) || start < last.upperBound
      {
        zones[zones.count - 1] = last.lowerBound..<max(end, last.upperBound)
      } else {
        start = max(start, zones.last?.upperBound ?? 0)
        if start < end { zones.append(start..<end) }
      }
    }
    return zones
  }

  private func startsBlock(_ token: Int) -> Bool { reading.storage.flags[token].contains(.blockStart) }

  private func isSuspicious(_ token: Int) -> Bool {
    if let strayMarks, !strayMarks.isRecognized(token) { return false }
    if reading.isWord(token) {
      if reading.byte(token) == UInt8(ascii: "'") { return false }
      return !isKnown(token) || isLowerLevel(token)
    }
    if reading.storage.flags[token].contains(.number) { return isTorn(token) }
    guard let strayMarks else { return isOddMark(token) }
    return strayMarks.holds(token) || reading.byte(token) != UInt8(ascii: "'") && isOddMark(token)
  }

  private func isKnown(_ token: Int) -> Bool {
    if reading.width(token) == 1 { return isKnownLetter(token) }
    if isOddlyCased(token) { return false }
    if reading.storage.words[token] != Vocabulary.unknown { return true }
    return knowledge.words.cost(of: reading.bytes(token)) != nil
  }

  private func isOddlyCased(_ token: Int) -> Bool {
    OddCase.holds((reading.start(token)..<reading.end(token)).map { source[Int(reading.storage.sourceOffsets[$0])] })
  }

  /// "a", or a capital that is no digit of a number or date.
  private func isKnownLetter(_ token: Int) -> Bool {
    if isOfSlashedAbbreviation(token) { return true }
    guard isCapital(token) else { return reading.byte(token) == UInt8(ascii: "a") }
    if !reading.isSpaced(token), token > 0, isNumber(token - 1) { return false }
    return !(isJoint(token + 1) && isNumber(token + 2))
  }

  /// As the letters of "w/o" and "s/p".
  private func isOfSlashedAbbreviation(_ token: Int) -> Bool {
    func isSlash(_ token: Int) -> Bool { isJoint(token) && reading.byte(token) == UInt8(ascii: "/") }
    func isLetter(_ token: Int) -> Bool {
      (0..<reading.count).contains(token) && reading.isWord(token) && reading.width(token) == 1
    }
    return isSlash(token - 1) && isLetter(token - 2) && !reading.isSpaced(token)
      || isSlash(token + 1) && isLetter(token + 2)
  }

  func isNumber(_ token: Int) -> Bool {
    (0..<reading.count).contains(token) && reading.storage.flags[token].contains(.number)
  }

  /// A slash or hyphen without a blank before it.
  func isJoint(_ token: Int) -> Bool {
    guard (0..<reading.count).contains(token), !reading.isSpaced(token) else { return false }
    return reading.byte(token) == UInt8(ascii: "/") || reading.byte(token) == UInt8(ascii: "-")
  }

  private func isCapital(_ token: Int) -> Bool { ASCII.isUpper(source[reading.sourceOffset(token)]) }

  /// "l2", which is a level written small or a number.
  private func isLowerLevel(_ token: Int) -> Bool {
    reading.byte(token) == UInt8(ascii: "l") && !isCapital(token) && reading.width(token) < 4
      && ASCII.isDigit(reading.storage.view[reading.end(token) - 1])
  }

  /// A number with a word of some length or an unknown one right behind it, or with another number one blank away.
  private func isTorn(_ token: Int) -> Bool {
    guard token + 1 < reading.count else { return false }
    let next = reading.storage.flags[token + 1]
    if next.contains(.number) || isJoint(token - 1) && reading.isWord(token - 2) { return true }
    return next.contains(.word) && !next.contains(.spaceBefore) && (reading.width(token + 1) > 2 || !isKnown(token + 1))
  }

  /// A stray mark, or a full stop or an apostrophe that stands where none can.
  private func isOddMark(_ token: Int) -> Bool {
    let mark = reading.byte(token)
    if NoiseGauge.isStrayMark(mark) { return true }
    guard token > 0, token + 1 < reading.count, mark == UInt8(ascii: ".") || mark == UInt8(ascii: "'") else {
      return false
    }
    let isTight = !reading.isSpaced(token + 1)
    if isNumber(token + 1) { return isOddBeforeNumber(token, isTight) }
    if isJoint(token + 1) { return isNumber(token + 2) }
    if mark == UInt8(ascii: "'"), !isTight, !reading.isSpaced(token) { return !endsInS(token - 1) }
    guard reading.isWord(token + 1) else { return false }
    switch mark {
    case UInt8(ascii: "."):
      return !isCapital(token + 1) && (reading.isSpaced(token) || isTight || reading.isWord(token - 1))
    case UInt8(ascii: "'"): return isTight != reading.isSpaced(token)
    default: return false
    }
  }
}

extension RepairZones {
  /// The stop of "27. 2017" and of "0.6/17/2015", the mark of "1'998" and of "9/'20/2013".
  private func isOddBeforeNumber(_ token: Int, _ isTight: Bool) -> Bool {
    if !isTight { return reading.width(token + 1) == 4 && !reading.isSpaced(token) }
    return isJoint(token - 1) || isJoint(token + 2) || reading.byte(token) == UInt8(ascii: "'") && isNumber(token - 1)
  }

  /// As the plural before the apostrophe of "workers' compensation".
  private func endsInS(_ token: Int) -> Bool {
    reading.storage.view[reading.end(token) - 1] == UInt8(ascii: "s")
  }
}

/// The characters of some tokens that follow each other, folded and as they stand in the source.
struct RepairZone {
  struct Token {
    /// In bytes of the zone.
    var range: Range<Int>
    var flags: TokenFlags
    var isKnown: Bool
    /// A mark that a recogniser made of a speck.
    var isStray: Bool
    /// 0...1 for what a recogniser read, nil for what is of unknown origin.
    var confidence: Double?
  }

  /// Folded, one blank between words.
  let folded: [UInt8]
  /// As in the source where it is ASCII.
  let raw: [UInt8]
  /// Of each byte in the source.
  let places: [Span]
  let tokens: [Token]
  /// Index of the token that starts at a byte, -1 where none does.
  let tokenAt: [Int]

  init(_ source: UnsafeBufferPointer<UInt8>, _ reading: TokenTable, _ tokens: Range<Int>, _ strayMarks: StrayMarks?) {
    let start = reading.start(tokens.lowerBound)
    let view = start..<reading.end(tokens.upperBound - 1)
    folded = view.map { reading.storage.view[$0] }
    let places = view.map { at in
      let offset = Int(reading.storage.sourceOffsets[at])
      var end = offset + 1
      while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
      return Span(offset, end)
    }
    raw = zip(folded, places).map { folded, place in
      folded != 0x20 && source[place.start] < 0x80 ? source[place.start] : folded
    }
    self.places = places
    self.tokens = tokens.map {
      Token(
        range: reading.start($0) - start..<reading.end($0) - start, flags: reading.storage.flags[$0],
        isKnown: reading.storage.words[$0] != Vocabulary.unknown, isStray: strayMarks?.holds($0) ?? false,
        confidence: strayMarks?.confidence($0))
    }
    var tokenAt = [Int](repeating: -1, count: folded.count + 1)
    for (index, token) in self.tokens.enumerated() { tokenAt[token.range.lowerBound] = index }
    self.tokenAt = tokenAt
  }

  var count: Int { folded.count }

  func isWordByte(_ at: Int) -> Bool { folded.indices.contains(at) && ASCII.isWordByte(folded[at]) }

  /// Whether bytes `at - 1` and `at` are of two tokens, or of none.
  func isTokenBoundary(_ at: Int) -> Bool { at >= count || tokenAt[at] >= 0 }
}
