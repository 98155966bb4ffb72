/// Turns a phrase into terms: base forms of its words with synonyms, abbreviations and spinal levels resolved.
///
/// The same rules make the terms of the code tables when they are compiled and those of a phrase when it is coded,
/// so that both meet in the same words.
public struct TermNormalizer: Sendable {
  /// Where the terms are for: some rules hold only for phrases of letters.
  public enum Source: Sendable { case codeTable, phrase }

  public private(set) var vocabulary: Vocabulary
  private var reader: WordReader
  var abbreviations = RewriteRules()
  var phrases = RewriteRules()
  /// What is not denied and ends a denial: "without foreign body of right thumb".
  private var sides: [UInt32] = []

  public init(vocabulary: Vocabulary, rules: CodingRules) {
    self.vocabulary = vocabulary
    reader = WordReader(rules)
    rules.wordClasses.forEachRow { columns, _ in addSide(columns) }
    rules.phrases.forEachRow { columns, _ in addRewrite(columns, to: \.phrases) }
    rules.abbreviations.forEachRow { columns, _ in addRewrite(columns, to: \.abbreviations) }
  }

  /// Reads a phrase of a code table: words that are new are added to the vocabulary.
  public mutating func learn(_ phrase: UnsafeBufferPointer<UInt8>, scratch: inout TermScratch) {
    fold(phrase, into: &scratch.folded)
    learnWords(&scratch)
    rewrite(&scratch, source: .codeTable)
    for index in deniedTerms(of: scratch) {
      let spelling = deniedSpelling(of: scratch.terms[index].id)
      scratch.terms[index].id = spelling.withUnsafeBufferPointer { vocabulary.intern($0) }
    }
  }

  /// Cuts the folded text into words, new ones added to the vocabulary, which is moved and not copied.
  private mutating func learnWords(_ scratch: inout TermScratch) {
    var growing = GrowingWords(vocabulary: vocabulary)
    vocabulary = Vocabulary()
    reader.readWords(&scratch, resolver: &growing)
    vocabulary = growing.vocabulary
  }

  /// Reads a phrase into `scratch.terms`; unknown words have the number 0.
  public func read(_ phrase: UnsafeBufferPointer<UInt8>, scratch: inout TermScratch) {
    fold(phrase, into: &scratch.folded)
    var known = KnownWords(vocabulary: vocabulary)
    reader.readWords(&scratch, resolver: &known)
    rewrite(&scratch, source: .phrase)
    guard scratch.words.contains(where: { $0.link.contains(.without) }) else { return }
    for index in deniedTerms(of: scratch) where scratch.terms[index].id != 0 {
      let spelling = deniedSpelling(of: scratch.terms[index].id)
      scratch.terms[index].id = spelling.withUnsafeBufferPointer { vocabulary.id(of: $0) }
    }
  }

  /// The base form's number of a single word, 0 where it is unknown.
  public func id(ofWord word: UnsafeBufferPointer<UInt8>, scratch: inout TermScratch) -> UInt32 {
    reader.forms.base(of: word, into: &scratch.base)
    return scratch.base.withUnsafeBufferPointer { vocabulary.id(of: $0) }
  }

  private func deniedSpelling(of id: UInt32) -> [UInt8] {
    let spelling = vocabulary.spelling(of: id)
    return spelling.first == UInt8(ascii: "!") ? Array(spelling) : [UInt8(ascii: "!")] + spelling
  }

  /// The terms after "without" or "not", up to the next comma, bracket, "with", "due to", or side.
  private func deniedTerms(of scratch: TermScratch) -> [Int] {
    var denying = false
    var denied: [Int] = []
    for (index, term) in scratch.terms.enumerated() {
      if term.link.contains(.without) {
        denying = true
      } else if !term.link.isDisjoint(with: [.comma, .bracket, .with, .due]) || sides.contains(term.id) {
        denying = false
      }
      if denying { denied.append(index) }
    }
    return denied
  }

  private func rewrite(_ scratch: inout TermScratch, source: Source) {
    if source == .phrase {
      abbreviations.apply(to: scratch.words, source: source, into: &scratch.terms)
      swap(&scratch.words, &scratch.terms)
    }
    phrases.apply(to: scratch.words, source: source, into: &scratch.terms)
  }

  private mutating func addSide(_ columns: [ArraySlice<UInt8>]) {
    guard columns.count >= 2, let name = WordClasses.Class(rawValue: String(decoding: columns[1], as: UTF8.self)),
      name.isSide
    else { return }
    sides += ids(of: columns[0])
  }

  private mutating func addRewrite(
    _ columns: [ArraySlice<UInt8>], to rules: WritableKeyPath<TermNormalizer, RewriteRules>
  ) {
    guard columns.count >= 2 else { return }
    let pattern = ids(of: columns[0])
    let queryOnly = columns.count >= 3 && columns[2].elementsEqual("phrase".utf8)
    let context = columns.count >= 4 ? ids(of: columns[3]) : []
    let replacement = ids(of: columns[1])
    self[keyPath: rules].add(
      RewriteRule(pattern: pattern, replacement: replacement, phraseOnly: queryOnly, context: context))
  }

  private mutating func ids(of text: ArraySlice<UInt8>) -> [UInt32] {
    var scratch = TermScratch()
    text.withUnsafeBufferPointer { fold($0, into: &scratch.folded) }
    learnWords(&scratch)
    return scratch.words.map(\.id)
  }
}
