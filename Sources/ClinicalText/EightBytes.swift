/// Eight bytes of a text, looked at all at once in one machine word; the first byte is the lowest.
///
/// What is found is given by high bits: the lowest one set stands for the first byte found, those above it may be wrong,
/// since sums and differences carry into later bytes from there on.
enum EightBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = ones << 7
  /// In each byte the bit in which a capital differs from its small letter; digits have it as well.
  static let caseBits: UInt64 = ones << 5

  /// The first byte that is no ASCII letter.
  /// - Parameter lower: the bytes with their `caseBits` set, by which none becomes a letter that was none.
  @inline(__always)
  static func firstNonLetter(_ lower: UInt64) -> UInt64 { firstOutside(UInt8(ascii: "a"), UInt8(ascii: "z"), lower) }

  /// The first byte that is no ASCII digit.
  @inline(__always)
  static func firstNonDigit(_ bytes: UInt64) -> UInt64 { firstOutside(UInt8(ascii: "0"), UInt8(ascii: "9"), bytes) }

  /// How many bytes stand before the first one found, 0 to 8.
  @inline(__always)
  static func count(before found: UInt64) -> Int { found.trailingZeroBitCount >> 3 }

  /// All bits of the bytes before the first one found.
  @inline(__always)
  static func mask(before found: UInt64) -> UInt64 { ((found & (0 &- found)) >> 7) &- 1 }

  @inline(__always)
  private static func firstOutside(_ low: UInt8, _ high: UInt8, _ bytes: UInt64) -> UInt64 {
    let fromLow = bytes &- ones &* UInt64(low)
    return (fromLow | (fromLow &+ ones &* UInt64(0x7F &- (high &- low)))) & highBits
  }
}
