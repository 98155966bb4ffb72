/// A table that lives in a string literal and is read in place: nothing is decoded, copied or
/// allocated when the program starts.
///
/// Offsets are bytes from the start of the literal. They come from the table itself, which the
/// build wrote, hence they are only checked in debug builds.
public struct PackedData: @unchecked Sendable {
  // Unchecked, since a literal is immutable and lives as long as the program.

  /// The first byte of the literal.
  public let start: UnsafePointer<UInt8>

  /// Length in bytes, without what closes the literal.
  public let count: Int

  /// A view of a literal that `PackedDataWriter.declaration(named:)` declared.
  public init(_ literal: StaticString) {
    precondition(literal.hasPointerRepresentation, "a packed literal holds at least two bytes")
    self.init(start: literal.utf8Start, count: literal.utf8CodeUnitCount - PackedDataWriter.closing.count)
  }

  /// A view of packed bytes that outlive it, with a byte behind them that can be read.
  public init(start: UnsafePointer<UInt8>, count: Int) {
    self.start = start
    self.count = count
  }

  @inlinable @inline(__always)
  public func byte(at offset: Int) -> UInt8 {
    assert(offset >= 0 && offset < count)
    return start[offset]
  }

  /// The number in the two digits at `offset`, 0...4,095.
  @inlinable @inline(__always)
  public func number12(at offset: Int) -> Int {
    assert(offset >= 0 && offset + 2 <= count)
    return PackedDigits.value(start[offset]) << 6 | PackedDigits.value(start[offset &+ 1])
  }

  /// The number in the three digits at `offset`, 0...262,143.
  @inlinable @inline(__always)
  public func number18(at offset: Int) -> Int {
    assert(offset >= 0 && offset + 3 <= count)
    return PackedDigits.number(digits(at: offset) << 8 | UInt32(PackedDigits.digit(0)))
  }

  /// The number in the four digits at `offset`, 0...16,777,215.
  @inlinable @inline(__always)
  public func number24(at offset: Int) -> Int {
    assert(offset >= 0 && offset + 4 <= count)
    return PackedDigits.number(digits(at: offset))
  }

  /// Four bytes, the first of them lowest.
  @inlinable @inline(__always)
  func digits(at offset: Int) -> UInt32 {
    UInt32(littleEndian: UnsafeRawPointer(start + offset).loadUnaligned(as: UInt32.self))
  }

  /// The bytes of `range`, as they stand in the literal.
  @inlinable @inline(__always)
  public func bytes(in range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    return UnsafeBufferPointer(start: start + range.lowerBound, count: range.count)
  }
}
