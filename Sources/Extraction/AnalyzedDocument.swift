import ClinicalText
import Lexicon

/// What every extractor works on: a reading, the lexicon phrases in it, and what each sentence is about.
public struct AnalyzedDocument: Sendable {
  public let reading: Reading
  public var phrases: PhraseHits
  public let sections: [Section]
  /// The section of each sentence; nil outside of any.
  public let sentenceSections: [SectionKind?]
  /// Whom each sentence speaks about.
  public let statements: [StatementKind]
  /// The tokens of digits.
  let numbers: TokenSet

  /// - Parameter numbers: the tokens of digits, where they are known already.
  public init(
    reading: Reading, phrases: PhraseHits, sections: [Section], statements: [StatementKind], numbers: TokenSet? = nil
  ) {
    self.reading = reading
    self.phrases = phrases
    self.sections = sections
    self.statements = statements
    var kinds: [SectionKind?] = []
    kinds.append(contentsOf: repeatElement(nil, count: reading.sentenceCount))
    for section in sections {
      for sentence in section.sentences { kinds[sentence] = section.kind }
    }
    sentenceSections = kinds
    self.numbers = numbers ?? TokenSet(numbersOf: reading)
  }

  /// The section that token `index` stands in.
  public func section(ofToken index: Int) -> SectionKind? { sentenceSections[reading.sentence(ofToken: index)] }
}
