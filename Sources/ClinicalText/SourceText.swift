/// The decoded text of a document, as UTF-8 without byte-order mark. All spans refer to it, in UTF-8 bytes.
public struct SourceText: Sendable {
  /// Valid UTF-8.
  public let bytes: [UInt8]
  public let isASCII: Bool
  /// Byte offsets of the form feeds, each of which ends a page.
  public let pageBreaks: [Int]

  /// - Parameter utf8: bytes of any content; each byte that is no valid UTF-8 becomes one U+FFFD.
  public init(utf8: [UInt8]) {
    var ascii = true
    var breaks: [Int] = []
    utf8.withUnsafeBufferPointer { buffer in
      for index in buffer.indices {
        if buffer[index] >= 0x80 { ascii = false }
        if buffer[index] == 0x0C { breaks.append(index) }
      }
    }
    isASCII = ascii
    pageBreaks = breaks
    bytes = ascii ? utf8 : Self.repaired(utf8)
  }

  public subscript(span: Span) -> ArraySlice<UInt8> { bytes[span.start..<span.end] }

  /// The page that a byte offset stands on, from 1.
  public func page(at offset: Int) -> Int {
    var page = 1
    for pageBreak in pageBreaks where pageBreak < offset { page += 1 }
    return page
  }

  private static func repaired(_ utf8: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(utf8.count + 16)
    var index = 0
    while index < utf8.count {
      let length = validSequenceLength(in: utf8, at: index)
      if length == 0 {
        out.append(contentsOf: [0xEF, 0xBF, 0xBD])
        index += 1
      } else {
        out.append(contentsOf: utf8[index..<index + length])
        index += length
      }
    }
    return out
  }

  /// Bytes of the well-formed UTF-8 sequence that starts at `index` (Unicode, table 3-7), 0 where there is none.
  public static func validSequenceLength(in bytes: [UInt8], at index: Int) -> Int {
    let lead = bytes[index]
    if lead < 0x80 { return 1 }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    guard lead >= 0xC2, lead <= 0xF4, index + length <= bytes.count else { return 0 }
    for next in index + 1..<index + length where bytes[next] & 0xC0 != 0x80 { return 0 }
    let second = bytes[index + 1]
    switch lead {
    case 0xE0 where second < 0xA0, 0xED where second > 0x9F, 0xF0 where second < 0x90, 0xF4 where second > 0x8F:
      return 0
    default: return length
    }
  }
}
