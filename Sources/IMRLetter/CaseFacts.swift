import Extraction
import Lexicon
import PCRE2

/// Who the patient is, when what happened, and what the case header and the reviewer's credentials say.
struct CaseFacts: Sendable {
  private let dates: DateExtractor
  private let roles: DateRoles
  private let ages: AgeExtractor
  private let sexes: SexExtractor
  private let header: CaseHeader
  private let credentials: ReviewerCredentials

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    dates = try DateExtractor(&builder)
    roles = try DateRoles(&builder)
    ages = try AgeExtractor(&builder)
    sexes = try SexExtractor(&builder, ages: ages)
    header = try CaseHeader(&builder)
    credentials = try ReviewerCredentials(&builder)
  }

  /// Fills the letter's dates, ages, sexes and case.
  /// - Returns: the indices of the dates that the case header states, by role.
  func add(to letter: inout Letter, from document: AnalyzedDocument, _ scratch: MatchScratch) throws(MatchError)
    -> [DateRole: Int]
  {
    letter.dates = try dates.dates(in: document, scratch)
    let content = try header.read(document, &letter.dates, scratch)
    letter.caseDescription = content.description
    credentials.read(document, into: &letter.caseDescription)
    let known = content.dates.mapValues { letter.dates[$0].value }
    roles.assign(to: &letter.dates, in: document, known: KnownDates(known), fixed: Set(content.dates.values))
    letter.ages = ages.ages(in: document)
    letter.sexes = sexes.sexes(in: document, ages: letter.ages)
    return content.dates
  }
}
