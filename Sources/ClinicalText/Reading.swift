/// A text as it is read: its tokens and sentences, and the *view* that patterns run on.
///
/// The view is the text folded to lower case and ASCII with one blank between words, one sentence a line, without
/// page furniture and with hyphenated line ends joined. Every byte of it knows its place in the source, so a span
/// found in the view is a span of the source, however the source was laid out.
///
/// The tables are buffers that live as long as the reading: hold on to it while you use them.
public final class Reading: @unchecked Sendable {
  public let text: SourceText
  /// The folded text; sentences end in a line feed, words are one blank apart.
  public let view: UnsafeBufferPointer<UInt8>
  /// For each byte of the view, the UTF-8 byte offset of its character in the source.
  public let sourceOffsets: UnsafeBufferPointer<Int32>
  /// Number of tokens; the five tables below have a row for each.
  public let tokenCount: Int
  /// First byte of each token in the view.
  public let tokenStarts: UnsafeBufferPointer<Int32>
  /// End of each token in the view.
  public let tokenEnds: UnsafeBufferPointer<Int32>
  public let words: UnsafeBufferPointer<WordID>
  public let flags: UnsafeBufferPointer<TokenFlags>
  /// Index of each token's sentence.
  public let sentences: UnsafeBufferPointer<Int32>
  /// Index of the first token of each sentence.
  public let sentenceStarts: [Int32]
  /// Where the source was read through its errors, ascending.
  public let edits: [TextEdit]
  /// For each byte of the view, the end of its character in the source; empty where nothing was repaired.
  private let sourceEnds: [Int32]
  private let storage: ReadingStorage

  /// - Parameter layout: where the words of a text stand that was read from pages; one that a recogniser read is read
  ///   through its errors.
  public init(_ text: SourceText, rules: ReadingRules, layout: PageLayout? = nil) {
    var storage = ReadingStorage(capacity: text.bytes.count)
    var size = text.bytes.withUnsafeBufferPointer { Self.read($0, text.pageBreaks, into: storage, rules) }
    let repaired = text.bytes.withUnsafeBufferPointer {
      rules.repair?.repairedText(of: $0, TokenTable(storage: storage, count: size.tokens), layout)
    }
    if let repaired {
      storage = ReadingStorage(capacity: repaired.bytes.count)
      size = repaired.bytes.withUnsafeBufferPointer { Self.read($0, repaired.pageBreaks, into: storage, rules) }
      sourceEnds = repaired.place(storage.sourceOffsets, count: size.view)
      edits = repaired.edits
    } else {
      sourceEnds = []
      edits = []
    }
    sentenceStarts = SentenceSplitter(storage, tokenCount: size.tokens, rules: rules).split()
    self.text = text
    self.storage = storage
    tokenCount = size.tokens
    view = UnsafeBufferPointer(start: storage.view, count: size.view)
    sourceOffsets = UnsafeBufferPointer(start: storage.sourceOffsets, count: size.view)
    tokenStarts = UnsafeBufferPointer(start: storage.starts, count: size.tokens)
    tokenEnds = UnsafeBufferPointer(start: storage.ends, count: size.tokens)
    words = UnsafeBufferPointer(start: storage.words, count: size.tokens)
    flags = UnsafeBufferPointer(start: storage.flags, count: size.tokens)
    sentences = UnsafeBufferPointer(start: storage.sentences, count: size.tokens)
  }

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ pageBreaks: [Int], into storage: ReadingStorage, _ rules: ReadingRules
  ) -> (view: Int, tokens: Int) {
    var tokenizer = Tokenizer(bytes, storage, rules.vocabulary)
    return tokenizer.run(LineLayout(bytes, furniture: rules.furniture, pageBreaks: pageBreaks).lines)
  }

  /// The view as a string, for people and tests.
  public var viewText: String { withExtendedLifetime(self) { String(decoding: view, as: UTF8.self) } }

  @inlinable public var sentenceCount: Int { sentenceStarts.count }

  /// The tokens of sentence `index`.
  @inlinable public func tokens(ofSentence index: Int) -> Range<Int> {
    let end = index + 1 < sentenceStarts.count ? Int(sentenceStarts[index + 1]) : tokenCount
    return Int(sentenceStarts[index])..<end
  }

  /// The sentence that token `index` stands in.
  @inlinable public func sentence(ofToken index: Int) -> Int { Int(sentences[index]) }

  /// The token that holds view byte `offset`, or the next one behind it; `tokenCount` where there is none.
  @inlinable public func token(atView offset: Int) -> Int {
    var low = 0
    var high = tokenCount
    while low < high {
      let middle = (low + high) / 2
      if Int(tokenEnds[middle]) <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The view bytes from the first to the last of `tokens`.
  @inlinable public func viewRange(ofTokens tokens: Range<Int>) -> Range<Int> {
    guard !tokens.isEmpty else { return 0..<0 }
    return Int(tokenStarts[tokens.lowerBound])..<Int(tokenEnds[tokens.upperBound - 1])
  }

  /// The bytes of token `index` in the view.
  @inlinable public func viewBytes(ofToken index: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: view[Int(tokenStarts[index])..<Int(tokenEnds[index])])
  }

  /// The source span of a range of view bytes.
  public func span(ofView range: Range<Int>) -> Span {
    guard !range.isEmpty else { return Span(0, 0) }
    let start = Int(sourceOffsets[range.lowerBound])
    if !sourceEnds.isEmpty { return Span(start, max(start, Int(sourceEnds[range.upperBound - 1]))) }
    var end = Int(sourceOffsets[range.upperBound - 1]) + 1
    while end < text.bytes.count, text.bytes[end] & 0xC0 == 0x80 { end += 1 }
    return Span(start, end)
  }

  /// The characters of a source span as they were printed: with the repairs in it made.
  public func printed(_ span: Span) -> [UInt8] {
    var bytes: [UInt8] = []
    var at = span.start
    for edit in edits(in: span) {
      bytes += text.bytes[at..<max(at, edit.span.start)]
      bytes += edit.reading
      at = max(at, edit.span.end)
    }
    return bytes + text.bytes[at..<max(at, span.end)]
  }

  /// The repairs that share a byte with a span, and the blanks added within it.
  public func edits(in span: Span) -> ArraySlice<TextEdit> {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      let edit = edits[middle].span
      if edit.end <= span.start { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < edits.count, edits[end].span.start < span.end { end += 1 }
    return edits[low..<end]
  }

  public func span(ofTokens tokens: Range<Int>) -> Span { span(ofView: viewRange(ofTokens: tokens)) }

  /// Whether token `index` is the one ASCII mark `mark`.
  @inlinable public func isMark(_ index: Int, _ mark: Unicode.Scalar) -> Bool {
    flags[index].contains(.punctuation) && view[Int(tokenStarts[index])] == UInt8(truncatingIfNeeded: mark.value)
  }

  /// The value of an all-digit token, nil where it is none or has more than nine digits.
  @inlinable public func number(_ index: Int) -> Int? {
    guard flags[index].contains(.number), tokenEnds[index] - tokenStarts[index] <= 9 else { return nil }
    return viewBytes(ofToken: index).reduce(0) { $0 * 10 + Int($1 & 0x0F) }
  }
}

/// The tables of a reading, filled by the tokenizer.
final class ReadingStorage {
  let view: UnsafeMutablePointer<UInt8>
  let sourceOffsets: UnsafeMutablePointer<Int32>
  let starts: UnsafeMutablePointer<Int32>
  let ends: UnsafeMutablePointer<Int32>
  /// Of each token's word, while the text is read.
  let hashes: UnsafeMutablePointer<UInt64>
  let words: UnsafeMutablePointer<WordID>
  let flags: UnsafeMutablePointer<TokenFlags>
  let sentences: UnsafeMutablePointer<Int32>

  private let memory: UnsafeMutableRawPointer

  /// - Parameter capacity: bytes of the source. A fraction sign of two bytes becomes three; nothing grows more.
  init(capacity: Int) {
    let rows = capacity + capacity / 2 + 8
    let row =
      MemoryLayout<UInt64>.size + 5 * MemoryLayout<Int32>.size + MemoryLayout<TokenFlags>.size
      + MemoryLayout<UInt8>.size
    memory = .allocate(byteCount: rows * row, alignment: MemoryLayout<UInt64>.alignment)
    var free = memory
    func table<Row>(of type: Row.Type) -> UnsafeMutablePointer<Row> {
      defer { free += rows * MemoryLayout<Row>.stride }
      return free.bindMemory(to: type, capacity: rows)
    }
    // The widest rows stand first, so that all are aligned.
    hashes = table(of: UInt64.self)
    sourceOffsets = table(of: Int32.self)
    starts = table(of: Int32.self)
    ends = table(of: Int32.self)
    words = table(of: WordID.self)
    sentences = table(of: Int32.self)
    flags = table(of: TokenFlags.self)
    view = table(of: UInt8.self)
  }

  deinit { memory.deallocate() }
}
