/// Ends sentences at full stops, question and exclamation marks and at the ends of blocks, and writes the line feeds
/// that part them into the view.
struct SentenceSplitter {
  private let storage: ReadingStorage
  private let tokenCount: Int
  private let rules: ReadingRules

  init(_ storage: ReadingStorage, tokenCount: Int, rules: ReadingRules) {
    self.storage = storage
    self.tokenCount = tokenCount
    self.rules = rules
  }

  /// Fills the tokens' sentences in.
  /// - Returns: the first token of each sentence.
  func split() -> [Int32] {
    var starts: [Int32] = []
    starts.reserveCapacity(tokenCount / 12 + 4)
    // Nearly all words stand behind a word of their line.
    let mayStart: TokenFlags = [.lineStart, .blockStart]
    var before: TokenFlags = [.punctuation]
    for token in 0..<tokenCount {
      let flags = storage.flags[token]
      if before.contains(.punctuation) || flags.hasAny(mayStart), startsSentence(token, behind: before) {
        starts.append(Int32(token))
        storage.flags[token].insert(.sentenceStart)
        let blank = Int(storage.starts[token]) - 1
        if blank >= 0, storage.view[blank] == 0x20 { storage.view[blank] = 0x0A }
      }
      storage.sentences[token] = Int32(truncatingIfNeeded: starts.count &- 1)
      before = flags
    }
    return starts
  }

  /// Whether a sentence begins with `token`.
  /// - Parameter before: what the token before it is.
  private func startsSentence(_ token: Int, behind before: TokenFlags) -> Bool {
    let flags = storage.flags[token]
    if token == 0 || flags.contains(.blockStart) { return true }
    if flags.contains(.lineStart), breaksLine(before: token) { return true }
    guard before.contains(.punctuation) else { return false }
    if flags.contains(.punctuation), !opens(token) { return false }
    var last = token - 1
    while last > 0, isCloser(byte(last)), !storage.flags[last].contains(.spaceBefore) { last -= 1 }
    guard last > 0 else { return false }
    switch byte(last) {
    case UInt8(ascii: "."): return storage.flags[last].contains(.punctuation) && stopEnds(at: last, before: token)
    case UInt8(ascii: "?"), UInt8(ascii: "!"): return flags.contains(.spaceBefore)
    default: return false
    }
  }

  private func breaksLine(before token: Int) -> Bool {
    let opens = storage.flags[token].contains(.capitalized)
    return opens && rules.lineOpeners.contains { token + $0.count <= tokenCount && holds($0, at: token) }
      || rules.lineClosers.contains { token >= $0.count && holds($0, at: token - $0.count) }
  }

  private func holds(_ phrase: [WordID], at token: Int) -> Bool {
    phrase.indices.allSatisfy { storage.words[token + $0] == phrase[$0] }
  }

  private func stopEnds(at stop: Int, before token: Int) -> Bool {
    let flags = storage.flags[token]
    guard flags.contains(.spaceBefore) else { return false }
    if flags.contains(.word), !flags.contains(.capitalized) { return false }
    if storage.flags[stop].contains(.spaceBefore) { return true }
    if rules.abbreviations.contains(storage.words[stop - 1]) { return false }
    if flags.contains(.number), rules.abbreviationsBeforeNumbers.contains(storage.words[stop - 1]) { return false }
    return !isInitial(stop - 1) && !isListNumber(stop - 1)
  }

  /// One letter as in "J. Smith" and "i.e.", not the last word of a sentence.
  private func isInitial(_ token: Int) -> Bool {
    guard storage.flags[token].contains(.word), width(token) == 1 else { return false }
    return storage.flags[token].contains(.capitalized) || (token > 0 && byte(token - 1) == UInt8(ascii: "."))
  }

  /// The number of a list item, as in "2. Chest X-ray".
  private func isListNumber(_ token: Int) -> Bool {
    storage.flags[token].contains([.number, .blockStart]) && width(token) <= 2
  }

  private func opens(_ token: Int) -> Bool {
    switch byte(token) {
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "'"), UInt8(ascii: "-"),
      UInt8(ascii: "*"), UInt8(ascii: "#"):
      storage.flags[token].contains(.spaceBefore)
    default: byte(token) >= 0x80
    }
  }

  private func isCloser(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "'")
  }

  private func byte(_ token: Int) -> UInt8 { storage.view[Int(storage.starts[token])] }
  private func width(_ token: Int) -> Int { Int(storage.ends[token] - storage.starts[token]) }
}
