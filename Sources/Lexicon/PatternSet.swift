import ClinicalText
import PCRE2

/// A pattern of a pattern file.
public struct NamedPattern: Sendable {
  public let name: String
  /// The columns behind the pattern, whose meaning the extractor fixes.
  public let values: [String]
  public let row: LexiconRow
  let pattern: Pattern
}

/// The patterns of one file, each tried only at tokens that can start it.
///
/// A file has lines of three kinds, in tab-separated columns:
/// - `define NAME TEXT`: `{{NAME}}` stands for `(?:TEXT)` in what follows;
/// - `pattern NAME START PATTERN [VALUE ...]`: START lists the words and marks that a match can begin with, parted by
///   blanks, `<number>` for any digits, `<word>` for any word, `{{NAME}}` for the alternatives of a definition;
/// - `+ TEXT [VALUE ...]` and `- TEXT`: what the pattern above has to match (in `[` `]`) and must not match; read by the
///   tests only.
///
/// Patterns run on the view of a reading: lower case, one blank between words, a line feed behind each sentence.
public struct PatternSet: Sendable {
  public let patterns: [NamedPattern]
  /// Has a hit at each word that a pattern can start with.
  private let startWords: LayerID
  private let numberMask: UInt64
  private let wordMask: UInt64
  private let table: [UInt64]

  /// - Throws: `LexiconError` with file, line and reason for a pattern that does not compile.
  public init(_ path: String, in builder: inout LexiconBuilder) throws(LexiconError) {
    var definitions: [(name: String, text: String)] = []
    var patterns: [NamedPattern] = []
    var starts = PatternStarts()
    for row in try builder.source.rows(of: path, columns: 2) {
      switch row[0] {
      case "define": definitions.append((row[1], Self.expanded(row[2], definitions)))
      case "pattern":
        let source = Self.expanded(row[3], definitions)
        patterns.append(try Self.compiled(row, source))
        try starts.add(Self.starts(row[2], definitions), of: patterns.count - 1, row, &builder)
      case "+", "-": continue
      default: throw row.error("a line starts with define, pattern, + or -")
      }
    }
    self.patterns = patterns
    numberMask = starts.numbers
    wordMask = starts.words
    let highest = starts.masks.keys.max() ?? 0
    table = (0...highest).map { starts.masks[$0] ?? 0 }
    startWords = try builder.addLayer(path, words: starts.masks.keys.sorted())
  }

  /// Number of the group `name` in the pattern at `index`.
  public func group(_ name: String, of index: Int) -> Int? { patterns[index].pattern.groups[name] }

  /// The first pattern, in file order, that matches at `token`, with its end in the view; nil where none does.
  /// - Throws: `MatchError` where a pattern reached its limit.
  @inline(__always)
  public func match(at token: Int, in reading: Reading, _ scratch: MatchScratch) throws(MatchError) -> Int? {
    var mask = mask(of: token, in: reading)
    while mask != 0 {
      let index = mask.trailingZeroBitCount
      mask &= mask - 1
      if try scratch.match(
        patterns[index].pattern, in: reading.view, from: Int(reading.tokenStarts[token]), to: reading.view.count)
      {
        return index
      }
    }
    return nil
  }

  /// The tokens at which a pattern may start.
  /// - Parameter numbers: the tokens of digits, where they are known already.
  public func starts(in reading: Reading, _ phrases: PhraseHits, numbers: TokenSet? = nil) -> TokenSet {
    let known = numberMask == 0 ? nil : numbers
    var starts = known ?? TokenSet(of: reading)
    if numberMask != 0, known == nil { starts.insert(.number, of: reading) }
    if wordMask != 0 { starts.insert(.word, of: reading) }
    phrases[startWords].withUnsafeBufferPointer { hits in
      for hit in hits { starts.insert(Int(hit.start)) }
    }
    return starts
  }

  @inline(__always)
  private func mask(of token: Int, in reading: Reading) -> UInt64 {
    let word = Int(reading.words[token])
    let flags = reading.flags[token]
    var mask = word < table.count ? table[word] : 0
    if flags.contains(.number) { mask |= numberMask }
    if flags.contains(.word) { mask |= wordMask }
    return mask
  }

  private static func compiled(_ row: LexiconRow, _ source: String) throws(LexiconError) -> NamedPattern {
    do {
      let pattern = try Pattern(source)
      return NamedPattern(name: row[1], values: Array(row.fields.dropFirst(4)), row: row, pattern: pattern)
    } catch {
      throw row.error("pattern \(row[1]): \(error)")
    }
  }

  private static func expanded(_ text: String, _ definitions: [(name: String, text: String)]) -> String {
    replacing(text, definitions) { "(?:\($0))" }
  }

  private static func starts(_ text: String, _ definitions: [(name: String, text: String)]) -> [String] {
    replacing(text, definitions) { $0.split(separator: "|").joined(separator: " ") }.split(separator: " ").map(
      String.init)
  }

  /// `text` with `form` of what a definition says in place of each `{{NAME}}`; a name without a definition stays.
  private static func replacing(
    _ text: String, _ definitions: [(name: String, text: String)], with form: (String) -> String
  ) -> String {
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at] == open, at + 1 < bytes.count, bytes[at + 1] == open,
        let end = bytes[at...].firstIndex(of: close),
        let definition = definitions.first(where: { $0.name.utf8.elementsEqual(bytes[at + 2..<end]) })
      {
        out += Array(form(definition.text).utf8)
        at = end + 2
      } else {
        out.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

/// What the patterns of a file can start with, a bit each pattern.
private struct PatternStarts {
  var numbers: UInt64 = 0
  var words: UInt64 = 0
  var masks: [WordID: UInt64] = [:]

  mutating func add(
    _ starts: [String], of index: Int, _ row: LexiconRow, _ builder: inout LexiconBuilder
  ) throws(LexiconError) {
    guard index < 64 else { throw row.error("more than 64 patterns in one file") }
    guard !starts.isEmpty else { throw row.error("no start words") }
    for start in starts {
      switch start {
      case "<number>": numbers |= 1 << UInt64(index)
      case "<word>": words |= 1 << UInt64(index)
      default: masks[builder.word(start), default: 0] |= 1 << UInt64(index)
      }
    }
  }
}
