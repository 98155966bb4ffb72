import CodeTableFormat
import PackedData

/// All codes and headings of a code system, of all years held, read in place.
///
/// A code is addressed by its row, 0..<count. Rows are in the order of the codes' characters, so
/// that the codes below a heading are the rows that follow it.
public struct CodeTable: Sendable {
  public let system: CodeSystem
  private let records: PackedRecords
  private let starts: PackedRecords
  let texts: PackedTexts

  init(_ system: CodeSystem, _ data: PackedData, starts: PackedData, texts: PackedTexts) {
    self.system = system
    self.starts = PackedRecords(starts, width: PackedCodeFormat.Start.width)
    self.texts = texts
    records = PackedRecords(data, width: PackedCodeFormat.Code.width)
  }

  /// Number of rows.
  public var count: Int { records.count }

  /// The row of a code, in upper or lower case, with its point or without; nil where no year has it.
  public func row(of code: UnsafeBufferPointer<UInt8>) -> Int? {
    CodeKey(code) { categoryLength(startingWith: $0) }.flatMap { row(of: $0) }
  }

  /// The row of a code, as `row(of:)` for bytes.
  public func row(of code: String) -> Int? {
    var code = code
    return code.withUTF8 { row(of: $0) }
  }

  func row(of key: CodeKey) -> Int? {
    let start = PackedCodeFormat.Start.record(key[0], key[1])
    let end = starts.number18(start + 1, at: 0)
    let row = records.partitionPoint(in: starts.number18(start, at: 0)..<end) { self.key(of: $0) < key }
    return row < end && self.key(of: row) == key ? row : nil
  }

  func key(of row: Int) -> CodeKey {
    CodeKey(packed: records.data.start + row * PackedCodeFormat.Code.width)
  }

  /// Characters before the point, where the code has more: in ICD-9-CM's E codes one more.
  func categoryLength(startingWith first: UInt8) -> Int {
    system == .icd9cm && first == UInt8(ascii: "E") ? 4 : 3
  }
}

// MARK: Hierarchy

extension CodeTable {
  /// The code one level up, nil for a category.
  public func parent(of row: Int) -> Int? {
    let parent = records.number18(row, at: PackedCodeFormat.Code.parent)
    return parent == PackedCodeFormat.none ? nil : parent
  }

  /// The code's own row and those of all codes below it, of whatever year.
  public func subtree(of row: Int) -> Range<Int> {
    row..<records.number18(row, at: PackedCodeFormat.Code.end)
  }

  /// The codes one level down, of whatever year.
  public func children(of row: Int) -> some Sequence<Int> {
    let end = subtree(of: row).upperBound
    return sequence(first: row + 1) { subtree(of: $0).upperBound }.prefix { $0 < end }
  }

  /// Whether its last character is a 7th character that the Tabular List adds by rule.
  public func hasSeventhCharacter(_ row: Int) -> Bool {
    records.number12(row, at: PackedCodeFormat.Code.isSeventh) == 1
  }

  /// Where the title lies, or, with a 7th character, what that means.
  func titlePlace(of row: Int) -> (start: Int, count: Int) {
    let place = row * PackedCodeFormat.Code.width + PackedCodeFormat.Code.title
    return texts.place(in: records.data, at: place)
  }
}

// MARK: Years

extension CodeTable {
  /// Whether the table of a year has it, as a billable code or as a heading. ICD-9-CM has no years.
  public func isInForce(_ row: Int, in year: FiscalYear) -> Bool {
    system == .icd9cm || years(of: row, at: PackedCodeFormat.Code.inForce).contains(year.number)
  }

  /// Whether it is a leaf of the table of a year, which alone may be reported. ICD-9-CM has no years.
  public func isBillable(_ row: Int, in year: FiscalYear) -> Bool {
    let billable = years(of: row, at: PackedCodeFormat.Code.billable)
    return system == .icd9cm ? !billable.isEmpty : billable.contains(year.number)
  }

  /// The first and last year in which it was billable, of the tables held; nil for a heading.
  public func billableYears(of row: Int) -> ClosedRange<FiscalYear>? {
    range(of: years(of: row, at: PackedCodeFormat.Code.billable))
  }

  /// The first and last year of the tables held that have it.
  public func yearsInForce(of row: Int) -> ClosedRange<FiscalYear>? {
    range(of: years(of: row, at: PackedCodeFormat.Code.inForce))
  }

  private func years(of row: Int, at field: Int) -> FiscalYears {
    FiscalYears(bits: UInt64(records.number18(row, at: field)))
  }

  private func range(of years: FiscalYears) -> ClosedRange<FiscalYear>? {
    guard let first = years.first, let last = years.last else { return nil }
    return FiscalYear(first)...FiscalYear(last)
  }
}
