import ClinicalText
import Extraction

/// Finds where a letter contradicts itself or is none of those that the record is made for.
enum LetterWarnings {
  static func warnings(of letter: Letter, headerDates: HeaderDates) -> [LetterWarning] {
    var warnings: [LetterWarning] = []
    if letter.caseDescription.caseNumber == nil, headerDates.isEmpty, letter.services.isEmpty {
      warnings.append(
        LetterWarning(code: .notAnIMRLetter, message: "The text has neither a case header nor a decided item."))
    }
    if let warning = conflictingInjury(letter, headerDates) { warnings.append(warning) }
    if let warning = conflictingBirth(letter) { warnings.append(warning) }
    if let warning = conflictingAges(letter) { warnings.append(warning) }
    return warnings
  }

  /// A day of injury in the text that is not in the header's period.
  private static func conflictingInjury(_ letter: Letter, _ headerDates: HeaderDates) -> LetterWarning? {
    guard let header = headerDates[.injury] else { return nil }
    let stated = letter.dates[header].value
    let last = stated.end?.ordinal ?? stated.date.ordinal
    let period = stated.date.ordinal...max(last, stated.date.ordinal)
    for index in letter.dates.indices where letter.dates[index].value.role == .injury {
      let date = letter.dates[index].value.date
      guard date.day != nil, !period.contains(date.ordinal) else { continue }
      return LetterWarning(
        code: .conflictingDates, message: "The text gives another date of injury than the case header.",
        span: letter.dates[index].span)
    }
    return nil
  }

  private static func conflictingBirth(_ letter: Letter) -> LetterWarning? {
    let births = letter.datesOfBirth
    guard let first = births.first,
      let other = births.first(where: { letter.dates[$0].value.date != letter.dates[first].value.date })
    else { return nil }
    return LetterWarning(
      code: .conflictingDates, message: "The letter gives two dates of birth.", span: letter.dates[other].span)
  }

  /// Two ages of the patient today; a year apart is a birthday.
  private static func conflictingAges(_ letter: Letter) -> LetterWarning? {
    var first: Int?
    let other = letter.ages.indices.first { index in
      guard letter.isPatientAge(index), !letter.isEarlierAge(index) else { return false }
      guard let known = first else {
        first = index
        return false
      }
      return abs(letter.ages[index].value.value - letter.ages[known].value.value) > 1
    }
    guard let other else { return nil }
    return LetterWarning(
      code: .conflictingAges, message: "The letter gives two ages of the patient.", span: letter.ages[other].span)
  }
}
