/// A federal fiscal year, for which ICD-10-CM is released: 1 October of the year before to 30 September.
public struct FiscalYear: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// 2026 for the year from 1 October 2025 to 30 September 2026.
  public let number: Int

  public init(_ number: Int) { self.number = number }

  /// The fiscal year of a calendar month; `month` counts from 1.
  public init(calendarYear: Int, month: Int) { self.init(month >= 10 ? calendarYear + 1 : calendarYear) }

  /// As in `FY2026`.
  public var description: String { "FY\(number)" }

  public static func < (left: FiscalYear, right: FiscalYear) -> Bool { left.number < right.number }
}
