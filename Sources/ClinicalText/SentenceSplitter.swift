/// Ends sentences at full stops, question and exclamation marks and at the ends of blocks, and writes the line feeds
/// that part them into the view.
struct SentenceSplitter {
  private let view: UnsafeMutablePointer<UInt8>
  private let starts: UnsafePointer<Int32>
  private let ends: UnsafePointer<Int32>
  private let words: UnsafePointer<WordID>
  private let flags: UnsafeMutablePointer<TokenFlags>
  private let sentences: UnsafeMutablePointer<Int32>
  private let tokenCount: Int
  private let rules: ReadingRules

  init(_ storage: ReadingStorage, tokenCount: Int, rules: ReadingRules) {
    view = storage.view
    starts = UnsafePointer(storage.starts)
    ends = UnsafePointer(storage.ends)
    words = UnsafePointer(storage.words)
    flags = storage.flags
    sentences = storage.sentences
    self.tokenCount = tokenCount
    self.rules = rules
  }

  /// Fills the tokens' sentences in.
  /// - Returns: the first token of each sentence.
  func split() -> [Int32] {
    var sentenceStarts: [Int32] = []
    sentenceStarts.reserveCapacity(tokenCount / 12 + 4)
    var sentence: Int32 = -1
    var before: TokenFlags = []
    for token in 0..<tokenCount {
      let here = flags[token]
      // Nearly all words stand behind a word of their line or a comma.
      let mayStart =
        before.contains(.punctuation) && mayEndSentence(byte(token &- 1)) || here.hasAny([.lineStart, .blockStart])
      if mayStart, startsSentence(token) {
        sentenceStarts.append(Int32(truncatingIfNeeded: token))
        sentence &+= 1
        flags[token].insert(.sentenceStart)
        let blank = Int(starts[token]) - 1
        if blank >= 0, view[blank] == 0x20 { view[blank] = 0x0A }
      }
      sentences[token] = sentence
      before = here
    }
    return sentenceStarts
  }

  /// Whether a sentence begins with `token`.
  @inline(never)
  private func startsSentence(_ token: Int) -> Bool {
    let here = flags[token]
    if token == 0 || here.contains(.blockStart) { return true }
    if here.contains(.lineStart), breaksLine(before: token) { return true }
    guard flags[token - 1].contains(.punctuation) else { return false }
    if here.contains(.punctuation), !opens(token) { return false }
    var last = token - 1
    while last > 0, isCloser(byte(last)), !flags[last].contains(.spaceBefore) { last -= 1 }
    guard last > 0 else { return false }
    switch byte(last) {
    case UInt8(ascii: "."): return flags[last].contains(.punctuation) && stopEnds(at: last, before: token)
    case UInt8(ascii: "?"), UInt8(ascii: "!"): return here.contains(.spaceBefore)
    default: return false
    }
  }

  private func breaksLine(before token: Int) -> Bool {
    if flags[token].contains(.capitalized),
      rules.lineOpeners.begin(UnsafeBufferPointer(start: words + token, count: tokenCount - token))
    {
      return true
    }
    return rules.lineClosers.end(UnsafeBufferPointer(start: words, count: token))
  }

  private func stopEnds(at stop: Int, before token: Int) -> Bool {
    let next = flags[token]
    guard next.contains(.spaceBefore) else { return false }
    if next.contains(.word), !next.contains(.capitalized) { return false }
    if flags[stop].contains(.spaceBefore) { return true }
    if rules.abbreviations.contains(words[stop - 1]) { return false }
    if next.contains(.number), rules.abbreviationsBeforeNumbers.contains(words[stop - 1]) { return false }
    return !isInitial(stop - 1) && !isListNumber(stop - 1)
  }

  /// One letter as in "J. Smith" and "i.e.", not the last word of a sentence.
  private func isInitial(_ token: Int) -> Bool {
    guard flags[token].contains(.word), width(token) == 1 else { return false }
    return flags[token].contains(.capitalized) || (token > 0 && byte(token - 1) == UInt8(ascii: "."))
  }

  /// The number of a list item, as in "2. Chest X-ray".
  private func isListNumber(_ token: Int) -> Bool {
    flags[token].contains([.number, .blockStart]) && width(token) <= 2
  }

  private func opens(_ token: Int) -> Bool {
    switch byte(token) {
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "'"), UInt8(ascii: "-"),
      UInt8(ascii: "*"), UInt8(ascii: "#"):
      flags[token].contains(.spaceBefore)
    default: byte(token) >= 0x80
    }
  }

  /// Whether a mark may stand right before a sentence.
  private func mayEndSentence(_ mark: UInt8) -> Bool {
    isCloser(mark) || mark == UInt8(ascii: ".") || mark == UInt8(ascii: "?") || mark == UInt8(ascii: "!")
  }

  private func isCloser(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "'")
  }

  private func byte(_ token: Int) -> UInt8 { view[Int(starts[token])] }
  private func width(_ token: Int) -> Int { Int(ends[token] - starts[token]) }
}
