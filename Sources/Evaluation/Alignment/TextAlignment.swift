/// Where the characters of one text stand in another reading of the same pages: a scan's, or another converter's.
///
/// Words are aligned first (Myers 1986), then the characters of what differs between them. What another reading order has
/// moved, such as the values of a table, is looked up.
public struct TextAlignment: Sendable {
  private let clean: LetterText
  private let other: LetterText
  /// For each code point of the clean text its place in the other one, -1 where it has none.
  private var places: [Int]

  public init(_ clean: LetterText, _ other: LetterText) {
    self.clean = clean
    self.other = other
    places = Array(repeating: -1, count: clean.count)
    let (first, second) = (Self.words(of: clean), Self.words(of: other))
    let pairs = Self.pairs(first.map { clean[$0] }, second.map { other[$0] })
    var (before, beforeOther) = (0, 0)
    for pair in pairs + [(first.count, second.count)] {
      alignCharacters(first[before..<pair.0], second[beforeOther..<pair.1])
      if pair.0 < first.count { join(first[pair.0], second[pair.1]) }
      (before, beforeOther) = (pair.0 + 1, pair.1 + 1)
    }
  }

  /// The place of a range of the clean text, in code points; nil where the other text does not have it.
  public func range(of range: Range<Int>) -> Range<Int>? {
    let quote = clean[range]
    let found = places[range.clamped(to: places.indices)].filter { $0 >= 0 }
    let aligned = found.min().flatMap { low in found.max().map { low..<$0 + 1 } }
    if let aligned, other.reads(quote, at: aligned) { return aligned }
    if let moved = other.range(of: quote, nth: clean.count(of: quote, before: range.lowerBound)) { return moved }
    guard let aligned, aligned.count <= 2 * range.count + 40 else { return nil }
    return aligned
  }

  private mutating func join(_ word: Range<Int>, _ otherWord: Range<Int>) {
    for (place, otherPlace) in zip(word, otherWord) { places[place] = otherPlace }
  }

  /// Aligns the characters of words that are not the same.
  private mutating func alignCharacters(_ words: ArraySlice<Range<Int>>, _ otherWords: ArraySlice<Range<Int>>) {
    let (from, to) = (words.flatMap { Array($0) }, otherWords.flatMap { Array($0) })
    guard !from.isEmpty, !to.isEmpty else { return }
    for (place, otherPlace) in Self.pairs(from.map { clean[$0] }, to.map { other[$0] }) {
      places[from[place]] = to[otherPlace]
    }
  }

  /// Indices of what is common to both, ascending in both.
  private static func pairs<Element: Hashable>(_ first: [Element], _ second: [Element]) -> [(Int, Int)] {
    let difference = second.difference(from: first)
    var removed = Set<Int>()
    var inserted = Set<Int>()
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    return Array(zip(first.indices.filter { !removed.contains($0) }, second.indices.filter { !inserted.contains($0) }))
  }

  private static func words(of text: LetterText) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for place in 0..<text.count {
      if text[place].properties.isWhitespace {
        if let begin = start { words.append(begin..<place) }
        start = nil
      } else if start == nil {
        start = place
      }
    }
    if let start { words.append(start..<text.count) }
    return words
  }
}

extension LetterText {
  /// How often `quote` starts before a place, white space folded.
  fileprivate func count(of quote: String, before place: Int) -> Int {
    var count = 0
    while let found = range(of: quote, nth: count), found.lowerBound < place { count += 1 }
    return count
  }
}

extension GoldLetter {
  /// The letter as another reading of its pages has it, its gold where the same characters stand; mentions of which nothing
  /// is left there are left out.
  public func carried(to other: LetterText) -> GoldLetter {
    let alignment = TextAlignment(text, other)
    return moved(to: other) { alignment.range(of: $0) }
  }
}
