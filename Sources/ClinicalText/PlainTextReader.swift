/// Reads what nearly all of a text is: ASCII words, numbers and marks, a token or a blank a step and eight bytes at once.
///
/// It stops before anything else, and before a token that something else may belong to; the tokenizer reads that byte by
/// byte and gives the rest back. What both read is the same.
struct PlainTextReader {
  private let bytes: UnsafeRawPointer
  private let view: UnsafeMutablePointer<UInt8>
  private let sourceOffsets: UnsafeMutablePointer<Int32>
  private let starts: UnsafeMutablePointer<Int32>
  private let ends: UnsafeMutablePointer<Int32>
  private let flags: UnsafeMutablePointer<TokenFlags>
  private let hashes: UnsafeMutablePointer<UInt64>
  private let lines: UnsafeBufferPointer<Line>
  /// Ten bytes can be read from any place before it.
  private let safeEnd: Int
  /// The byte before the next one to read; places are given from here, since those of a word's letters are it and more.
  private var last = 0
  private(set) var viewCount: Int
  private(set) var tokenCount: Int
  /// What is known of the next token; where a blank stands before it, that is written.
  private(set) var pending: TokenFlags

  /// - Parameters:
  ///   - lines: none of them ends in a blank.
  ///   - viewCount: at least 1.
  @inline(__always)
  init(
    _ source: UnsafeBufferPointer<UInt8>, _ out: ReadingStorage, _ lines: UnsafeBufferPointer<Line>, viewCount: Int,
    tokenCount: Int, pending: TokenFlags
  ) {
    bytes = UnsafeRawPointer(source.baseAddress.unsafelyUnwrapped)
    view = out.view
    sourceOffsets = out.sourceOffsets
    starts = out.starts
    ends = out.ends
    flags = out.flags
    hashes = out.hashes
    self.lines = lines
    safeEnd = source.count &- 9
    self.viewCount = viewCount
    self.tokenCount = tokenCount
    self.pending = pending
  }

  private var at: Int { last &+ 1 }

  /// - Parameter start: where a token or a blank begins.
  /// - Returns: the first byte that is left, and the index of its line; the line's end where a line is left as a whole.
  @inline(__always)
  mutating func read(from start: Int, inLine first: Int) -> (at: Int, line: Int) {
    if pending.contains(.spaceBefore) { writeBlank(sourceOffsets[viewCount &- 1]) }
    last = start &- 1
    var index = first
    while true {
      let end = lines[index].end
      let lastToRead = min(end, safeEnd) &- 1
      while last < lastToRead, readStep() {}
      guard at >= end, index &+ 1 < lines.count, startLine(lines[index &+ 1]) else { break }
      index &+= 1
    }
    viewCount = Int(ends[tokenCount &- 1])
    return (at, index)
  }

  /// - Returns: false where the line may go on with a word that a hyphen parts.
  @inline(__always)
  private mutating func startLine(_ line: Line) -> Bool {
    guard line.startsBlock || view[viewCount &- 1] != UInt8(ascii: "-") else { return false }
    if !pending.contains(.spaceBefore) { writeBlank(sourceOffsets[viewCount &- 1]) }
    pending.insert(line.startsBlock ? [.spaceBefore, .lineStart, .blockStart] : [.spaceBefore, .lineStart])
    last = line.start &- 1
    return true
  }

  /// - Returns: whether there was something to read.
  @inline(__always)
  private mutating func readStep() -> Bool {
    let eight = eightBytes(at)
    let other = EightBytes.firstNonLetter(eight | EightBytes.caseBits)
    if other == 0 { return readLongWord(eight) }
    if other & 0x80 == 0 { return readShortWord(eight, other) }
    let byte = UInt8(truncatingIfNeeded: eight)
    switch byte {
    case 0...0x20: readBlank()
    case 0x30...0x39: return readNumber(eight)
    case 0x21...0x7E: return readMark(byte)
    default: return false
    }
    return true
  }

  // MARK: Tokens

  /// A word of up to seven letters, or what begins like one.
  /// - Parameter other: the first byte behind them.
  @inline(__always)
  private mutating func readShortWord(_ eight: UInt64, _ other: UInt64) -> Bool {
    let mask = EightBytes.mask(before: other)
    let folded = (eight | EightBytes.caseBits) & mask
    let smalls = eight & EightBytes.caseBits & mask
    write(folded, behind: last, to: viewCount)
    return finishWord(
      EightBytes.count(before: other), WordHash.mixed(WordHash.seed, folded), isCapitalized: smalls & 0xFF == 0,
      holdsSmalls: smalls != 0)
  }

  /// A word whose first eight bytes are letters, or what begins like one.
  @inline(__always)
  private mutating func readLongWord(_ eight: UInt64) -> Bool {
    write(eight | EightBytes.caseBits, behind: last, to: viewCount)
    var hash = WordHash.mixed(WordHash.seed, eight | EightBytes.caseBits)
    let headSmalls = eight & EightBytes.caseBits
    var smalls = headSmalls
    var length = 8
    var other: UInt64 = 0
    while other == 0 {
      guard at &+ length < safeEnd else { return false }
      let eight = eightBytes(at &+ length)
      other = EightBytes.firstNonLetter(eight | EightBytes.caseBits)
      guard other & 0x80 == 0 else { break }
      let mask = EightBytes.mask(before: other)
      let folded = (eight | EightBytes.caseBits) & mask
      write(folded, behind: last &+ length, to: viewCount &+ length)
      hash = WordHash.mixed(hash, folded)
      smalls |= eight & EightBytes.caseBits & mask
      length &+= EightBytes.count(before: other)
    }
    return finishWord(length, hash, isCapitalized: headSmalls & 0xFF == 0, holdsSmalls: smalls != 0)
  }

  /// - Returns: whether its letters were all of it.
  @inline(__always)
  private mutating func finishWord(_ length: Int, _ hash: UInt64, isCapitalized: Bool, holdsSmalls: Bool) -> Bool {
    var kind: TokenFlags = isCapitalized ? [.word, .capitalized] : .word
    if !holdsSmalls, length > 1 { kind.insert(.upperCase) }
    let stop = byte(at &+ length)
    if stop == 0x20 {
      finish(kind, length, hash)
      passBlank()
      return true
    }
    guard Self.endsWord(stop) else { return false }
    finish(kind, length, hash)
    return stop <= 0x20 || readMark(stop)
  }

  /// Whether a byte behind letters is none of their word, whatever follows.
  @inline(__always)
  private static func endsWord(_ byte: UInt8) -> Bool {
    byte < 0x7F && byte != UInt8(ascii: "'") && !(0x30...0x39).contains(byte)
  }

  /// - Returns: whether it was one of up to seven digits that nothing may belong to.
  @inline(__always)
  private mutating func readNumber(_ eight: UInt64) -> Bool {
    let other = EightBytes.firstNonDigit(eight)
    let count = EightBytes.count(before: other)
    let stop = byte(at &+ count)
    guard count < 8, stop < 0x80, stop != UInt8(ascii: "'") else { return false }
    let digits = eight & EightBytes.mask(before: other)
    write(digits, behind: last, to: viewCount)
    finish(.number, count, WordHash.mixed(WordHash.seed, digits))
    if stop == 0x20 { passBlank() }
    return true
  }

  /// - Returns: false before a full stop that may part two sentences without a blank.
  @inline(__always)
  private mutating func readMark(_ mark: UInt8) -> Bool {
    let next = byte(at &+ 1)
    if mark == UInt8(ascii: "."), (0x41...0x5A).contains(next) { return false }
    view[viewCount] = mark
    sourceOffsets[viewCount] = Int32(truncatingIfNeeded: at)
    finish(.punctuation, 1, WordHash.mixed(WordHash.seed, UInt64(mark)))
    if next == 0x20 { passBlank() }
    return true
  }

  @inline(__always)
  private mutating func finish(_ kind: TokenFlags, _ length: Int, _ hash: UInt64) {
    starts[tokenCount] = Int32(truncatingIfNeeded: viewCount)
    viewCount &+= length
    ends[tokenCount] = Int32(truncatingIfNeeded: viewCount)
    flags[tokenCount] = pending.union(kind)
    hashes[tokenCount] = hash
    tokenCount &+= 1
    last &+= length
    pending = []
  }

  // MARK: Blanks

  /// Goes over one blank behind a token; two of them are read as such.
  @inline(__always)
  private mutating func passBlank() {
    guard byte(at &+ 1) > 0x20 else { return }
    writeBlank(Int32(truncatingIfNeeded: last))
    pending = .spaceBefore
    last &+= 1
  }

  @inline(__always)
  private mutating func readBlank() {
    if !pending.contains(.spaceBefore) { writeBlank(sourceOffsets[viewCount &- 1]) }
    pending.insert(byte(at &+ 1) <= 0x20 ? [.spaceBefore, .wideSpaceBefore] : .spaceBefore)
    last &+= 1
  }

  /// - Parameter sourceOffset: of the byte before it in the view.
  @inline(__always)
  private mutating func writeBlank(_ sourceOffset: Int32) {
    view[viewCount] = 0x20
    sourceOffsets[viewCount] = sourceOffset
    viewCount &+= 1
  }

  // MARK: Bytes

  @inline(__always)
  private func byte(_ offset: Int) -> UInt8 { bytes.load(fromByteOffset: offset, as: UInt8.self) }

  @inline(__always)
  private func eightBytes(_ offset: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }

  /// Writes up to eight bytes and their places in the source; what it writes behind them means nothing.
  /// - Parameter before: the place before the first of them.
  @inline(__always)
  private func write(_ folded: UInt64, behind before: Int, to place: Int) {
    UnsafeMutableRawPointer(view + place).storeBytes(of: folded, as: UInt64.self)
    let offsets = UnsafeMutableRawPointer(sourceOffsets + place)
    let before = SIMD4(repeating: Int32(truncatingIfNeeded: before))
    offsets.storeBytes(of: before &+ SIMD4(1, 2, 3, 4), as: SIMD4<Int32>.self)
    offsets.storeBytes(of: before &+ SIMD4(5, 6, 7, 8), toByteOffset: 16, as: SIMD4<Int32>.self)
  }
}
