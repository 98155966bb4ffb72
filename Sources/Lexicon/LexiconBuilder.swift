import ClinicalText
import PCRE2

/// Collects the lexicons and patterns of all extractors into one vocabulary and one phrase automaton.
///
/// Each extractor registers its files in its initialiser and keeps the layer ids and pattern sets that it gets; then
/// `build()` gives the `Lexicon` that all of them share.
public struct LexiconBuilder {
  public let source: LexiconSource
  private var vocabulary = Vocabulary()
  private var trie = PhraseTrie()
  private var layerNames: [String] = []
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
      let phrase = wordIDs(of: Substring(row[0]))
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
    _ name: String, rows: [LexiconRow], inflection: Inflection = .none, term: (LexiconRow) -> String = { $0[0] }
  ) throws(LexiconError) -> LayerID {
    guard layerNames.count < Int(UInt8.max) else {
      throw LexiconError(file: name, line: nil, reason: "too many lexicon layers")
    }
    let layer = LayerID(index: layerNames.count)
    layerNames.append(name)
    for (index, row) in rows.enumerated() {
      for phrase in term(row).split(separator: "|") {
        let words = wordIDs(of: phrase)
        guard let last = words.last else { throw row.error("a term without words") }
        trie.insert(words, layer: layer, row: index)
        if inflection == .plural, let plural = plural(of: phrase), plural != last {
          trie.insert(words.dropLast() + [plural], layer: layer, row: index)
        }
      }
    }
    return layer
  }

  /// The id of one folded word, made known if it was not.
  public mutating func word(_ folded: some StringProtocol) -> WordID { vocabulary.insert(folded.utf8) }

  public consuming func build() -> Lexicon {
    trie.freeze(wordCount: vocabulary.wordCount)
    var rules = ReadingRules(
      vocabulary: vocabulary, abbreviations: abbreviations, abbreviationsBeforeNumbers: abbreviationsBeforeNumbers,
      furniture: furniture)
    rules.lineOpeners = lineOpeners
    rules.lineClosers = lineClosers
    return Lexicon(rules: rules, trie: trie, layerCount: layerNames.count)
  }

  private mutating func wordIDs(of phrase: Substring) -> [WordID] {
    var ids: [WordID] = []
    tokenizer.forEachWord(of: phrase) { ids.append(vocabulary.insert($0)) }
    return ids
  }

  private mutating func plural(of phrase: Substring) -> WordID? {
    guard let last = phrase.split(whereSeparator: { $0 == " " || $0 == "-" || $0 == "/" }).last,
      let plural = EnglishPlural.plural(of: String(last).lowercased())
    else { return nil }
    return vocabulary.insert(plural.utf8)
  }
}

/// The regular plurals of English nouns.
enum EnglishPlural {
  /// The regular plural of an English noun, nil for a word that has none ("bursitis", "l5").
  static func plural(of word: String) -> String? {
    guard word.utf8.count > 2, word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
    if word.hasSuffix("sis") { return word.dropLast(2) + "es" }
    if word.hasSuffix("itis") || word.hasSuffix("us") || word.hasSuffix("ss") && word.hasSuffix("ness") { return nil }
    if word.hasSuffix("s") || word.hasSuffix("x") || word.hasSuffix("ch") || word.hasSuffix("sh") { return word + "es" }
    if word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) {
      return word.dropLast() + "ies"
    }
    return word + "s"
  }
}
