/// Lines that a document of its kind has: headings, and labels in front of values.
public struct KnownLines: Sendable {
  struct Line: Sendable {
    /// Folded, one blank between words.
    var text: [UInt8]
    /// The letters of `text`.
    var letters: [UInt8]
    var kind: Kind
  }

  public enum Kind: Sendable {
    /// Stands on a line of its own, or before a colon.
    case title
    /// Stands before a colon and opens a paragraph.
    case opener
    /// Stands before a colon and a value.
    case label
  }

  /// Folded words that a colon stands before at the end of a line, by number of letters.
  private var ends: [Int: [[UInt8]]] = [:]
  /// By number of letters.
  private var lines: [Int: [Line]] = [:]
  private(set) var longest = 0

  public init() {}

  public mutating func add(_ text: String, _ kind: Kind) {
    let folded = text.utf8.map(ASCII.folded)
    let letters = folded.filter(ASCII.isWordByte)
    guard !letters.isEmpty else { return }
    lines[letters.count, default: []].append(Line(text: folded, letters: letters, kind: kind))
    longest = max(longest, letters.count)
  }

  /// Adds a word that a colon stands before at the end of a line.
  public mutating func add(end word: String) { ends[word.utf8.count, default: []].append(Array(word.utf8)) }

  /// The word of an end of a line that differs least from `letters`: one letter in six may be wrong.
  func nearestEnd(_ letters: [UInt8]) -> [UInt8]? {
    let most = letters.count / 6
    let near = (letters.count - most...letters.count + most).flatMap { ends[$0] ?? [] }.compactMap { word in
      EditDistance.between(letters, word, most: most).map { (word, errors: $0) }
    }
    return near.min { $0.errors < $1.errors }?.0
  }

  /// Letters of a line that may be wrong at most; a longer line that lacks a word goes on in the next one.
  private static let mostErrors = 3

  /// The line that differs least from `letters`, nil where none is near enough: one letter in eight may be wrong.
  func nearest(_ letters: [UInt8], beforeColon: Bool) -> Line? {
    let most = min(letters.count / 8, Self.mostErrors)
    var best: (line: Line, errors: Int)?
    for count in letters.count - most...letters.count + most {
      for line in lines[count] ?? [] where beforeColon || line.kind == .title {
        let bound = min(most, best.map { $0.errors - 1 } ?? most)
        guard bound >= 0, let errors = EditDistance.between(letters, line.letters, most: bound) else { continue }
        best = (line, errors)
      }
    }
    return best?.line
  }
}

enum EditDistance {
  /// Insertions, deletions and substitutions from one to the other (Levenshtein), nil where these are more than `most`.
  static func between(_ first: [UInt8], _ second: [UInt8], most: Int) -> Int? {
    guard abs(first.count - second.count) <= most else { return nil }
    if most == 0 { return first == second ? 0 : nil }
    var row = Array(0...second.count)
    for (index, byte) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      var least = row[0]
      for column in second.indices {
        let cost = min(diagonal + (byte == second[column] ? 0 : 1), row[column] + 1, row[column + 1] + 1)
        diagonal = row[column + 1]
        row[column + 1] = cost
        least = min(least, cost)
      }
      if least > most { return nil }
    }
    let distance = row[second.count]
    return distance <= most ? distance : nil
  }
}
