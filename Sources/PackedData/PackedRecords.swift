/// Records of one width in packed data, addressed by row.
public struct PackedRecords: Sendable {
  public let data: PackedData

  /// Bytes a record.
  public let width: Int

  /// Number of records.
  public let count: Int

  /// Records of `width` bytes that fill `data`; a remainder shorter than a record is left out.
  public init(_ data: PackedData, width: Int) {
    self.data = data
    self.width = width
    count = data.count / width
  }

  @inlinable
  public func byte(_ row: Int, at field: Int) -> UInt8 { data.byte(at: row &* width &+ field) }

  /// The number in two digits at byte `field` of a record.
  @inlinable
  public func number12(_ row: Int, at field: Int) -> Int { data.number12(at: row &* width &+ field) }

  /// The number in three digits at byte `field` of a record.
  @inlinable
  public func number18(_ row: Int, at field: Int) -> Int { data.number18(at: row &* width &+ field) }

  /// The number in four digits at byte `field` of a record.
  @inlinable
  public func number24(_ row: Int, at field: Int) -> Int { data.number24(at: row &* width &+ field) }

  /// The first row of which `isBefore` is false, for records in an order that puts all rows before
  /// it first; `count` where there is none.
  @inlinable
  public func partitionPoint(where isBefore: (Int) -> Bool) -> Int {
    partitionPoint(in: 0..<count, where: isBefore)
  }

  /// The same among the rows of `range`; its end where there is none.
  @inlinable
  public func partitionPoint(in range: Range<Int>, where isBefore: (Int) -> Bool) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low &+ high) >> 1
      if isBefore(middle) { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}
