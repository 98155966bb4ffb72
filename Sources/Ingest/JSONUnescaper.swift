/// The insides of JSON strings.
enum JSONUnescaper {
  /// The first quote, backslash or control character at or behind `start`; the count where there is none.
  @inline(__always)
  static func nextSpecial(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= bytes.count {
      let found = specials(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] >= 0x20, bytes[index] != 0x22, bytes[index] != 0x5C { index += 1 }
    return min(index, bytes.count)
  }

  /// The string without its escapes: a pair of surrogates is one character, a lone one U+FFFD. Nil where an escape is
  /// none of JSON's.
  static func unescaped(_ content: UnsafeRawBufferPointer) -> [UInt8]? {
    var isValid = true
    let bytes = [UInt8](unsafeUninitializedCapacity: content.count) { out, count in
      guard let target = UnsafeMutableRawBufferPointer(out).baseAddress else { return }
      var index = 0
      while index < content.count {
        let run = nextBackslash(in: content, from: index)
        if let source = content.baseAddress, run > index {
          (target + count).copyMemory(from: source + index, byteCount: run - index)
        }
        count += run - index
        index = run
        guard index < content.count else { return }
        guard let escape = Escape(content, at: index) else {
          isValid = false
          return
        }
        count += escape.write(to: target + count)
        index += escape.length
      }
    }
    return isValid ? bytes : nil
  }

  private static func nextBackslash(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index + 8 <= bytes.count {
      let found = zeros(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ (ones &* 0x5C))
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, bytes[index] != 0x5C { index += 1 }
    return index
  }

  // Eight bytes at once, read little-endian: the lowest marked byte is exact, higher ones may be marked falsely.

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }

  /// The high bit of each byte that is zero.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & (ones << 7) }

  @inline(__always)
  private static func specials(_ word: UInt64) -> UInt64 {
    zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C)) | (word &- (ones &* 0x20)) & ~word & (ones << 7)
  }
}

/// One escape of a JSON string, decoded.
private struct Escape {
  let scalar: Unicode.Scalar
  /// Bytes that it takes in the source.
  let length: Int

  init?(_ bytes: UnsafeRawBufferPointer, at index: Int) {
    guard index + 1 < bytes.count else { return nil }
    switch bytes[index + 1] {
    case UInt8(ascii: "n"): self.init("\n")
    case UInt8(ascii: "r"): self.init("\r")
    case UInt8(ascii: "t"): self.init("\t")
    case UInt8(ascii: "f"): self.init("\u{0C}")
    case UInt8(ascii: "b"): self.init("\u{08}")
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): self.init(Unicode.Scalar(bytes[index + 1]))
    case UInt8(ascii: "u"): self.init(codeUnitsIn: bytes, at: index)
    default: return nil
    }
  }

  private init(_ scalar: Unicode.Scalar, length: Int = 2) {
    self.scalar = scalar
    self.length = length
  }

  private init?(codeUnitsIn bytes: UnsafeRawBufferPointer, at index: Int) {
    guard let unit = Self.codeUnit(bytes, at: index) else { return nil }
    if let scalar = Unicode.Scalar(unit) {
      self.init(scalar, length: 6)
    } else if UTF16.isLeadSurrogate(unit), let next = Self.codeUnit(bytes, at: index + 6), UTF16.isTrailSurrogate(next)
    {
      let value = 0x10000 + (UInt32(unit) & 0x3FF) << 10 + UInt32(next) & 0x3FF
      self.init(Unicode.Scalar(value) ?? "\u{FFFD}", length: 12)
    } else {
      self.init("\u{FFFD}", length: 6)
    }
  }

  /// The value of `\uXXXX` at `index`, nil where it is none.
  private static func codeUnit(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt16? {
    guard index + 6 <= bytes.count, bytes[index] == 0x5C, bytes[index + 1] == UInt8(ascii: "u") else { return nil }
    var value: UInt16 = 0
    for digit in bytes[index + 2..<index + 6] {
      guard let number = hexDigit(digit) else { return nil }
      value = value << 4 | number
    }
    return value
  }

  private static func hexDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case 0x30...0x39: UInt16(byte - 0x30)
    case 0x41...0x46, 0x61...0x66: UInt16(byte | 0x20) - 0x61 + 10
    default: nil
    }
  }

  /// Writes the character in UTF-8 and gives its length.
  func write(to target: UnsafeMutableRawPointer) -> Int {
    var length = 0
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      target.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
      length += 1
    }
    return length
  }
}
