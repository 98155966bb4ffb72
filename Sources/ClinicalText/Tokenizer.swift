/// Makes the view and the tokens of a text in one pass over its bytes, most of it by `PlainTextReader`.
///
/// A token is a run of letters and digits that starts with a letter, a run of digits, a possessive ("'s"), or one mark.
/// "52yo" is two tokens and "l5" is one: a count or an age is followed by its unit, a level is a name.
struct Tokenizer {
  private typealias Kind = ByteTables.Kind

  private let source: UnsafeBufferPointer<UInt8>
  let out: ReadingStorage
  let vocabulary: Vocabulary
  private let kinds = ByteTables.shared.kinds
  private let folded = ByteTables.shared.folded
  var viewCount = 0
  var tokenCount = 0

  // The token that is being written.
  private var open = false
  private var hash = WordHash()
  private var letters = 0
  private var capitals = 0
  private var isCapitalized = false
  private var pending: TokenFlags = []

  init(_ source: UnsafeBufferPointer<UInt8>, _ out: ReadingStorage, _ vocabulary: Vocabulary) {
    self.source = source
    self.out = out
    self.vocabulary = vocabulary
  }

  /// Reads one line without looking its words up.
  mutating func run(_ line: Line) -> (view: Int, tokens: Int) {
    withUnsafePointer(to: line) { read(UnsafeBufferPointer(start: $0, count: 1)) }
    return (viewCount, tokenCount)
  }

  /// Reads the lines of a text and looks its words up.
  mutating func run(_ lines: [Line]) -> (view: Int, tokens: Int) {
    lines.withUnsafeBufferPointer { read($0) }
    vocabulary.findIDs(of: UnsafeBufferPointer(start: out.hashes, count: tokenCount), into: out.words)
    return (viewCount, tokenCount)
  }

  private mutating func read(_ lines: UnsafeBufferPointer<Line>) {
    var index = 0
    while index < lines.count {
      let line = lines[index]
      let joins = !line.startsBlock && endsInHyphen() && kinds[Int(source[line.start])] != .mark
      let firstToken = tokenCount
      if !joins { pending.insert(.spaceBefore) }
      pending.insert(line.startsBlock ? [.lineStart, .blockStart] : .lineStart)
      index = read(joins ? UnsafeBufferPointer(rebasing: lines[...index]) : lines, from: index)
      if joins, tokenCount > firstToken { joinHyphenated(at: firstToken) }
    }
  }

  /// Reads a line, and those behind it that hold nothing but plain text.
  /// - Returns: the index of the line behind them.
  private mutating func read(_ lines: UnsafeBufferPointer<Line>, from first: Int) -> Int {
    var index = first
    var at = lines[first].start
    while at < lines[index].end {
      if !open, viewCount > 0 { (at, index) = readPlainText(at, lines, index) }
      let end = lines[index].end
      guard at < end else { break }
      switch kinds[Int(source[at])] {
      case .letter, .digit: at = readRun(at, end)
      case .blank:
        pending.insert(at + 1 < end && source[at + 1] <= 0x20 ? [.spaceBefore, .wideSpaceBefore] : .spaceBefore)
        at += 1
      case .mark: at = readMark(at, end)
      case .multibyte: at = readMultibyte(at)
      }
    }
    close()
    return index + 1
  }

  private mutating func readPlainText(
    _ start: Int, _ lines: UnsafeBufferPointer<Line>, _ index: Int
  ) -> (at: Int, line: Int) {
    var reader = PlainTextReader(
      source, out, lines, viewCount: viewCount, tokenCount: tokenCount, pending: pending)
    let end = reader.read(from: start, inLine: index)
    (viewCount, tokenCount, pending) = (reader.viewCount, reader.tokenCount, reader.pending)
    return end
  }

  /// A run of ASCII letters and digits; a run that starts with a digit ends where letters begin.
  private mutating func readRun(_ start: Int, _ end: Int) -> Int {
    var at = start
    if open, pending.isEmpty, isNumberOpen, kinds[Int(source[at])] == .letter { close() }
    if !open || !pending.isEmpty { begin() }
    at = letters == 0 && Self.isDigit(source[at]) ? readDigits(at, end) : readLettersAndDigits(at, end)
    if at < end, kinds[Int(source[at])] != .multibyte, source[at] != UInt8(ascii: "'") { close() }
    return at
  }

  private mutating func readDigits(_ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, Self.isDigit(source[at]) {
      append(source[at], at)
      at += 1
    }
    return at
  }

  private mutating func readLettersAndDigits(_ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, folded[Int(source[at])] != 0 {
      let letter = folded[Int(source[at])]
      if source[at] != letter {
        if letters == 0 { isCapitalized = true }
        capitals += 1
      }
      if !Self.isDigit(letter) { letters += 1 }
      append(letter, at)
      at += 1
    }
    return at
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private mutating func readMark(_ at: Int, _ end: Int) -> Int {
    if source[at] == UInt8(ascii: "'"), open { return readApostrophe(at, width: 1, end) }
    close()
    let endsSentence =
      source[at] == UInt8(ascii: ".") && pending.isEmpty && startsSentence(at + 1, end) && endsInSmallWord()
    mark(source[at], at)
    if endsSentence { pending.insert(.spaceBefore) }
    return at + 1
  }

  /// A capital and a small letter right behind a full stop, where the writer left out the blank.
  private func startsSentence(_ at: Int, _ end: Int) -> Bool {
    at + 1 < end && (0x41...0x5A).contains(source[at]) && (0x61...0x7A).contains(source[at + 1])
  }

  /// Whether the last token is a word of three letters or more, none of them a capital; the apostrophe of a possessive
  /// counts as one.
  private func endsInSmallWord() -> Bool {
    guard tokenCount > 0, out.flags[tokenCount - 1].contains(.word) else { return false }
    let start = Int(out.starts[tokenCount - 1])
    var letters = 0
    var last: Int32 = -1
    for at in start..<Int(out.ends[tokenCount - 1]) {
      let offset = out.sourceOffsets[at]
      if (0x41...0x5A).contains(source[Int(offset)]) { return false }
      switch out.view[at] {
      case 0x61...0x7A, 0xC0...0xFF: letters += offset == last ? 0 : 1
      case UInt8(ascii: "'"): letters += at == start ? 1 : 0
      default: break
      }
      last = offset
    }
    return letters > 2
  }

  /// "patient's" is two tokens, "don't" is one.
  private mutating func readApostrophe(_ at: Int, width: Int, _ end: Int) -> Int {
    let next = at + width
    guard open, pending.isEmpty, letters > 0, next < end, kinds[Int(source[next])] == .letter else {
      mark(UInt8(ascii: "'"), at)
      return next
    }
    let possessive =
      source[next] | 0x20 == UInt8(ascii: "s") && (next + 1 == end || kinds[Int(source[next + 1])] != .letter)
    if possessive {
      close()
      begin()
      letters = 1
    }
    append(UInt8(ascii: "'"), at)
    return next
  }

  private mutating func readMultibyte(_ at: Int) -> Int {
    let (scalar, width) = decode(at)
    switch CharacterFolding.reading(of: scalar) {
    case .space:
      pending.insert(.spaceBefore)
    case .nothing:
      break
    case .softHyphen:
      if at + width >= source.count || source[at + width] <= 0x20 { mark(UInt8(ascii: "-"), at) }
    case .letters(let first, let second):
      letter(first, at)
      if second != 0 { append(second, at) }
    case .ascii(let byte) where byte == UInt8(ascii: "'") && open:
      return readApostrophe(at, width: width, source.count)
    case .ascii(let byte) where kinds[Int(byte)] == .digit:
      letter(byte, at)
      letters -= 1
    case .ascii(let byte):
      mark(byte, at)
    case .fraction(let over, let under):
      mark(over, at, as: .number)
      mark(UInt8(ascii: "/"), at)
      mark(under, at, as: .number)
    case .otherLetter:
      letter(source[at], at)
      for index in at + 1..<at + width { append(source[index], index) }
    case .other:
      mark(source[at], at, rest: width - 1)
    }
    return at + width
  }

  private func decode(_ at: Int) -> (scalar: UInt32, width: Int) {
    let lead = UInt32(source[at])
    let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard at + width <= source.count else { return (0xFFFD, source.count - at) }
    var scalar = lead & (width == 4 ? 0x07 : width == 3 ? 0x0F : 0x1F)
    for index in at + 1..<at + width { scalar = scalar << 6 | UInt32(source[index] & 0x3F) }
    return (scalar, width)
  }

  // MARK: Writing

  private mutating func begin() {
    close()
    if pending.contains(.spaceBefore), viewCount > 0 {
      out.view[viewCount] = 0x20
      out.sourceOffsets[viewCount] = out.sourceOffsets[viewCount - 1]
      viewCount &+= 1
    }
    out.starts[tokenCount] = Int32(viewCount)
    out.flags[tokenCount] = pending
    pending = []
    hash = WordHash()
    letters = 0
    capitals = 0
    isCapitalized = false
    open = true
  }

  private var isNumberOpen: Bool { letters == 0 }

  private mutating func append(_ byte: UInt8, _ at: Int) {
    out.view[viewCount] = byte
    out.sourceOffsets[viewCount] = Int32(at)
    viewCount &+= 1
    hash.add(byte)
  }

  private mutating func letter(_ byte: UInt8, _ at: Int) {
    if open, !pending.isEmpty || isNumberOpen { close() }
    if !open { begin() }
    letters += 1
    append(byte, at)
  }

  private mutating func mark(_ byte: UInt8, _ at: Int, rest: Int = 0, as kind: TokenFlags = .punctuation) {
    begin()
    append(byte, at)
    for index in at + 1..<at + 1 + rest { append(source[index], index) }
    finish(kind)
  }

  private mutating func close() {
    guard open else { return }
    guard letters > 0 else { return finish(.number) }
    var kind: TokenFlags = .word
    if isCapitalized { kind.insert(.capitalized) }
    if letters > 1, capitals == letters { kind.insert(.upperCase) }
    finish(kind)
  }

  private mutating func finish(_ kind: TokenFlags) {
    out.ends[tokenCount] = Int32(viewCount)
    out.flags[tokenCount].formUnion(kind)
    out.hashes[tokenCount] = hash.value
    tokenCount &+= 1
    open = false
  }
}
