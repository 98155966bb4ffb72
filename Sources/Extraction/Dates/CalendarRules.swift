/// Which years, months and days there are.
enum CalendarRules {
  /// Years that a letter can speak of.
  static let years = 1900...2099
  /// Two-digit years from here on are of the last century.
  private static let pivot = 45

  static func year(ofTwoDigits value: Int) -> Int { value >= pivot ? 1900 + value : 2000 + value }

  static func days(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  static func exists(_ date: PartialDate) -> Bool {
    guard years.contains(date.year) else { return false }
    guard let month = date.month else { return date.day == nil }
    guard (1...12).contains(month) else { return false }
    return date.day.map { $0 >= 1 && $0 <= days(ofMonth: month, year: date.year) } ?? true
  }
}

extension PartialDate {
  /// The first day that the date can mean, as a number that grows with time.
  public var ordinal: Int { year * 372 + ((month ?? 1) - 1) * 31 + (day ?? 1) - 1 }

  /// The last day that the date can mean, in the numbers of `ordinal`.
  var lastOrdinal: Int { year * 372 + ((month ?? 12) - 1) * 31 + (day ?? 31) - 1 }

  /// The date that many calendar units away; a day of the month that does not exist becomes the last one.
  func adding(_ count: Int, _ unit: TimeUnit) -> PartialDate {
    switch unit {
    case .year: clamped(year: year + count, month: month ?? 1)
    case .month: shifted(months: count)
    case .week: shifted(days: count * 7)
    case .day: shifted(days: count)
    }
  }

  private func shifted(months: Int) -> PartialDate {
    let total = year * 12 + (month ?? 1) - 1 + months
    return clamped(year: total / 12, month: total % 12 + 1)
  }

  private func clamped(year: Int, month: Int) -> PartialDate {
    PartialDate(year: year, month: month, day: min(day ?? 1, CalendarRules.days(ofMonth: month, year: year)))
  }

  private func shifted(days: Int) -> PartialDate {
    var date = PartialDate(year: year, month: month ?? 1, day: day ?? 1)
    var rest = (date.day ?? 1) + days
    while rest < 1 {
      date = date.shifted(months: -1)
      rest += CalendarRules.days(ofMonth: date.month ?? 1, year: date.year)
    }
    var length = CalendarRules.days(ofMonth: date.month ?? 1, year: date.year)
    while rest > length {
      rest -= length
      date = date.shifted(months: 1)
      length = CalendarRules.days(ofMonth: date.month ?? 1, year: date.year)
    }
    return PartialDate(year: date.year, month: date.month, day: rest)
  }
}
