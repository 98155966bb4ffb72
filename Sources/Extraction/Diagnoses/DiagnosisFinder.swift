import ClinicalText
import Lexicon

/// Finds the diagnoses, injuries, syndromes and pains of named body parts that a document states of its patient.
public struct DiagnosisFinder: Sendable {
  private let lexicon: DiagnosisLexicon

  /// Registers `Lexicons/diagnoses` with the builder.
  /// - Throws: `LexiconError` with file, line and reason for a lexicon that cannot be used.
  public init(in builder: inout LexiconBuilder) throws(LexiconError) {
    lexicon = try DiagnosisLexicon(in: &builder)
  }

  /// The findings of all sentences about the patient, in text order. Guideline text, headings and the parts of a letter
  /// that are not about its patient are passed over.
  public func findings(in document: AnalyzedDocument) -> [DiagnosisFinding] {
    var findings: [DiagnosisFinding] = []
    var reader = DiagnosisUnitReader(lexicon, document)
    var units: [DiagnosisUnit] = []
    var heading = DiagnosisHeading()
    for sentence in 0..<document.reading.sentenceCount where Self.isClinical(sentence, document) {
      let tokens = document.reading.tokens(ofSentence: sentence)
      let leadsOn = document.reading.isMark(tokens.upperBound - 1, ":")
      guard leadsOn || reader.holdsHead(tokens) else {
        heading = DiagnosisHeading()
        continue
      }
      reader.read(tokens, into: &units)
      let phrases = DiagnosisGrammar(lexicon: lexicon, units: units).phrases()
      let composer = DiagnosisComposer(
        lexicon: lexicon, reading: document.reading, units: units, heading: heading, occupied: phrases.map(\.units))
      for phrase in phrases { findings += composer.findings(of: phrase) }
      heading = leadsOn ? composer.headingForNext : DiagnosisHeading()
    }
    return findings
  }

  private static func isClinical(_ sentence: Int, _ document: AnalyzedDocument) -> Bool {
    guard document.statements[sentence] == .patient else { return false }
    switch document.sentenceSections[sentence] {
    case nil, .caseSummary, .rationale: return true
    case .header, .reviewer, .records, .decisions, .guidelines: return false
    }
  }
}
