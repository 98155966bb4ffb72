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
  private let workshops = WorkshopPool()

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
  ///   - injuryYear: the year of the injury that the document is about, where it is known.
  public func mentions(
    in sentences: [Int], of document: AnalyzedDocument, year: FiscalYear? = nil, injuryYear: Int? = nil
  ) -> [Mention<Diagnosis>] {
    let workshop = workshops.take() ?? DiagnosisWorkshop(coder, finder.lexicon)
    defer { workshops.give(workshop) }
    let years = DiagnosisYears(codes: year ?? coder.tables.newest.fiscalYear, injury: injuryYear)
    return mentions(in: sentences, document, years, &workshop.coder, &workshop.grammar)
  }

  private func mentions(
    in sentences: [Int], _ document: AnalyzedDocument, _ years: DiagnosisYears, _ coder: inout FindingCoder,
    _ grammar: inout DiagnosisGrammar
  ) -> [Mention<Diagnosis>] {
    var found = CodedDiagnoses(finder.lexicon)
    finder.forEachFinding(
      in: sentences, of: document, &grammar, isOne: { coder.isTitle($0, in: years.codes) },
      { finding in
        let words = finder.lexicon.findingWords
        if finding.namesPair(words) {
          for member in finding.members(words) { add(member, of: document, years, to: &found, &coder) }
        } else {
          add(finding, of: document, years, to: &found, &coder)
        }
      })
    return found.mentions
  }

  /// Adds a finding that names one problem, unless it is told in general or the last mention tells it.
  private func add(
    _ finding: DiagnosisFinding, of document: AnalyzedDocument, _ years: DiagnosisYears, to found: inout CodedDiagnoses,
    _ coder: inout FindingCoder
  ) {
    let reading = document.reading
    let context = detector.context(
      of: finding.tokens, inSentence: finding.sentence, in: reading, document.phrases, injuryYear: years.injury)
    guard !context.isGeneral || finding.isDefinite else { return }
    let isRelatives = context.assertion == .family
    let place =
      isRelatives || finding.leavesPlaceOpen(finder.lexicon.findingWords) ? "" : found.antecedents.context(of: finding)
    if !isRelatives { found.antecedents.remember(finding) }
    let coded = coder.codes(of: finding, place, years.codes)
    if let last = found.mentions.indices.last, found.mentions[last].tokens == finding.tokens,
      found.mentions[last].tells(finding, with: coded.icd10)
    {
      return
    }
    found.mentions.append(
      Mention(
        span: reading.span(ofTokens: finding.tokens), tokens: finding.tokens,
        value: Diagnosis(
          concept: coded.concept ?? finding.phrase, icd10: coded.icd10, icd9: coded.icd9,
          assertion: context.assertion, laterality: finding.laterality, bodySites: finding.bodySites,
          levels: finding.levels),
        confidence: coded.coverage, rule: finding.rule, evidence: detector.evidence(for: context, in: reading)))
  }
}

/// The years that a document's diagnoses depend on.
private struct DiagnosisYears {
  /// In which ICD-10-CM codes have to be billable.
  let codes: FiscalYear
  let injury: Int?
}

/// The diagnoses of a document so far.
private struct CodedDiagnoses {
  /// More than most letters have.
  private static let usualCount = 24

  var mentions: [Mention<Diagnosis>] = []
  var antecedents: DiagnosisAntecedents

  init(_ lexicon: DiagnosisLexicon) {
    antecedents = DiagnosisAntecedents(lexicon)
    mentions.reserveCapacity(Self.usualCount)
  }
}

extension Mention<Diagnosis> {
  /// Whether a problem of the same coordination, with the same tokens, has the mention's codes: "CRPS of the ankle/foot" where one code is for
  /// both; "tears" of two structures, and the like structures of "index and middle fingers", are two.
  fileprivate func tells(_ finding: DiagnosisFinding, with codes: [DiagnosisCode]) -> Bool {
    !codes.isEmpty && value.icd10 == codes && value.laterality == finding.laterality
      && !finding.isPlural && value.bodySites.last?.lastWord != finding.bodySites.last?.lastWord
  }
}

/// What the diagnoses of one letter after the other are found with.
private final class DiagnosisWorkshop: @unchecked Sendable {
  // Unchecked, since the pool hands it to one letter at a time.
  var coder: FindingCoder
  var grammar: DiagnosisGrammar

  init(_ coder: DiagnosisCoder, _ lexicon: DiagnosisLexicon) {
    self.coder = FindingCoder(coder)
    grammar = DiagnosisGrammar(lexicon)
  }
}

/// Workshops that no letter uses.
private final class WorkshopPool: Sendable {
  private let idle = Mutex<[DiagnosisWorkshop]>([])

  func take() -> DiagnosisWorkshop? { idle.withLock { $0.popLast() } }
  func give(_ workshop: DiagnosisWorkshop) { idle.withLock { $0.append(workshop) } }
}
