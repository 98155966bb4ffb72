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
  /// - Parameter year: the fiscal year in which ICD-10-CM codes have to be billable; nil for the newest table held.
  public func mentions(in document: AnalyzedDocument, year: FiscalYear? = nil) -> [Mention<Diagnosis>] {
    let scratch = scratches.take() ?? CodingScratch(coder)
    defer { scratches.give(scratch) }
    return mentions(in: document, year ?? coder.tables.newest.fiscalYear, &scratch.value)
  }

  private func mentions(
    in document: AnalyzedDocument, _ year: FiscalYear, _ scratch: inout DiagnosisCoder.Scratch
  ) -> [Mention<Diagnosis>] {
    var antecedents = DiagnosisAntecedents()
    var mentions: [Mention<Diagnosis>] = []
    for finding in finder.findings(in: document) {
      let context = detector.context(of: finding.tokens, in: document.reading, document.phrases)
      guard !context.isGeneral else { continue }
      let place = antecedents.context(of: finding)
      antecedents.remember(finding)
      let coded = code(finding, place, year, &scratch)
      mentions.append(
        Mention(
          span: document.reading.span(ofTokens: finding.tokens), tokens: finding.tokens,
          value: diagnosis(finding, coded, context.assertion, year), confidence: coded?.coverage ?? 0.5,
          rule: finding.rule, evidence: detector.evidence(for: context, in: document.reading)))
    }
    return mentions
  }

  /// The codes of a finding; words around it support them where they can.
  private func code(
    _ finding: DiagnosisFinding, _ place: String, _ year: FiscalYear, _ scratch: inout DiagnosisCoder.Scratch
  ) -> CodedConcept? {
    let phrase = Self.phrase(of: finding)
    let context = finding.lead.isEmpty ? place : place + " " + finding.lead
    return coder.code(phrase, context: context, in: year, scratch: &scratch).first
      ?? coder.code(phrase, in: year, scratch: &scratch).first
  }

  /// The finding's words and the codes printed beside them, which the coder checks against the words.
  private static func phrase(of finding: DiagnosisFinding) -> String {
    finding.printedCodes.reduce(finding.phrase) { "\($0) (\($1))" }
  }

  private func diagnosis(
    _ finding: DiagnosisFinding, _ coded: CodedConcept?, _ assertion: Assertion, _ year: FiscalYear
  ) -> Diagnosis {
    let tables = coder.tables
    let icd10 = (coded?.icd10 ?? []).map { row in
      DiagnosisCode(
        code: tables.icd10cm.code(of: row), display: tables.icd10cm.title(of: row),
        billable: tables.icd10cm.isBillable(row, in: year))
    }
    let icd9 = (coded?.icd9 ?? []).map { row in
      DiagnosisCode(
        code: tables.icd9cm.code(of: row), display: tables.icd9cm.title(of: row),
        billable: tables.icd9cm.isBillable(row, in: year))
    }
    return Diagnosis(
      concept: icd10.first?.display ?? icd9.first?.display ?? finding.phrase, icd10: icd10, icd9: icd9,
      assertion: assertion, laterality: finding.laterality, bodySites: finding.bodySites, levels: finding.levels)
  }
}

/// The coder's buffers, which one letter at a time works with.
private final class CodingScratch: @unchecked Sendable {
  var value: DiagnosisCoder.Scratch

  init(_ coder: DiagnosisCoder) { value = coder.makeScratch() }
}

/// Buffers that no letter is working with.
private final class ScratchPool: Sendable {
  private let idle = Mutex<[CodingScratch]>([])

  func take() -> CodingScratch? { idle.withLock { $0.popLast() } }
  func give(_ scratch: CodingScratch) { idle.withLock { $0.append(scratch) } }
}
