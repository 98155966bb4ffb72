/// The 64 digits in which numbers stand in a packed literal: `#` to `[`, then `]` to `c`.
///
/// They are printable, none needs an escape in a Swift string literal, and they stand in ASCII
/// order, so that numbers of one width compare as their bytes do.
public enum PackedDigits {
  /// The largest number that `digits` digits hold: 4,095 for two, 262,143 for three, 16,777,215 for four.
  @inlinable @inline(__always)
  public static func maximum(digits: Int) -> Int { (1 << (6 * digits)) - 1 }

  /// The digit for a value in 0...63.
  @inlinable @inline(__always)
  public static func digit(_ value: UInt8) -> UInt8 { value < 57 ? value &+ 0x23 : value &+ 0x24 }

  /// The value, 0...63, of a byte that `digit(_:)` gave.
  @inlinable @inline(__always)
  public static func value(_ digit: UInt8) -> Int { Int(digit &- (digit > 0x5C ? 0x24 : 0x23)) }

  /// The number in four digits, of which the first stands in the lowest byte.
  @inlinable @inline(__always)
  static func number(_ digits: UInt32) -> Int {
    // Beyond the gap in the digits, 0x23 more sets the highest bit of the byte.
    let gaps = (digits &+ 0x2323_2323) >> 7 & 0x0101_0101
    let values = digits &- 0x2323_2323 &- gaps
    let pairs = (values & 0x00FF_00FF) << 6 | values >> 8 & 0x00FF_00FF
    return Int((pairs & 0xFFFF) << 12 | pairs >> 16)
  }
}
