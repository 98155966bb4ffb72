import CodeTableFormat
import PackedData

/// An entry of a General Equivalence Mapping (GEM) of CMS.
public struct CodeMapping: Hashable, Sendable {
  /// Row in the other code system's table; nil where the GEM has no equivalent.
  public let target: Int?
  /// The codes do not mean quite the same.
  public let isApproximate: Bool
  /// Several targets together are one equivalent: one of each choice list of a scenario.
  public let isCombination: Bool
  /// Which of the alternative combinations, from 1; 0 for none.
  public let scenario: Int
  /// Which part of the combination, from 1; 0 for none.
  public let choiceList: Int
}

/// A General Equivalence Mapping, FY2016: of codes that are newer the nearest relative is mapped.
public struct Crosswalk: Sendable {
  /// The table whose codes are mapped.
  public let source: CodeTable
  private let records: PackedRecords

  init(_ data: PackedData, source: CodeTable) {
    self.source = source
    records = PackedRecords(data, width: PackedCodeFormat.Mapping.width)
  }

  /// What the GEM has for a code, in its order; empty for headings and codes that it does not know.
  public func mappings(of row: Int) -> [CodeMapping] {
    let first = firstRecord(of: row)
    return (first..<records.count).prefix { sourceRow($0) == row }.map(mapping)
  }

  /// What the GEM has for the code or, where that is a heading or newer than the GEM, for its
  /// nearest relative: the code that it was split from, or the unspecified code beside or below it.
  public func nearestMappings(of row: Int) -> [CodeMapping] {
    source.nearest(to: row, where: isMapped).map(mappings) ?? []
  }

  /// Whether the GEM has the code.
  public func isMapped(_ row: Int) -> Bool {
    let record = firstRecord(of: row)
    return record < records.count && sourceRow(record) == row
  }

  private func firstRecord(of row: Int) -> Int { records.partitionPoint { sourceRow($0) < row } }

  private func sourceRow(_ record: Int) -> Int { records.number18(record, at: PackedCodeFormat.Mapping.source) }

  private func mapping(_ record: Int) -> CodeMapping {
    let target = records.number18(record, at: PackedCodeFormat.Mapping.target)
    let flags = records.number12(record, at: PackedCodeFormat.Mapping.flags)
    return CodeMapping(
      target: target == PackedCodeFormat.none ? nil : target,
      isApproximate: flags >> 10 & 1 == 1, isCombination: flags >> 8 & 1 == 1,
      scenario: flags >> 4 & 15, choiceList: flags & 15)
  }
}
