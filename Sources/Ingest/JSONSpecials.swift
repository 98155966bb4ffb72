/// The bytes that do not stand for themselves in JSON's strings (RFC 8259): the quote, the backslash and control characters.
public enum JSONSpecials {
  @inlinable @inline(__always)
  public static func contains(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

  /// The place of the first of them among sixteen bytes; nil where there is none. A borrow out of a byte shows in its high
  /// bit (Warren, Hacker's Delight, 6-1). With the bit 2 turned over, the quote stands right behind the control characters.
  @inlinable @inline(__always)
  public static func first(in bytes: SIMD16<UInt8>) -> Int? {
    let one = SIMD16<UInt8>(repeating: 1)
    let turned = bytes ^ SIMD16(repeating: 0x02)
    let slashes = bytes ^ SIMD16(repeating: 0x5C)
    let controlsAndQuotes = (turned &- SIMD16(repeating: 0x21)) & ~turned
    let found = (controlsAndQuotes | ((slashes &- one) & ~slashes)) & SIMD16(repeating: 0x80)
    let halves = unsafeBitCast(found, to: SIMD2<UInt64>.self)
    guard halves[0] | halves[1] != 0 else { return nil }
    return halves[0] != 0 ? halves[0].trailingZeroBitCount / 8 : 8 + halves[1].trailingZeroBitCount / 8
  }
}
