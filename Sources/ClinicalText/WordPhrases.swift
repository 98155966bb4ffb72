/// Phrases given by the ids of their words, for telling whether one of them stands at a place.
public struct WordPhrases: Sendable {
  /// Of all phrases, one after the other.
  private var words: [WordID] = []
  /// Where each phrase ends in `words`.
  private var ends: [Int] = []
  /// The low six bits of the words that phrases begin and end with, a bit for each value: most words are told by them.
  private var firstWords: UInt64 = 0
  private var lastWords: UInt64 = 0

  public init() {}

  /// - Parameter phrase: one word or more.
  public mutating func append(_ phrase: [WordID]) {
    guard let first = phrase.first, let last = phrase.last else { return }
    words += phrase
    ends.append(words.count)
    firstWords |= Self.bit(first)
    lastWords |= Self.bit(last)
  }

  /// Whether a text, given by its words, begins with one of them.
  func begin(_ text: UnsafeBufferPointer<WordID>) -> Bool {
    guard let first = text.first, firstWords & Self.bit(first) != 0 else { return false }
    return contains { $0.count <= text.count && $0.elementsEqual(text.prefix($0.count)) }
  }

  /// Whether a text, given by its words, ends with one of them.
  func end(_ text: UnsafeBufferPointer<WordID>) -> Bool {
    guard let last = text.last, lastWords & Self.bit(last) != 0 else { return false }
    return contains { $0.count <= text.count && $0.elementsEqual(text.suffix($0.count)) }
  }

  private func contains(_ isFound: (ArraySlice<WordID>) -> Bool) -> Bool {
    var start = 0
    for end in ends {
      if isFound(words[start..<end]) { return true }
      start = end
    }
    return false
  }

  @inline(__always)
  private static func bit(_ word: WordID) -> UInt64 { 1 << UInt64(truncatingIfNeeded: word & 63) }
}
