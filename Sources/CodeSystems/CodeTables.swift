import PackedData

/// The code tables held, their notes and the mappings between them.
public struct CodeTables: Sendable {
  /// The tables in the executable; reading them copies nothing.
  public static let builtIn = CodeTables()

  public let icd10cm: CodeTable
  public let icd9cm: CodeTable
  /// Notes and inclusion terms of ICD-10-CM.
  public let notes: CodeNotes
  /// From ICD-10-CM to ICD-9-CM.
  public let toICD9: Crosswalk
  /// From ICD-9-CM to ICD-10-CM.
  public let toICD10: Crosswalk
  /// Fiscal years of which an ICD-10-CM table is held, in order.
  public let fiscalYears: [FiscalYear]

  private init() {
    let texts = PackedTexts(
      runs: PackedData(embeddedTexts), words: PackedData(embeddedWords), starts: PackedData(embeddedWordStarts))
    icd10cm = CodeTable(
      .icd10cm, PackedData(embeddedICD10Codes), starts: PackedData(embeddedICD10Starts), texts: texts)
    icd9cm = CodeTable(.icd9cm, PackedData(embeddedICD9Codes), starts: PackedData(embeddedICD9Starts), texts: texts)
    notes = CodeNotes(PackedData(embeddedNotes), table: icd10cm)
    toICD9 = Crosswalk(PackedData(embeddedTenToNine), source: icd10cm)
    toICD10 = Crosswalk(PackedData(embeddedNineToTen), source: icd9cm)
    fiscalYears = embeddedFiscalYears.map(FiscalYear.init)
  }

  /// The table of a code system.
  public subscript(system: CodeSystem) -> CodeTable { system == .icd10cm ? icd10cm : icd9cm }

  /// The mapping out of a code system into the other.
  public func crosswalk(from system: CodeSystem) -> Crosswalk { system == .icd10cm ? toICD9 : toICD10 }
}

// MARK: Tables by year

extension CodeTables {
  /// Which ICD-10-CM table answers for a day.
  public struct Release: Hashable, Sendable {
    public let fiscalYear: FiscalYear
    /// No table of the fiscal year asked for is held, this is the nearest.
    public let isNearest: Bool

    /// As in `ICD-10-CM FY2026`.
    public var name: String { "\(CodeSystem.icd10cm.name) \(fiscalYear)" }
  }

  /// The newest ICD-10-CM table held.
  public var newest: Release { Release(fiscalYear: fiscalYears.last ?? FiscalYear(0), isNearest: false) }

  /// The table of a fiscal year; where none is held the nearest earlier one, else the earliest.
  public func release(for year: FiscalYear) -> Release {
    guard let chosen = fiscalYears.last(where: { $0 <= year }) ?? fiscalYears.first else { return newest }
    return Release(fiscalYear: chosen, isNearest: chosen != year)
  }

  /// The one table of ICD-9-CM.
  public static let icd9Name = "\(CodeSystem.icd9cm.name) v32"
}
