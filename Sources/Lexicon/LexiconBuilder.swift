import ClinicalText
import PCRE2

/// Collects the lexicons and patterns of all extractors into one vocabulary and one phrase automaton.
///
/// Each extractor registers its files in its initialiser and keeps the layer ids and pattern sets that it gets; then
/// `build()` gives the `Lexicon` that all of them share.
public struct LexiconBuilder {
  public let source: LexiconSource
  private var vocabulary = Vocabulary()
  /// By group.
  private var tries = PhraseGroup.allCases.map { _ in PhraseTrieBuilder() }
  private var abbreviations: Set<WordID> = []
  private var abbreviationsBeforeNumbers: Set<WordID> = []

  private let furniture: PageFurniture
  private let tokenizer = TermTokenizer()
  private var lineOpeners: [[WordID]] = []
  private var lineClosers: [[WordID]] = []

  /// - Throws: `LexiconError` for an unusable file of `layout/`.
  public init(_ source: LexiconSource) throws(LexiconError) {
    self.source = source
    furniture = PageFurniture(templates: try source.rows(of: "layout/page-furniture.tsv", columns: 1).map { $0[0] })
    for row in try source.rows(of: "layout/abbreviations.tsv", columns: 2) {
      let id = vocabulary.insert(row[0].utf8)
      if row[1] == "number" { abbreviationsBeforeNumbers.insert(id) } else { abbreviations.insert(id) }
    }
    for row in try source.rows(of: "layout/line-breaks.tsv", columns: 2) {
      let phrase = tokenizer.words(of: row[0]).hashes.map { vocabulary.insert(hash: $0) }
      if row[1] == "opens" { lineOpeners.append(phrase) } else { lineClosers.append(phrase) }
    }
  }

  /// How the last word of a lexicon's terms varies in text.
  public enum Inflection: Sendable {
    case none
    /// A noun, also in the plural ("fracture", "fractures"; "injury", "injuries"; "bursitis" as it is).
    case plural
  }

  /// Makes a layer out of the rows of a lexicon; its hits name the row by its index.
  /// - Parameter term: the phrase of a row, or several parted by `|`.
  /// - Throws: `LexiconError` for a row without words, or when there are too many layers.
  public mutating func addLayer(
    _ name: String, rows: [LexiconRow], group: PhraseGroup = .wholeText, inflection: Inflection = .none,
    term: (LexiconRow) -> String = { $0[0] }
  ) throws(LexiconError) -> LayerID {
    guard tries[group.rawValue].layerCount < Lexicon.layerLimit else {
      throw LexiconError(file: name, line: nil, reason: "too many lexicon layers")
    }
    let layer = LayerID(group: group, index: tries[group.rawValue].addLayer())
    for (index, row) in rows.enumerated() {
      for phrase in Self.phrases(of: term(row)) { try add(phrase, of: row, index, layer, inflection) }
    }
    return layer
  }

  /// The id of one folded word, made known if it was not.
  public mutating func word(_ folded: some StringProtocol) -> WordID { vocabulary.insert(folded.utf8) }

  public consuming func build() -> Lexicon {
    let hyphen = vocabulary.insert("-".utf8)
    var rules = ReadingRules(
      vocabulary: vocabulary, abbreviations: abbreviations, abbreviationsBeforeNumbers: abbreviationsBeforeNumbers,
      furniture: furniture)
    rules.lineOpeners = lineOpeners
    rules.lineClosers = lineClosers
    return Lexicon(
      rules: rules, hyphen: hyphen, tries: tries.map { $0.build(wordCount: vocabulary.wordCount) })
  }

  private mutating func add(
    _ phrase: String, of row: LexiconRow, _ index: Int, _ layer: LayerID, _ inflection: Inflection
  ) throws(LexiconError) {
    let (hashes, last) = tokenizer.words(of: phrase)
    guard !hashes.isEmpty else { throw row.error("a term without words") }
    var words = hashes.map { vocabulary.insert(hash: $0) }
    tries[layer.group.rawValue].insert(words, layer: layer, row: index)
    guard inflection == .plural, let plural = EnglishPlural.plural(of: last) else { return }
    words[words.count - 1] = vocabulary.insert(plural)
    tries[layer.group.rawValue].insert(words, layer: layer, row: index)
  }

  private static func phrases(of term: String) -> [String] {
    let bar = UInt8(ascii: "|")
    guard term.utf8.contains(bar) else { return [term] }
    return term.utf8.split(separator: bar).map { String(Substring($0)) }
  }
}

/// The regular plurals of English nouns.
enum EnglishPlural {
  /// The regular plural of a noun in lower case, nil for a word that has none ("bursitis", "l5").
  static func plural(of word: [UInt8]) -> [UInt8]? {
    guard word.count > 2, word.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
    let ends = { (suffix: StaticString) in
      word.suffix(suffix.utf8CodeUnitCount).elementsEqual(
        UnsafeBufferPointer(start: suffix.utf8Start, count: suffix.utf8CodeUnitCount))
    }
    if ends("sis") { return word.dropLast(2) + Array("es".utf8) }
    if ends("itis") || ends("us") || ends("ness") { return nil }
    if ends("s") || ends("x") || ends("ch") || ends("sh") { return word + Array("es".utf8) }
    if ends("y"), !"aeiou".utf8.contains(word[word.count - 2]) { return word.dropLast() + Array("ies".utf8) }
    return word + Array("s".utf8)
  }
}
