import ClinicalText
import CodeSystems
import DiagnosisCoding
import Lexicon
import Synchronization

/// The diagnoses of a document with their codes and assertions.
public struct DiagnosisExtractor: Sendable {
  private let finder: DiagnosisFinder
  private let detector: ContextDetector
  private let coder: DiagnosisCoder
  private let scratches = ScratchPool()

  /// - Parameter detector: registered with the same builder.
  /// - Throws: `LexiconError` with file, line and reason for a lexicon that cannot be used.
  public init(
    in builder: inout LexiconBuilder, detector: ContextDetector, coder: DiagnosisCoder
  ) throws(LexiconError) {
    finder = try DiagnosisFinder(in: &builder)
    self.detector = detector
    self.coder = coder
  }

  /// The sentences in which the phrases around problems have to be known, ascending.
  public func sentences(in document: AnalyzedDocument) -> [Int] { finder.sentences(in: document) }

  /// The diagnoses stated of the patient or the family, in text order; problems of one coordination share their span.
  /// - Parameters:
  ///   - sentences: of `sentences(in:)`; the document's phrases around problems have to be known there.
  ///   - year: the fiscal year in which ICD-10-CM codes have to be billable; nil for the newest table held.
  public func mentions(
    in sentences: [Int], of document: AnalyzedDocument, year: FiscalYear? = nil
  ) -> [Mention<Diagnosis>] {
    let scratch = scratches.take() ?? CodingScratchBox(coder)
    defer { scratches.give(scratch) }
    return mentions(in: sentences, document, year ?? coder.tables.newest.fiscalYear, &scratch.value)
  }

  private func mentions(
    in sentences: [Int], _ document: AnalyzedDocument, _ year: FiscalYear, _ scratch: inout CodingScratch
  ) -> [Mention<Diagnosis>] {
    var antecedents = DiagnosisAntecedents()
    var mentions: [Mention<Diagnosis>] = []
    for finding in finder.findings(in: sentences, of: document) {
      let context = detector.context(of: finding.tokens, in: document.reading, document.phrases)
      guard !context.isGeneral || finding.isDefinite else { continue }
      let place = antecedents.context(of: finding)
      antecedents.remember(finding)
      let coded = codes(of: finding, place, year, &scratch)
      mentions.append(
        Mention(
          span: document.reading.span(ofTokens: finding.tokens), tokens: finding.tokens,
          value: Diagnosis(
            concept: coded.icd10.first?.display ?? coded.icd9.first?.display ?? finding.phrase, icd10: coded.icd10,
            icd9: coded.icd9, assertion: context.assertion, laterality: finding.laterality,
            bodySites: finding.bodySites, levels: finding.levels),
          confidence: coded.coverage, rule: finding.rule,
          evidence: detector.evidence(for: context, in: document.reading)))
    }
    return mentions
  }

  /// The codes of a finding, from its words and the codes printed beside them, which the coder checks against the words;
  /// words around it support them where they can. Where its words have no code, those of its head count.
  private func codes(
    of finding: DiagnosisFinding, _ place: String, _ year: FiscalYear, _ scratch: inout CodingScratch
  ) -> CodedFinding {
    let phrase =
      finding.printedCodes.isEmpty ? finding.phrase : finding.printedCodes.reduce(finding.phrase) { "\($0) (\($1))" }
    let context = finding.lead.isEmpty ? place : place + " " + finding.lead
    let coded = codes(of: phrase, context, year, &scratch)
    return coded.icd10.isEmpty && coded.icd9.isEmpty ? codes(of: finding.rule.name, phrase, year, &scratch) : coded
  }

  private func codes(
    of phrase: String, _ context: String, _ year: FiscalYear, _ scratch: inout CodingScratch
  ) -> CodedFinding {
    var phrase = phrase
    var context = context
    return phrase.withUTF8 { phrase in
      context.withUTF8 { context in
        let key = PhraseMemo<CodedFinding>.key(phrase, context, in: year)
        if let known = scratch.memo.value(key, phrase, context) { return known }
        let concept =
          coder.code(phrase, context: context, in: year, scratch: &scratch.coder).first
          ?? coder.code(phrase, in: year, scratch: &scratch.coder).first
        let coded = codes(of: concept, year)
        scratch.memo.remember(coded, key, phrase, context)
        return coded
      }
    }
  }

  private func codes(of concept: CodedConcept?, _ year: FiscalYear) -> CodedFinding {
    guard let concept else { return CodedFinding(icd10: [], icd9: [], coverage: 0.5) }
    return CodedFinding(
      icd10: concept.icd10.map { code($0, coder.tables.icd10cm, year) },
      icd9: concept.icd9.map { code($0, coder.tables.icd9cm, year) }, coverage: concept.coverage)
  }

  private func code(_ row: Int, _ table: CodeTable, _ year: FiscalYear) -> DiagnosisCode {
    DiagnosisCode(code: table.code(of: row), display: table.title(of: row), billable: table.isBillable(row, in: year))
  }
}

/// What a finding was coded to.
private struct CodedFinding {
  var icd10: [DiagnosisCode]
  var icd9: [DiagnosisCode]
  /// The part of the words that the code accounts for, 0...1.
  var coverage: Double
}

/// The coder's buffers and what phrases were coded to, which one letter at a time works with.
private struct CodingScratch {
  var coder: DiagnosisCoder.Scratch
  var memo = PhraseMemo<CodedFinding>()
}

private final class CodingScratchBox: @unchecked Sendable {
  // Unchecked, since the pool hands it to one letter at a time.
  var value: CodingScratch

  init(_ coder: DiagnosisCoder) { value = CodingScratch(coder: coder.makeScratch()) }
}

/// Buffers that no letter is working with.
private final class ScratchPool: Sendable {
  private let idle = Mutex<[CodingScratchBox]>([])

  func take() -> CodingScratchBox? { idle.withLock { $0.popLast() } }
  func give(_ scratch: CodingScratchBox) { idle.withLock { $0.append(scratch) } }
}
