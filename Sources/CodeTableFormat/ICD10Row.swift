/// A row of `icd10cm.tsv`: code, title, the fiscal years in which it was billable, and the fiscal
/// years in which each 7th character made a billable code of it (`ADS:2016-`).
public struct ICD10Row {
  /// Without point.
  public var code: String
  public var title: String
  public var billable: FiscalYears
  public var seventh: [(characters: String, years: FiscalYears)]

  public init(
    code: String, title: String, billable: FiscalYears,
    seventh: [(characters: String, years: FiscalYears)] = []
  ) {
    self.code = code
    self.title = title
    self.billable = billable
    self.seventh = seventh
  }

  /// Reads the fields of a row; nil where the years are not well formed.
  public init?(fields: [String], newest: Int) {
    guard let billable = FiscalYears(text: fields.field(2), newest: newest) else { return nil }
    self.init(code: CodeText.withoutPoint(fields.field(0)), title: fields.field(1), billable: billable)
    for group in fields.field(3).split(separator: " ") {
      let parts = group.split(separator: ":")
      guard parts.count == 2, let years = FiscalYears(text: parts[1], newest: newest) else { return nil }
      seventh.append((String(parts[0]), years))
    }
  }

  public func fields(newest: Int) -> [String] {
    let groups = seventh.map { "\($0.characters):\($0.years.text(newest: newest))" }
    return [
      CodeText.withPoint(code), title, billable.text(newest: newest), groups.joined(separator: " "),
    ]
  }
}
