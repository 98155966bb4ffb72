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

  /// The sentences about the patient that name a problem or lead to one, ascending. Headings and the parts of a letter
  /// that are not about its patient are passed over, and guideline text but for a rationale's that names a known problem:
  /// what guidelines say of is not "the" disorder.
  public func sentences(in document: AnalyzedDocument) -> [Int] {
    (0..<document.reading.sentenceCount).filter { sentence in
      Self.isClinical(sentence, document)
        && (document.statements[sentence] == .guideline
          ? holdsHead(sentence, document) { isDefinite(Int($0.start), document.reading, reach: Self.longestQualifier) }
          : Self.leadsOn(document.reading.tokens(ofSentence: sentence), document.reading)
            || holdsHead(sentence, document) { _ in true })
    }
  }

  private static func leadsOn(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
    reading.isMark(tokens.upperBound - 1, ":")
  }

  /// Words that may stand between a determiner and the head.
  private static let longestQualifier = 3

  /// Whether a definite determiner stands before a token, with at most `reach` words between them.
  private func isDefinite(_ token: Int, _ reading: Reading, reach: Int) -> Bool {
    var at = token - 1
    while at >= max(0, token - 1 - reach), reading.flags[at].contains(.word) {
      if lexicon.definiteWords.contains(reading.words[at]) { return true }
      at -= 1
    }
    return false
  }

  private func holdsHead(_ sentence: Int, _ document: AnalyzedDocument, where counts: (PhraseHit) -> Bool) -> Bool {
    document.phrases.has(lexicon.names, inSentence: sentence)
      && document.phrases.hits(lexicon.names, within: document.reading.tokens(ofSentence: sentence)).contains {
        lexicon.nameEntries[Int($0.row)].roles.contains(.head) && counts($0)
      }
  }

  /// The findings of sentences, in text order.
  /// - Parameter sentences: of `sentences(in:)`; the document's phrases around problems have to be known there.
  public func findings(in sentences: [Int], of document: AnalyzedDocument) -> [DiagnosisFinding] {
    var findings: [DiagnosisFinding] = []
    var reader = DiagnosisUnitReader(lexicon, document)
    var units: [DiagnosisUnit] = []
    var heading = DiagnosisHeading()
    var before = -1
    for sentence in sentences {
      if before + 1 < sentence { heading = DiagnosisHeading() }
      before = sentence
      let tokens = document.reading.tokens(ofSentence: sentence)
      reader.read(tokens, into: &units)
      let phrases = DiagnosisGrammar(lexicon: lexicon, units: units).phrases()
      let composer = DiagnosisComposer(
        lexicon: lexicon, reading: document.reading, units: units, heading: heading, occupied: phrases.map(\.units))
      let isGuideline = document.statements[sentence] == .guideline
      for var finding in phrases.flatMap(composer.findings) {
        finding.isDefinite = isDefinite(finding.tokens.lowerBound, document.reading, reach: 0)
        if finding.isDefinite || !isGuideline { findings.append(finding) }
      }
      heading = Self.leadsOn(tokens, document.reading) ? composer.headingForNext : DiagnosisHeading()
    }
    return findings
  }

  private static func isClinical(_ sentence: Int, _ document: AnalyzedDocument) -> Bool {
    switch document.sentenceSections[sentence] {
    case .rationale: return true
    case nil, .caseSummary: return document.statements[sentence] == .patient
    case .header, .reviewer, .records, .decisions, .guidelines: return false
    }
  }
}
