import ClinicalText

/// Bytes of a text file to text: UTF-8, UTF-16 with a byte-order mark, Windows-1252.
public enum TextDecoder {
  public struct Decoded: Sendable {
    public let text: SourceText
    public let undecodable: UndecodableBytes?
  }

  public static func decode(_ bytes: [UInt8]) -> Decoded {
    if hasUTF16Mark(bytes) { return UTF16Decoder.decode(bytes) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return decoded(SourceText(utf8: Array(bytes.dropFirst(3)))) }
    let text = SourceText(utf8: bytes)
    if text.replacedBytes > 0, Windows1252.isLikely(bytes, invalidAsUTF8: text.replacedBytes) {
      return decoded(SourceText(utf8: Windows1252.utf8(of: bytes)))
    }
    return decoded(text)
  }

  /// The text of a document whose bytes were said to be UTF-8.
  static func decoded(_ text: SourceText) -> Decoded {
    let undecodable = text.firstReplacement.map { UndecodableBytes(count: text.replacedBytes, first: Span($0, $0 + 3)) }
    return Decoded(text: text, undecodable: undecodable)
  }

  static func hasUTF16Mark(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }
}

enum UTF16Decoder {
  /// - Parameter bytes: with their byte-order mark. A surrogate without partner and a last odd byte are undecodable.
  static func decode(_ bytes: [UInt8]) -> TextDecoder.Decoded {
    let littleEndian = bytes[0] == 0xFF
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      let low = UInt16(bytes[littleEndian ? index : index + 1])
      return UInt16(bytes[littleEndian ? index + 1 : index]) << 8 | low
    }
    var out: [UInt8] = []
    out.reserveCapacity(units.count + units.count / 8)
    var replaced = 0
    var first: Int?
    func replace() {
      first = first ?? out.count
      replaced += 1
      out.append(contentsOf: [0xEF, 0xBF, 0xBD])
    }
    var codec = UTF16()
    var iterator = units.makeIterator()
    decoding: while true {
      switch codec.decode(&iterator) {
      case .scalarValue(let scalar): out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      case .error: replace()
      case .emptyInput: break decoding
      }
    }
    if bytes.count % 2 == 1 { replace() }
    let undecodable = first.map { UndecodableBytes(count: replaced, first: Span($0, $0 + 3)) }
    return TextDecoder.Decoded(text: SourceText(utf8: out), undecodable: undecodable)
  }
}

/// The code page of Windows for western languages, in which older converters wrote letters.
enum Windows1252 {
  /// Whether bytes that are no valid UTF-8 read as Windows-1252: few of them make valid UTF-8 sequences, and all are
  /// characters that a letter has.
  static func isLikely(_ bytes: [UInt8], invalidAsUTF8 invalid: Int) -> Bool {
    let high = bytes.count { $0 >= 0x80 }
    return high - invalid < invalid && bytes.allSatisfy { $0 < 0x80 || isInLetters($0) }
  }

  /// - Parameter bytes: all of them characters of the code page.
  static func utf8(of bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte < 0x80 {
        out.append(byte)
      } else {
        let code = byte < 0xA0 ? controls[Int(byte - 0x80)] : UInt16(byte)
        if let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) { out.append(contentsOf: encoded) }
      }
    }
    return out
  }

  /// Not the five bytes without a character, nor letters that only Icelandic and Old English have, nor a lone diaeresis-y:
  /// where these stand, the text is damaged UTF-8.
  private static func isInLetters(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xD0, 0xDE, 0xF0, 0xFE, 0xFF: false
    default: true
    }
  }

  /// The characters of 0x80...0x9F (Unicode's mapping file CP1252.TXT), 0xFFFD where there is none.
  private static let controls: [UInt16] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0xFFFD, 0x017E, 0x0178,
  ]
}
