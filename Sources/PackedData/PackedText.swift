extension PackedData {
  /// Appends the UTF-8 of the text that `PackedDataWriter.append(text:)` wrote in `range`.
  public func appendText(in range: Range<Int>, to output: inout [UInt8]) {
    let packed = bytes(in: range)
    guard packed.contains(PackedText.escape) else { return output.append(contentsOf: packed) }
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = byte(at: offset)
      if byte == PackedText.escape, let scalar = Unicode.Scalar(UInt32(number18(at: offset + 1))) {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        offset += 4
      } else {
        output.append(byte)
        offset += 1
      }
    }
  }
}

/// How text stands in a packed literal: as it is, but for characters that a literal cannot hold
/// bare, which are `~` and their scalar value in three digits (up to U+3FFFF).
enum PackedText {
  static let escape = UInt8(ascii: "~")

  static func standsBare(_ byte: UInt8) -> Bool {
    switch byte {
    case escape, UInt8(ascii: "\""), UInt8(ascii: "\\"): false
    default: byte >= 0x20 && byte < 0x7F
    }
  }
}
