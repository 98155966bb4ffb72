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
  /// - Returns: the dates that the case header states.
  func add(to letter: inout Letter, from document: AnalyzedDocument, _ scratch: MatchScratch) throws(MatchError)
    -> HeaderDates
  {
    letter.dates = try dates.dates(in: document, scratch)
    let content = try header.read(document, &letter.dates, scratch)
    letter.caseDescription = content.description
    credentials.read(document, into: &letter.caseDescription)
    let known = content.dates.known(of: letter.dates)
    roles.assign(to: &letter.dates, in: document, known: known, header: content.dates)
    letter.ages = ages.ages(in: document)
    addAgeFromBirth(to: &letter, on: content.dates[.determination].map { letter.dates[$0].value.date })
    letter.sexes = sexes.sexes(in: document, ages: letter.ages)
    return content.dates
  }

  /// The age on the day of the decision, where the letter gives one date of birth and no age.
  private func addAgeFromBirth(to letter: inout Letter, on day: PartialDate?) {
    guard let day else { return }
    let births = letter.datesOfBirth
    guard let first = births.first, !letter.ages.indices.contains(where: { letter.isPatientAge($0) }),
      births.allSatisfy({ letter.dates[$0].value.date == letter.dates[first].value.date })
    else { return }
    let birth = letter.dates[first]
    let hadBirthday = day.ordinal % 372 >= birth.value.date.ordinal % 372
    let years = day.year - birth.value.date.year - (hadBirthday ? 0 : 1)
    guard (14...110).contains(years) else { return }
    let age = Mention(
      span: birth.span, tokens: birth.tokens, value: Age(value: years, unit: .year, subject: .patient), confidence: 0.8,
      rule: birth.rule, evidence: birth.evidence)
    letter.ages.append(age)
    letter.ages.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }
}
