/// JSON's strings (RFC 8259): the two marks and the control characters are escaped, all else stands as UTF-8.
extension OutputBuffer {
  mutating func append(json bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count + 2)
    append(UInt8(ascii: "\""))
    var start = 0
    while let index = Self.nextEscape(in: bytes, from: start) {
      append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
      appendEscape(bytes[index])
      start = index + 1
    }
    append(UnsafeBufferPointer(rebasing: bytes[start...]))
    append(UInt8(ascii: "\""))
  }

  /// The first byte from `start` on that has to be escaped, looked for eight bytes a step.
  private static func nextEscape(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index &+ 8 <= raw.count, !holdsEscape(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) {
      index &+= 8
    }
    while index < raw.count {
      if needsEscape(raw[index]) { return index }
      index &+= 1
    }
    return nil
  }

  /// Whether one of eight bytes has to be escaped; sometimes true where none has. A borrow out of a byte shows in its high
  /// bit (Warren, Hacker's Delight, 6-1).
  @inline(__always)
  private static func holdsEscape(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let slashes = word ^ (ones &* 0x5C)
    let controls = (word &- ones &* 0x20) & ~word
    return (controls | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)) & (ones << 7) != 0
  }

  mutating func append(json text: String) {
    var text = text
    text.withUTF8 { append(json: $0) }
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

  @inline(__always)
  private static func needsEscape(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

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

  /// Lower case.
  @inline(__always)
  static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x61 + value - 10 }
}
