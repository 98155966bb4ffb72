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
  init?(_ code: some Sequence<UInt8>, pointAfter: (UInt8) -> Int) {
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

  /// The characters, without the spaces that fill the key up.
  var characters: [UInt8] {
    (0..<PackedCodeFormat.Code.codeWidth).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
      .filter { $0 != 0x20 }
  }

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
