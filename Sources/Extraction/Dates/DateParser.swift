/// The numbers and the month name of a written date, in text order.
struct DateParts {
  /// Up to three numbers with their digits; 0 digits where there is none.
  var numbers: (value: (Int, Int, Int), digits: (Int, Int, Int)) = ((0, 0, 0), (0, 0, 0))
  var count = 0
  var month: Int?
  /// Whether an apostrophe stands for a century.
  var isShort = false

  fileprivate mutating func add(_ value: Int, digits: Int) {
    switch count {
    case 0: (numbers.value.0, numbers.digits.0) = (value, digits)
    case 1: (numbers.value.1, numbers.digits.1) = (value, digits)
    case 2: (numbers.value.2, numbers.digits.2) = (value, digits)
    default: break
    }
    count += 1
  }
}

/// Reads the bytes of a date or of a part of one, in the folded view.
struct DateParser: Sendable {
  private let words: DateWords

  init(_ words: DateWords) { self.words = words }

  /// The date that the bytes write, nil where there is no such day.
  /// - Parameter year: what a part without a year takes ("March 3" in "March 3 to June 30, 2014").
  func date(in view: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, year: Int? = nil) -> PartialDate? {
    let parts = parts(of: view, range)
    let date = parts.month.map { Self.named($0, parts, year) } ?? Self.numeric(parts, year)
    return date.flatMap { CalendarRules.exists($0) ? $0 : nil }
  }

  private static func named(_ month: Int, _ parts: DateParts, _ year: Int?) -> PartialDate? {
    let (values, digits) = parts.numbers
    switch parts.count {
    case 0: return year.map { PartialDate(year: $0, month: month) }
    case 1 where digits.0 == 4: return PartialDate(year: values.0, month: month)
    case 1 where parts.isShort: return PartialDate(year: full(values.0, digits.0), month: month)
    case 1: return year.map { PartialDate(year: $0, month: month, day: values.0) }
    case 2: return PartialDate(year: full(values.1, digits.1), month: month, day: values.0)
    default: return nil
    }
  }

  /// Month before day, as in the United States; a year of four digits in front makes it an ISO date.
  private static func numeric(_ parts: DateParts, _ year: Int?) -> PartialDate? {
    let (values, digits) = parts.numbers
    switch parts.count {
    case 1 where digits.0 == 4: return PartialDate(year: values.0)
    case 2 where digits.1 == 4: return PartialDate(year: values.1, month: values.0)
    case 2 where digits.0 == 4: return PartialDate(year: values.0, month: values.1)
    // A mark is missing: "10-282016".
    case 2 where digits.1 == 6: return PartialDate(year: values.1 % 10_000, month: values.0, day: values.1 / 10_000)
    case 2: return year.map { PartialDate(year: $0, month: values.0, day: values.1) }
    case 3 where digits.0 == 4: return PartialDate(year: values.0, month: values.1, day: values.2)
    case 3: return PartialDate(year: full(values.2, digits.2), month: values.0, day: values.1)
    default: return nil
    }
  }

  private static func full(_ year: Int, _ digits: Int) -> Int {
    digits == 2 ? CalendarRules.year(ofTwoDigits: year) : year
  }

  private func parts(of view: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> DateParts {
    var parts = DateParts()
    var at = range.lowerBound
    while at < range.upperBound {
      let start = at
      if let number = Self.number(view, &at, range.upperBound) {
        parts.add(number, digits: at - start)
      } else if Self.isLetter(view[at]) {
        while at < range.upperBound, Self.isLetter(view[at]) { at += 1 }
        if let month = words.month(UnsafeBufferPointer(rebasing: view[start..<at])) { parts.month = month }
      } else {
        if view[at] == UInt8(ascii: "'") { parts.isShort = true }
        at += 1
      }
    }
    return parts
  }

  /// A run of digits, with the letters that a scanner takes them for; nil where no digit is in it.
  private static func number(_ view: UnsafeBufferPointer<UInt8>, _ at: inout Int, _ end: Int) -> Int? {
    var next = at
    var value = 0
    var hasDigit = false
    while next < end {
      let byte = view[next]
      switch byte {
      case 0x30...0x39:
        value = value * 10 + Int(byte & 0x0F)
        hasDigit = true
      case UInt8(ascii: "o"): value *= 10
      case UInt8(ascii: "l"): value = value * 10 + 1
      default:
        guard hasDigit else { return nil }
        at = next
        return value
      }
      next += 1
    }
    guard hasDigit else { return nil }
    at = next
    return value
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
