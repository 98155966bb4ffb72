import ClinicalText
import DiagnosisCoding
import Extraction
import Lexicon
import PCRE2

/// From the text of a Final Determination letter to its coded fields. Made once, shared between threads.
public struct LetterExtractor: Sendable {
  private let lexicon: Lexicon
  private let facts: CaseFacts
  private let analyzer: LetterAnalyzer
  private let services: DisputedServiceExtractor
  private let diagnoses: DiagnosisExtractor

  /// - Throws: `LexiconError` with file, line and reason for a lexicon that cannot be used.
  public init(lexicons: LexiconSource = .builtIn()) throws(LexiconError) {
    var builder = try LexiconBuilder(lexicons)
    facts = try CaseFacts(&builder)
    let serviceLexicon = try ServiceLexicon(in: &builder)
    analyzer = try LetterAnalyzer(serviceLexicon, in: &builder)
    services = DisputedServiceExtractor(serviceLexicon)
    let detector = try ContextDetector(&builder)
    let coder = try DiagnosisCoder(lexicons)
    diagnoses = try DiagnosisExtractor(in: &builder, detector: detector, coder: coder)
    lexicon = builder.build()
  }

  /// Extracts all fields.
  /// - Parameter scratch: the calling thread's own.
  /// - Throws: `MatchError` where a pattern reached its limit on this text.
  public func letter(from text: SourceText, scratch: MatchScratch) throws(MatchError) -> Letter {
    let reading = Reading(text, rules: lexicon.rules)
    let (document, items) = try analyzer.analyze(reading, lexicon.phrases(in: reading), scratch)
    var letter = Letter(document)
    letter.services = items.map { services.service($0, in: document) }
    letter.diagnoses = diagnoses.mentions(in: document)
    let headerDates = try facts.add(to: &letter, from: document, scratch)
    letter.record = RecordBuilder(letter, headerDates: headerDates).build()
    letter.warnings = LetterWarnings.warnings(of: letter, headerDates: headerDates)
    return letter
  }
}
