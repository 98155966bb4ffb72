import ClinicalText
import Extraction
import Lexicon
import PCRE2

/// From the text of a Final Determination letter to its coded fields. Made once, shared between threads.
public struct LetterExtractor: Sendable {
  private let lexicon: Lexicon
  private let facts: CaseFacts

  /// - Throws: `LexiconError` with file, line and reason for a lexicon that cannot be used.
  public init(lexicons: LexiconSource = .builtIn()) throws(LexiconError) {
    var builder = try LexiconBuilder(lexicons)
    facts = try CaseFacts(&builder)
    lexicon = builder.build()
  }

  /// Extracts all fields.
  /// - Parameter scratch: the calling thread's own.
  /// - Throws: `MatchError` where a pattern reached its limit on this text.
  public func letter(from text: SourceText, scratch: MatchScratch) throws(MatchError) -> Letter {
    let reading = Reading(text, rules: lexicon.rules)
    let document = AnalyzedDocument(
      reading: reading, phrases: lexicon.phrases(in: reading), sections: [],
      statements: Array(repeating: .patient, count: reading.sentenceCount))
    var letter = Letter(document)
    let headerDates = try facts.add(to: &letter, from: document, scratch)
    letter.record = RecordBuilder(letter, headerDates: headerDates).build()
    letter.warnings = LetterWarnings.warnings(of: letter, headerDates: headerDates)
    return letter
  }
}
