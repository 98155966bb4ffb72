/// A string of JSON without its escapes.
struct JSONString {
  /// May be invalid UTF-8.
  let content: [UInt8]
  /// The place behind the closing quote.
  let end: Int
  /// Offsets of the form feeds in the content; nil where it is not known to be ASCII.
  let asciiPageBreaks: [Int]?
}

/// The insides of JSON strings.
enum JSONUnescaper {
  /// The first quote, backslash or control character at or behind `start`; the count where there is none.
  static func nextSpecial(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index &+ 16 <= bytes.count {
      let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
      if let place = JSONSpecials.first(in: block) { return index &+ place }
      index &+= 16
    }
    while index < bytes.count, !JSONSpecials.contains(bytes[index]) { index &+= 1 }
    return index
  }

  /// The string whose first byte behind the opening quote is at `start`. A pair of surrogates is one character, a lone one
  /// U+FFFD.
  /// - Returns: nil where the string does not end, holds a control character, or an escape is none of JSON's.
  static func string(in bytes: UnsafeRawBufferPointer, from start: Int) -> JSONString? {
    var end: Int?
    var isASCII = false
    var pageBreaks: [Int] = []
    let content = [UInt8](unsafeUninitializedCapacity: bytes.count - start) { out, count in
      guard let target = UnsafeMutableRawPointer(out.baseAddress) else { return }
      var index = start
      var written = 0
      var seen = SIMD16<UInt8>()
      while true {
        let length = copyPlain(bytes, from: index, to: target + written, &seen)
        index &+= length
        written &+= length
        guard index < bytes.count else { return }
        if bytes[index] == UInt8(ascii: "\"") {
          end = index + 1
          count = written
          isASCII = seen.max() < 0x80
          return
        }
        guard bytes[index] == UInt8(ascii: "\\"), let escape = Escape(bytes, at: index) else { return }
        if escape.scalar == "\u{0C}" { pageBreaks.append(written) }
        if !escape.scalar.isASCII { seen[0] = 0x80 }
        written &+= escape.write(to: target + written)
        index &+= escape.length
      }
    }
    return end.map { JSONString(content: content, end: $0, asciiPageBreaks: isASCII ? pageBreaks : nil) }
  }

  /// Copies the bytes from `start` to before the first special one, sixteen a step; those behind it may be copied as well.
  /// - Parameter seen: takes in the bits of all bytes that are copied.
  /// - Returns: how many they are.
  @inline(__always)
  private static func copyPlain(
    _ bytes: UnsafeRawBufferPointer, from start: Int, to target: UnsafeMutableRawPointer, _ seen: inout SIMD16<UInt8>
  ) -> Int {
    let length = bytes.count - start
    var done = 0
    while done &+ 16 <= length {
      let block = bytes.loadUnaligned(fromByteOffset: start &+ done, as: SIMD16<UInt8>.self)
      target.storeBytes(of: block, toByteOffset: done, as: SIMD16<UInt8>.self)
      seen |= block
      if let place = JSONSpecials.first(in: block) { return done &+ place }
      done &+= 16
    }
    while done < length, !JSONSpecials.contains(bytes[start &+ done]) {
      target.storeBytes(of: bytes[start &+ done], toByteOffset: done, as: UInt8.self)
      seen[0] |= bytes[start &+ done]
      done &+= 1
    }
    return done
  }
}

/// One escape of a JSON string, decoded.
private struct Escape {
  let scalar: Unicode.Scalar
  /// Bytes that it takes in the source.
  let length: Int

  @inline(__always)
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
  @inline(__always)
  func write(to target: UnsafeMutableRawPointer) -> Int {
    if scalar.isASCII {
      target.storeBytes(of: UInt8(truncatingIfNeeded: scalar.value), as: UInt8.self)
      return 1
    }
    var length = 0
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      target.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
      length += 1
    }
    return length
  }
}
