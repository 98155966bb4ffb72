import CodeTableFormat

/// A code's characters in one number, in the order of the table.
struct CodeKey: Comparable {
  private let value: UInt64

  /// The key at a record of a code table, of which at least eight bytes can be read.
  init(packed start: UnsafePointer<UInt8>) {
    value = UInt64(bigEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)) >> 8
  }

  /// The key of a written code; nil where it is too long, has other characters than letters and
  /// digits, or its point stands elsewhere than after so many characters as `pointAfter` says.
  init?(_ code: UnsafeBufferPointer<UInt8>, pointAfter: (UInt8) -> Int) {
    var value: UInt64 = 0
    var count = 0
    var first: UInt8 = 0
    var pointAt: Int?
    for byte in code {
      if byte == UInt8(ascii: "."), pointAt == nil, count == pointAfter(first) {
        pointAt = count
        continue
      }
      guard let character = Self.character(byte), count < PackedCodeFormat.Code.codeWidth else { return nil }
      if count == 0 { first = character }
      value = value << 8 | UInt64(character)
      count += 1
    }
    guard count >= 3, pointAt != count else { return nil }
    for _ in count..<PackedCodeFormat.Code.codeWidth { value = value << 8 | 0x20 }
    self.value = value
  }

  /// The number of characters.
  var count: Int {
    (0..<PackedCodeFormat.Code.codeWidth).first { self[$0] == 0x20 } ?? PackedCodeFormat.Code.codeWidth
  }

  /// A character; a space behind the last.
  subscript(index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: value >> UInt64(8 * (PackedCodeFormat.Code.codeWidth - 1 - index)))
  }

  /// The key with placeholders up to the 6th character, and a 7th character.
  func adding(seventh: UInt8) -> CodeKey {
    var extended: UInt64 = 0
    for index in 0..<PackedCodeFormat.Code.codeWidth - 1 {
      extended = extended << 8 | UInt64(self[index] == 0x20 ? UInt8(ascii: "X") : self[index])
    }
    return CodeKey(value: extended << 8 | UInt64(seventh))
  }

  private init(value: UInt64) { self.value = value }

  static func < (left: CodeKey, right: CodeKey) -> Bool { left.value < right.value }

  /// In upper case, if it is a letter or digit.
  private static func character(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): byte
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 0x20
    default: nil
    }
  }
}
