import ClinicalText
import Extraction

/// Finds where a letter contradicts itself or is none of those that the record is made for.
enum LetterWarnings {
  static func warnings(of letter: Letter, headerDates: [DateRole: Int]) -> [LetterWarning] {
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
  private static func conflictingInjury(_ letter: Letter, _ headerDates: [DateRole: Int]) -> LetterWarning? {
    guard let header = headerDates[.injury] else { return nil }
    let stated = letter.dates[header].value
    let last = stated.end?.ordinal ?? stated.date.ordinal
    let other = letter.dates.first { mention in
      mention.value.role == .injury && mention.value.date.day != nil
        && !(stated.date.ordinal...max(last, stated.date.ordinal)).contains(mention.value.date.ordinal)
    }
    return other.map {
      LetterWarning(
        code: .conflictingDates, message: "The text gives another date of injury than the case header.", span: $0.span)
    }
  }

  private static func conflictingBirth(_ letter: Letter) -> LetterWarning? {
    let births = letter.dates.filter { $0.value.role == .birth && $0.value.date.day != nil }
    guard let first = births.first, let other = births.first(where: { $0.value.date != first.value.date }) else {
      return nil
    }
    return LetterWarning(code: .conflictingDates, message: "The letter gives two dates of birth.", span: other.span)
  }

  /// Two ages of the patient today; a year apart is a birthday.
  private static func conflictingAges(_ letter: Letter) -> LetterWarning? {
    let ages = letter.patientAges.now.map { letter.ages[$0] }
    guard let first = ages.first, let other = ages.first(where: { abs($0.value.value - first.value.value) > 1 }) else {
      return nil
    }
    return LetterWarning(code: .conflictingAges, message: "The letter gives two ages of the patient.", span: other.span)
  }
}
