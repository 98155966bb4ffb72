import ClinicalText
import Extraction
import Lexicon
import PCRE2

/// Finds the frame of a letter that all extractors work in: sections, disputed items, and whom each sentence is about.
struct LetterAnalyzer: Sendable {
  private let headings: SectionHeadings
  private let items: DisputedItemFinder
  private let statements: StatementClassifier

  /// - Throws: `LexiconError` for an unusable lexicon.
  init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    headings = try SectionHeadings(in: &builder)
    items = try DisputedItemFinder(services, in: &builder)
    statements = try StatementClassifier(in: &builder)
  }

  /// - Throws: `MatchError` where a pattern reached its limit.
  func analyze(
    _ reading: Reading, _ phrases: PhraseHits, _ scratch: MatchScratch
  ) throws(MatchError) -> (document: AnalyzedDocument, items: [DisputedItem]) {
    let headings = headings.headings(in: reading, phrases)
    let items = try items.items(in: reading, phrases, headings, scratch)
    let sections = Sectionizer.sections(in: reading, headings, items)
    let numbers = TokenSet(numbersOf: reading)
    let statements = statements.statements(in: reading, phrases, sections, numbers)
    let document = AnalyzedDocument(
      reading: reading, phrases: phrases, sections: sections, statements: statements, numbers: numbers)
    return (document, items)
  }
}
