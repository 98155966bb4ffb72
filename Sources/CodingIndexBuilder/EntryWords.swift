import DiagnosisTerms

/// The words of an entry: those that a phrase must hold and those that it may.
struct EntryWords {
  var required: [UInt32] = []
  var optional: [UInt32] = []
  /// Generic words ("unspecified", "other") that a phrase seldom says; what their absence costs, in eighths.
  var penalty = 0
  /// The words of the text in their order, generic ones included.
  var sequence: [UInt32] = []

  mutating func formUnion(_ other: EntryWords) {
    for id in other.required where !required.contains(id) { required.append(id) }
    for id in other.optional where !optional.contains(id) { optional.append(id) }
    penalty = min(63, penalty + other.penalty)
    sequence += other.sequence
  }

  /// Leaves out of the optional words those that are required.
  func settled() -> EntryWords {
    var copy = self
    copy.optional.removeAll { copy.required.contains($0) }
    return copy
  }
}

/// Reads texts of the code tables into entry words.
struct EntryReader {
  var normalizer: TermNormalizer
  var classes: WordClasses
  private var scratch = TermScratch()

  init(rules: CodingRules) {
    var normalizer = TermNormalizer(vocabulary: Vocabulary(), rules: rules)
    classes = WordClasses(rules.wordClasses, normalizer: &normalizer)
    self.normalizer = normalizer
  }

  /// The base forms of a text's words.
  mutating func ids(of text: ArraySlice<UInt8>) -> [UInt32] {
    text.withUnsafeBufferPointer { normalizer.learn($0, scratch: &scratch) }
    return scratch.terms.map(\.id)
  }

  /// Words of a title, an inclusion term or an index term: what stands in brackets is optional.
  mutating func words(of text: ArraySlice<UInt8>) -> EntryWords {
    var words = EntryWords()
    let (outside, inside) = splitBrackets(text)
    for id in ids(of: outside[...]) { classify(id, into: &words) }
    words.sequence = ids(of: text)
    if !inside.isEmpty { words.optional += ids(of: inside[...]) }
    return words
  }

  /// The word that a denied word denies; 0 for any other.
  func base(ofDenied id: UInt32) -> UInt32 {
    let spelling = normalizer.vocabulary.spelling(of: id)
    guard spelling.first == UInt8(ascii: "!") else { return 0 }
    return spelling.dropFirst().withUnsafeBufferPointer { normalizer.vocabulary.id(of: $0) }
  }

  /// Words that may be there or not, such as non-essential modifiers.
  mutating func optionalWords(of text: ArraySlice<UInt8>) -> [UInt32] { ids(of: text) }

  private func classify(_ id: UInt32, into words: inout EntryWords) {
    if let penalty = classes.genericPenalty(of: id) {
      words.penalty = min(63, words.penalty + penalty)
      if !words.optional.contains(id) { words.optional.append(id) }
    } else if !words.required.contains(id) {
      words.required.append(id)
    }
  }
}

/// The text without what its brackets hold, and that.
func splitBrackets(_ text: ArraySlice<UInt8>) -> (outside: [UInt8], inside: [UInt8]) {
  var outside: [UInt8] = []
  var inside: [UInt8] = []
  var depth = 0
  for byte in text {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["):
      depth += 1
      inside.append(UInt8(ascii: " "))
    case UInt8(ascii: ")"), UInt8(ascii: "]"): depth = max(0, depth - 1)
    default: if depth == 0 { outside.append(byte) } else { inside.append(byte) }
    }
  }
  return (outside, inside)
}
