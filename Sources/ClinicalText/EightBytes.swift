/// Eight bytes of a text, classified all at once in one machine word; the first byte is the lowest.
struct EightBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = ones << 7

  /// ASCII letters in lower case and digits; what other bytes became means nothing.
  let folded: UInt64
  /// The high bit of each byte that is an ASCII capital.
  private let capitals: UInt64
  /// The high bit of each byte that is an ASCII digit.
  private let digits: UInt64
  /// The high bit of each byte that is neither an ASCII letter nor a digit.
  private let others: UInt64

  @inline(__always)
  init(_ bytes: UInt64) {
    let ascii = ~bytes & Self.highBits
    // A capital differs from its small letter in the bit 0x20, two below the high one.
    let letters = Self.between(bytes | Self.ones << 5, UInt8(ascii: "a"), UInt8(ascii: "z")) & ascii
    capitals = letters & ~(bytes << 2)
    digits = Self.between(bytes, UInt8(ascii: "0"), UInt8(ascii: "9")) & ascii
    others = (letters | digits) ^ Self.highBits
    folded = bytes | letters >> 2
  }

  private init(folded: UInt64, capitals: UInt64, digits: UInt64, others: UInt64) {
    self.folded = folded
    self.capitals = capitals
    self.digits = digits
    self.others = others
  }

  /// Letters and digits before the first other byte, 0 to 8.
  @inline(__always)
  var alphanumericCount: Int { others.trailingZeroBitCount >> 3 }

  @inline(__always)
  var capitalCount: Int { Self.count(capitals) }

  @inline(__always)
  var digitCount: Int { Self.count(digits) }

  /// The first bytes, the rest zero.
  /// - Parameter count: 1 to 8.
  @inline(__always)
  func prefix(_ count: Int) -> EightBytes {
    let mask = UInt64.max >> UInt64(truncatingIfNeeded: 64 &- count &* 8)
    return EightBytes(folded: folded & mask, capitals: capitals & mask, digits: digits & mask, others: others & mask)
  }

  /// The number of high bits set; one product where the processor's own count may not be assumed.
  @inline(__always)
  private static func count(_ highBits: UInt64) -> Int { Int(truncatingIfNeeded: ((highBits >> 7) &* ones) >> 56) }

  /// The high bit of each byte that lies in a range of ASCII, whatever its own high bit is.
  @inline(__always)
  private static func between(_ bytes: UInt64, _ low: UInt8, _ high: UInt8) -> UInt64 {
    let sevenBits = bytes & ~highBits
    let fromLow = sevenBits &+ ones &* UInt64(0x80 &- low)
    let aboveHigh = sevenBits &+ ones &* UInt64(0x7F &- high)
    return (fromLow & ~aboveHigh) & highBits
  }

  /// Which of eight bytes are below `limit`, 1 to 128: the lowest high bit set stands for the first of them; those above
  /// it may be wrong.
  @inline(__always)
  static func firstBelow(_ limit: UInt8, _ bytes: UInt64) -> UInt64 {
    (bytes &- ones &* UInt64(limit)) & ~bytes & highBits
  }
}
