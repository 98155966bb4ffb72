import ClinicalText
import CodeSystems
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
  private let sessions: SessionExtractor
  private let diagnoses: DiagnosisExtractor
  private let tables: CodeTables
  /// The names of the tables whose codes a letter has, by fiscal year.
  private let tableNames: [FiscalYear: [String]]
  private let codeDate: CodeDate
  private let citations: CitationExtractor
  private let totalWords: SessionTotalWords

  /// - Parameter repairsText: whether a letter with errors of optical character recognition is read through them; one
  ///   without is read the same either way.
  /// - Throws: `LexiconError` with file, line and reason for a lexicon that cannot be used.
  public init(
    lexicons: LexiconSource = .builtIn(), codeDate: CodeDate = .newest, repairsText: Bool = true
  ) throws(LexiconError) {
    var builder = try LexiconBuilder(lexicons)
    facts = try CaseFacts(&builder)
    let serviceLexicon = try ServiceLexicon(in: &builder)
    analyzer = try LetterAnalyzer(serviceLexicon, in: &builder)
    services = try DisputedServiceExtractor(serviceLexicon, in: &builder)
    sessions = try SessionExtractor(serviceLexicon, in: &builder)
    let detector = try ContextDetector(&builder)
    let coder = try DiagnosisCoder(lexicons)
    diagnoses = try DiagnosisExtractor(in: &builder, detector: detector, coder: coder)
    tables = coder.tables
    tableNames = Self.tableNames(coder.tables)
    self.codeDate = codeDate
    citations = try CitationExtractor(in: &builder)
    totalWords = try SessionTotalWords(in: &builder)
    if repairsText { try builder.addRepair() }
    lexicon = builder.build()
  }

  private static func tableNames(_ tables: CodeTables) -> [FiscalYear: [String]] {
    Dictionary(uniqueKeysWithValues: tables.fiscalYears.map { ($0, tableNames(tables.release(for: $0))) })
  }

  private static func tableNames(_ release: CodeTables.Release) -> [String] { [release.name, CodeTables.icd9Name] }

  /// Extracts all fields.
  /// - Parameters:
  ///   - layout: where the words stand, of a text that was read from pages.
  ///   - scratch: the calling thread's own.
  ///   - observer: is told of each step that is done.
  /// - Throws: `MatchError` where a pattern reached its limit on this text.
  public func letter(
    from text: SourceText, layout: PageLayout? = nil, scratch: MatchScratch, observer: (any StageObserver)? = nil
  ) throws(MatchError) -> Letter {
    let reading = Reading(text, rules: lexicon.rules, layout: layout)
    observer?.finished(.reading)
    let phrases = lexicon.phrases(of: .wholeText, in: reading)
    observer?.finished(.phrases)
    var (document, items) = try analyzer.analyze(reading, phrases, scratch)
    observer?.finished(.sections)
    var letter = Letter(document)
    try fill(&letter, from: &document, items, scratch, observer)
    return letter
  }

  private func fill(
    _ letter: inout Letter, from document: inout AnalyzedDocument, _ items: [DisputedItem], _ scratch: MatchScratch,
    _ observer: (any StageObserver)?
  ) throws(MatchError) {
    letter.services = services.services(items, in: document)
    observer?.finished(.services)
    letter.sessions = sessions.sessions(in: document, disputed: letter.services)
    observer?.finished(.sessions)
    let headerDates = try facts.add(to: &letter, from: document, scratch)
    observer?.finished(.facts)
    let release = codeDate.release(in: tables, determination: letter.date(of: .determination, headerDates))
    let sentences = diagnoses.sentences(in: document)
    lexicon.find(.aroundProblems, in: document.reading, sentences, &document.phrases)
    letter.diagnoses = diagnoses.mentions(
      in: sentences, of: document, year: release.fiscalYear, injuryYear: letter.date(of: .injury, headerDates)?.year)
    letter.codeTables = tableNames[release.fiscalYear] ?? Self.tableNames(release)
    observer?.finished(.diagnoses)
    letter.citations = citations.citations(in: document)
    observer?.finished(.citations)
    letter.linkServicesToSessions()
    letter.record = RecordBuilder.record(of: letter, headerDates: headerDates)
    letter.warnings = LetterWarnings.warnings(of: letter, headerDates: headerDates)
    if release.isNearest { letter.warnings.append(.nearestTable(release)) }
    SessionRecord.fill(&letter, totalWords)
    observer?.finished(.record)
  }
}

extension Letter {
  /// The header's date of a role, else the first in the text.
  fileprivate func date(of role: DateRole, _ headerDates: HeaderDates) -> PartialDate? {
    let stated = dates.indices.first { dates[$0].value.role == role && !dates[$0].value.isRelative }
    return (headerDates[role] ?? stated).map { dates[$0].value.date }
  }
}

extension LetterWarning {
  fileprivate static func nearestTable(_ release: CodeTables.Release) -> LetterWarning {
    LetterWarning(
      code: .codeTableNearest,
      message: "no ICD-10-CM table is held for the fiscal year asked for; \(release.name) is the nearest")
  }
}
