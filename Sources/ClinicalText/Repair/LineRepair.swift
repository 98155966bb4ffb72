/// Finds the headings and labels of a recognised text that were read with errors: stray marks or lost blanks between their
/// words, one letter in eight wrong, another mark for their colon.
struct LineRepair {
  struct Repair {
    /// Of the line and the mark behind it.
    var tokens: Range<Int>
    var edit: TextEdit
  }

  /// Tokens of a line that are looked at.
  private static let mostTokens = 40
  /// Below this confidence, what stands behind a line was not printed.
  private static let noiseConfidence = 0.6
  let marks: StrayMarks
  let lines: KnownLines
  private var source: UnsafeBufferPointer<UInt8> { marks.source }
  private var reading: TokenTable { marks.reading }

  init(_ marks: StrayMarks) {
    self.marks = marks
    lines = marks.knowledge.lines
  }

  /// In text order, without overlap.
  func repairs() -> [Repair] {
    var repairs: [Repair] = []
    for token in 0..<reading.count where token >= repairs.last?.tokens.upperBound ?? 0 {
      let repair = startsLine(token) ? repair(at: token) : endRepair(at: token)
      if let repair { repairs.append(repair) }
    }
    return repairs
  }

  /// Mends the end of an item's heading ("; Uphe1d." for ": Upheld").
  private func endRepair(at mark: Int) -> Repair? {
    guard !reading.isWord(mark), ":;.,".utf8.contains(reading.byte(mark)), mark + 1 < reading.count,
      !startsLine(mark + 1)
    else { return nil }
    let start = firstToken(mark + 1)
    // A sentence of one word, "Upheld.", may stand behind a full stop.
    let isSure = reading.byte(mark) == UInt8(ascii: ":") || reading.byte(mark) == UInt8(ascii: ";")
    guard isSure || marks.confidence(mark) < StrayMarks.sureColon else { return nil }
    guard reading.storage.flags[start].contains(.capitalized), let word = lines.nearestEnd(Array(reading.bytes(start)))
    else { return nil }
    var end = start + 1
    while end < reading.count, !reading.storage.flags[end].contains(.lineStart) {
      guard isMark(end) || marks.confidence(end) < Self.noiseConfidence else { return nil }
      end += 1
    }
    return repair(mark..<end, to: Array(": ".utf8) + word, casedLike: start..<start + 1)
  }

  private func isMark(_ token: Int) -> Bool { reading.storage.flags[token].contains(.punctuation) }

  /// Whether a line, or a cell of a table, starts with the token.
  private func startsLine(_ token: Int) -> Bool {
    token >= reading.count || !reading.storage.flags[token].isDisjoint(with: [.lineStart, .wideSpaceBefore])
  }

  private func repair(at first: Int) -> Repair? {
    guard let (line, tokens, hasColon) = line(at: first) else { return nil }
    return repair(tokens, to: hasColon ? line.text + [UInt8(ascii: ":")] : line.text, casedLike: tokens)
  }

  /// Nil where that stands there.
  private func repair(_ tokens: Range<Int>, to printed: [UInt8], casedLike words: Range<Int>) -> Repair? {
    let view = reading.start(tokens.lowerBound)..<reading.end(tokens.upperBound - 1)
    let read = view.map { reading.storage.view[$0] }
    // The stop of an abbreviation may stand before the colon.
    guard read != printed, !(read.count == printed.count + 1 && read.dropLast(2) + [UInt8(ascii: ":")] == printed)
    else { return nil }
    let start = Int(reading.storage.sourceOffsets[view.lowerBound])
    var end = Int(reading.storage.sourceOffsets[view.upperBound - 1]) + 1
    while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
    return Repair(tokens: tokens, edit: TextEdit(span: Span(start, end), reading: cased(printed, like: words)))
  }

  /// A known line that starts at a token, its tokens with the mark behind it, and whether this is its colon.
  private func line(at first: Int) -> (line: KnownLines.Line, tokens: Range<Int>, hasColon: Bool)? {
    let start = firstToken(first)
    guard reading.storage.flags[start].contains(.capitalized) else { return nil }
    var letters: [UInt8] = []
    var at = start
    while at == start || !startsLine(at), at - start < Self.mostTokens, letters.count <= lines.longest {
      if at > start, let found = line(letters, before: at) { return (found.line, first..<at + 1, found.hasColon) }
      letters += reading.bytes(at).filter(ASCII.isWordByte)
      at += 1
    }
    guard startsLine(at), let line = lines.nearest(letters, beforeColon: false) else { return nil }
    // What is only like a heading may be the first line of a longer one.
    let standsAlone = at == reading.count || reading.storage.flags[at].contains(.blockStart)
    return standsAlone || letters == line.letters ? (line, first..<at, false) : nil
  }

  /// The first token of a line behind a stray mark or two.
  private func firstToken(_ first: Int) -> Int {
    var at = first
    while at - first < 2, isMark(at), !startsLine(at + 1) { at += 1 }
    return at
  }

  /// - Parameter mark: a token that may be the line's colon, or a stray mark at its end.
  private func line(_ letters: [UInt8], before mark: Int) -> (line: KnownLines.Line, hasColon: Bool)? {
    let byte = reading.byte(mark)
    guard !reading.isWord(mark), ":;.,".utf8.contains(byte) else { return nil }
    let isSure = byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";")
    if let line = lines.nearest(letters, beforeColon: true),
      isSure || line.kind == .opener && line.text.contains(0x20)
    {
      return (line, true)
    }
    guard startsLine(mark + 1) else { return nil }
    return lines.nearest(letters, beforeColon: false).map { ($0, false) }
  }

  private func cased(_ text: [UInt8], like words: Range<Int>) -> [UInt8] {
    let capitals = words.count { reading.storage.flags[$0].contains(.upperCase) }
    if capitals * 2 > words.count { return text.map { ASCII.isLower($0) ? $0 & 0xDF : $0 } }
    var text = text
    if let first = text.firstIndex(where: ASCII.isLower) { text[first] &= 0xDF }
    return text
  }
}
