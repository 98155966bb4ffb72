import CodeSystems
import Extraction

/// The day on which ICD-10-CM codes have to be valid.
public enum CodeDate: Sendable, Equatable {
  /// That of the newest table held.
  case newest
  case day(PartialDate)
  /// The letter's own date; where it has none, as `newest`.
  case document

  /// The table that answers for a letter of the date `determination`.
  public func release(in tables: CodeTables, determination: PartialDate?) -> CodeTables.Release {
    let date: PartialDate? =
      switch self {
      case .newest: nil
      case .day(let day): day
      case .document: determination
      }
    guard let date else { return tables.newest }
    return tables.release(for: FiscalYear(calendarYear: date.year, month: date.month ?? 1))
  }
}
