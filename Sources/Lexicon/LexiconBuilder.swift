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
  private var tokenizer = TermTokenizer()
  /// The words of the phrase that is being added.
  private var words: [WordID] = []
  private var lineOpeners = WordPhrases()
  private var repair: TextRepair?
  private var lineClosers = WordPhrases()

  /// - Throws: `LexiconError` for an unusable file of `layout/`.
  public init(_ source: LexiconSource) throws(LexiconError) {
    self.source = source
    furniture = PageFurniture(templates: try source.rows(of: "layout/page-furniture.tsv", columns: 1).map { $0[0] })
    for row in try source.rows(of: "layout/abbreviations.tsv", columns: 2) {
      let id = vocabulary.insert(row[0].utf8)
      if row[1] == "number" { abbreviationsBeforeNumbers.insert(id) } else { abbreviations.insert(id) }
    }
    for row in try source.rows(of: "layout/line-breaks.tsv", columns: 2) {
      row.withUTF8(0) { tokenizer.read($0) }
      let phrase = tokenizer.hashes.map { vocabulary.insert(hash: $0) }
      if row[1] == "opens" { lineOpeners.append(phrase) } else { lineClosers.append(phrase) }
    }
  }

  /// How the last word of a lexicon's terms varies in text.
  public enum Inflection: Sendable {
    case none
    /// A noun, also in the plural ("fracture", "fractures"; "injury", "injuries"; "bursitis" as it is).
    case plural
  }

  /// Makes a layer out of the rows of a lexicon; its hits name the row by its index. The first field of a row is its
  /// phrase, or several parted by `|`.
  /// - Throws: `LexiconError` for a row without words, or when there are too many layers.
  public mutating func addLayer(
    _ name: String, rows: [LexiconRow], group: PhraseGroup = .wholeText, inflection: Inflection = .none
  ) throws(LexiconError) -> LayerID {
    let layer = try newLayer(name, group)
    for (index, row) in rows.enumerated() {
      guard row.withUTF8(0, { addAll($0, index, layer, inflection) }) else { throw row.error("a term without words") }
    }
    return layer
  }

  /// Makes a layer out of single words; its hits name the word by its index.
  /// - Throws: `LexiconError` when there are too many layers.
  public mutating func addLayer(_ name: String, words: [WordID]) throws(LexiconError) -> LayerID {
    let layer = try newLayer(name, .wholeText)
    for (index, word) in words.enumerated() { tries[layer.group.rawValue].insert([word], layer: layer, row: index) }
    return layer
  }

  private mutating func newLayer(_ name: String, _ group: PhraseGroup) throws(LexiconError) -> LayerID {
    guard tries[group.rawValue].layerCount < Lexicon.layerLimit else {
      throw LexiconError(file: name, line: nil, reason: "too many lexicon layers")
    }
    return LayerID(group: group, index: tries[group.rawValue].addLayer())
  }

  /// The id of one folded word, made known if it was not.
  public mutating func word(_ folded: some StringProtocol) -> WordID { vocabulary.insert(folded.utf8) }

  /// The ids of the words of a file that has one a line.
  /// - Throws: `LexiconError` for a file that cannot be read.
  public mutating func words(of path: String) throws(LexiconError) -> [WordID] {
    var words: [WordID] = []
    for row in try source.rows(of: path, columns: 1) { words.append(word(row[0])) }
    return words
  }

  /// Lets texts be read through the errors of optical character recognition, by the words that are known so far.
  /// - Throws: `LexiconError` for an unusable line of an overlay.
  public mutating func addRepair() throws(LexiconError) { repair = try RepairLexicon.repair(source, vocabulary) }

  public consuming func build() -> Lexicon {
    let hyphen = vocabulary.insert("-".utf8)
    let rules = ReadingRules(
      vocabulary: vocabulary, abbreviations: abbreviations, abbreviationsBeforeNumbers: abbreviationsBeforeNumbers,
      furniture: furniture, lineOpeners: lineOpeners, lineClosers: lineClosers, repair: repair)
    return Lexicon(
      rules: rules, hyphen: hyphen, tries: tries.map { $0.build(wordCount: vocabulary.wordCount) })
  }

  /// Adds the phrases of a row, parted by `|`.
  /// - Returns: whether each has a word.
  private mutating func addAll(
    _ phrases: UnsafeBufferPointer<UInt8>, _ row: Int, _ layer: LayerID, _ inflection: Inflection
  ) -> Bool {
    var start = 0
    while true {
      var end = start
      while end < phrases.count, phrases[end] != UInt8(ascii: "|") { end += 1 }
      guard add(UnsafeBufferPointer(rebasing: phrases[start..<end]), row, layer, inflection) else { return false }
      if end == phrases.count { return true }
      start = end + 1
    }
  }

  /// Adds a phrase of a row.
  /// - Returns: whether it has a word.
  private mutating func add(
    _ phrase: UnsafeBufferPointer<UInt8>, _ row: Int, _ layer: LayerID, _ inflection: Inflection
  ) -> Bool {
    tokenizer.read(phrase)
    guard !tokenizer.hashes.isEmpty else { return false }
    words.removeAll(keepingCapacity: true)
    for hash in tokenizer.hashes { words.append(vocabulary.insert(hash: hash)) }
    tries[layer.group.rawValue].insert(words, layer: layer, row: row)
    if inflection == .plural, let plural = EnglishPlural.hash(of: tokenizer.lastWord) {
      words[words.count - 1] = vocabulary.insert(hash: plural)
      tries[layer.group.rawValue].insert(words, layer: layer, row: row)
    }
    return true
  }
}

/// The regular plurals of English nouns.
enum EnglishPlural {
  /// The hash of the regular plural of a noun in lower case, nil for a word that has none ("bursitis", "l5").
  static func hash(of word: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard let (kept, ending) = parts(of: word) else { return nil }
    var hash = WordHash()
    for byte in word.prefix(kept) { hash.add(byte) }
    for byte in UnsafeBufferPointer(start: ending.utf8Start, count: ending.utf8CodeUnitCount) { hash.add(byte) }
    return hash.value
  }

  /// How many bytes of the noun its plural keeps, and what follows them.
  private static func parts(of word: UnsafeBufferPointer<UInt8>) -> (kept: Int, ending: StaticString)? {
    guard word.count > 2, word.allSatisfy({ (0x61...0x7A).contains($0) }) else { return nil }
    if ends(word, "sis") { return (word.count - 2, "es") }
    if ends(word, "itis") || ends(word, "us") || ends(word, "ness") { return nil }
    if ends(word, "s") || ends(word, "x") || ends(word, "ch") || ends(word, "sh") { return (word.count, "es") }
    if ends(word, "y"), !isVowel(word[word.count - 2]) { return (word.count - 1, "ies") }
    return (word.count, "s")
  }

  private static func ends(_ word: UnsafeBufferPointer<UInt8>, _ suffix: StaticString) -> Bool {
    let count = suffix.utf8CodeUnitCount
    guard word.count >= count else { return false }
    for index in 0..<count where word[word.count - count + index] != suffix.utf8Start[index] { return false }
    return true
  }

  private static func isVowel(_ letter: UInt8) -> Bool {
    switch letter {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
    default: false
    }
  }
}
