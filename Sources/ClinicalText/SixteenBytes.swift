/// Sixteen bytes of a text, looked at all at once.
enum SixteenBytes {
  /// The place of the first byte whose high bit is set; nil where none is.
  @inline(__always)
  static func firstHighBit(_ bytes: SIMD16<UInt8>) -> Int? {
    let halves = unsafeBitCast(bytes & SIMD16(repeating: 0x80), to: SIMD2<UInt64>.self)
    guard halves[0] | halves[1] != 0 else { return nil }
    return halves[0] != 0 ? halves[0].trailingZeroBitCount / 8 : 8 + halves[1].trailingZeroBitCount / 8
  }

  /// The high bit of each byte below `limit`, 1 to 128: a borrow out of a byte shows in its high bit.
  @inline(__always)
  static func below(_ limit: UInt8, _ bytes: SIMD16<UInt8>) -> SIMD16<UInt8> {
    (bytes &- SIMD16(repeating: limit)) & ~bytes
  }
}
