/// A set of tokens of a reading, a bit each.
@frozen
public struct TokenSet: Sendable {
  @usableFromInline var bits: [UInt64]

  /// None of the tokens of `reading`.
  public init(of reading: Reading) { bits = Array(repeating: 0, count: reading.tokenCount / 64 + 1) }

  /// The tokens of digits.
  public init(numbersOf reading: Reading) {
    self.init(of: reading)
    insert(.number, of: reading)
  }

  /// Adds the tokens that have `flag`, four a step.
  public mutating func insert(_ flag: TokenFlags, of reading: Reading) {
    let place = UInt64(flag.rawValue.trailingZeroBitCount)
    let whole = reading.tokenCount & ~3
    let flags = UnsafeRawBufferPointer(reading.flags)
    bits.withUnsafeMutableBufferPointer { bits in
      var token = 0
      while token < whole {
        let four = flags.loadUnaligned(fromByteOffset: token &* 2, as: UInt64.self) >> place & 0x1_0001_0001_0001
        // Moves bits 0, 16, 32 and 48 next to one another.
        let found = (four &* 0x1_0002_0004_0008) >> 48 & 0xF
        bits[token >> 6] |= found << UInt64(token & 63)
        token &+= 4
      }
    }
    for token in whole..<reading.tokenCount where reading.flags[token].contains(flag) { insert(token) }
  }

  @inlinable
  public mutating func insert(_ token: Int) { bits[token >> 6] |= 1 << UInt64(token & 63) }

  /// The first token of the set that is `token` or stands behind it; nil where none is.
  @inlinable
  public func first(from token: Int) -> Int? {
    var block = token >> 6
    guard block < bits.count else { return nil }
    var rest = bits[block] & (UInt64.max << UInt64(token & 63))
    while rest == 0 {
      block += 1
      guard block < bits.count else { return nil }
      rest = bits[block]
    }
    return block << 6 | rest.trailingZeroBitCount
  }
}
