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

  /// The sentences about the patient that name a problem or lead to one, ascending. Guideline text, headings and the
  /// parts of a letter that are not about its patient are passed over.
  public func sentences(in document: AnalyzedDocument) -> [Int] {
    (0..<document.reading.sentenceCount).filter { sentence in
      Self.isClinical(sentence, document)
        && (Self.leadsOn(document.reading.tokens(ofSentence: sentence), document.reading)
          || holdsHead(sentence, document))
    }
  }

  private static func leadsOn(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
    reading.isMark(tokens.upperBound - 1, ":")
  }

  private func holdsHead(_ sentence: Int, _ document: AnalyzedDocument) -> Bool {
    document.phrases.has(lexicon.names, inSentence: sentence)
      && document.phrases.hits(lexicon.names, within: document.reading.tokens(ofSentence: sentence)).contains {
        lexicon.nameEntries[Int($0.row)].roles.contains(.head)
      }
  }

  /// The findings of `sentences(in:)`, in text order; the document's phrases around problems have to be known there.
  public func findings(in document: AnalyzedDocument) -> [DiagnosisFinding] {
    var findings: [DiagnosisFinding] = []
    var reader = DiagnosisUnitReader(lexicon, document)
    var units: [DiagnosisUnit] = []
    var heading = DiagnosisHeading()
    var before = -1
    for sentence in sentences(in: document) {
      if before + 1 < sentence { heading = DiagnosisHeading() }
      before = sentence
      let tokens = document.reading.tokens(ofSentence: sentence)
      reader.read(tokens, into: &units)
      let phrases = DiagnosisGrammar(lexicon: lexicon, units: units).phrases()
      let composer = DiagnosisComposer(
        lexicon: lexicon, reading: document.reading, units: units, heading: heading, occupied: phrases.map(\.units))
      for phrase in phrases { findings += composer.findings(of: phrase) }
      heading = Self.leadsOn(tokens, document.reading) ? composer.headingForNext : DiagnosisHeading()
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
