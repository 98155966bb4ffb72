import Ingest

/// JSON's strings (RFC 8259): the two marks and the control characters are escaped, all else stands as UTF-8.
extension OutputBuffer {
  mutating func append(json bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return append("\"\"") }
    append(UInt8(ascii: "\""))
    var start = 0
    while true {
      start += append(plain: UnsafeRawPointer(base + start), bytes.count - start)
      guard start < bytes.count else { break }
      appendEscape(bytes[start])
      start += 1
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends `length` bytes, or those before the first one that has to be escaped.
  /// - Returns: how many they are.
  @inline(__always)
  private mutating func append(plain bytes: UnsafeRawPointer, _ length: Int) -> Int {
    var plain = 0
    append(atMost: length) { target in
      plain = Self.copyPlain(bytes, length, to: UnsafeMutableRawPointer(target))
      return plain
    }
    return plain
  }

  /// Copies at most `length` bytes, sixteen a step of which the last overlap, up to the first one that has to be escaped;
  /// some behind it may be copied as well.
  /// - Returns: how many stand before it.
  @inline(__always)
  private static func copyPlain(
    _ bytes: UnsafeRawPointer, _ length: Int, to target: UnsafeMutableRawPointer
  ) -> Int {
    if length < 16 { return copyFew(bytes, length, to: target) }
    var start = 0
    while true {
      let block = bytes.loadUnaligned(fromByteOffset: start, as: SIMD16<UInt8>.self)
      target.storeBytes(of: block, toByteOffset: start, as: SIMD16<UInt8>.self)
      if let place = JSONSpecials.first(in: block) { return start &+ place }
      if start &+ 16 >= length { return length }
      start = min(start &+ 16, length &- 16)
    }
  }

  /// The same for less than sixteen bytes, of which the first and the last eight are taken at once.
  @inline(__always)
  private static func copyFew(
    _ bytes: UnsafeRawPointer, _ length: Int, to target: UnsafeMutableRawPointer
  ) -> Int {
    if length >= 8 {
      let (first, last) = (bytes.loadUnaligned(as: UInt64.self), length &- 8)
      let second = bytes.loadUnaligned(fromByteOffset: last, as: UInt64.self)
      target.storeBytes(of: first, as: UInt64.self)
      target.storeBytes(of: second, toByteOffset: last, as: UInt64.self)
      let block = unsafeBitCast(SIMD2(first, second), to: SIMD16<UInt8>.self)
      return JSONSpecials.first(in: block).map { $0 < 8 ? $0 : last &+ $0 &- 8 } ?? length
    }
    for place in 0..<length {
      let byte = bytes.load(fromByteOffset: place, as: UInt8.self)
      if JSONSpecials.contains(byte) { return place }
      target.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
    }
    return length
  }

  mutating func append(json text: String) {
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { append(json: $0) }
    guard isWritten == nil else { return }
    var copy = text
    copy.withUTF8 { append(json: $0) }
  }

  /// The text, or `null`.
  mutating func append(json text: String?) {
    guard let text else { return append("null") }
    append(json: text)
  }

  /// The number, or `null`.
  mutating func append(json number: Int?) {
    guard let number else { return append("null") }
    append(number)
  }

  mutating func append(json flag: Bool) { if flag { append("true") } else { append("false") } }

  mutating func append(json texts: [String]) {
    append("[")
    for (index, text) in texts.enumerated() {
      if index > 0 { append(",") }
      append(json: text)
    }
    append("]")
  }

  mutating func append(json numbers: [Int]) {
    append("[")
    for (index, number) in numbers.enumerated() {
      if index > 0 { append(",") }
      append(number)
    }
    append("]")
  }

  private mutating func appendEscape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0x09: append(UInt8(ascii: "t"))
    default:
      append("u00")
      append(Self.hexDigit(byte >> 4))
      append(Self.hexDigit(byte & 15))
    }
  }

  /// Two digits a byte, in lower case.
  mutating func append(hexadecimal bytes: UnsafeRawBufferPointer) {
    append(atMost: bytes.count * 2) { target in
      for (index, byte) in bytes.enumerated() {
        target[index * 2] = Self.hexDigit(byte >> 4)
        target[index * 2 + 1] = Self.hexDigit(byte & 15)
      }
      return bytes.count * 2
    }
  }

  /// Lower case.
  @inline(__always)
  static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 + value - 10 }
}
