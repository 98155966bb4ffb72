/// The decoded text of a document, as UTF-8 without byte-order mark. All spans refer to it, in UTF-8 bytes.
public struct SourceText: Sendable {
  /// Valid UTF-8.
  public let bytes: [UInt8]
  public let isASCII: Bool
  /// Byte offsets of the form feeds, each of which ends a page.
  public let pageBreaks: [Int]
  /// How many bytes were no valid UTF-8; each stands in `bytes` as one U+FFFD.
  public let replacedBytes: Int
  /// Where the first of them stands, in UTF-8 bytes.
  public let firstReplacement: Int?

  /// - Parameter utf8: bytes of any content; each byte that is no valid UTF-8 becomes one U+FFFD.
  public init(utf8: [UInt8]) {
    let scan = UTF8Scan(utf8)
    isASCII = scan.isASCII
    replacedBytes = scan.invalidBytes
    firstReplacement = scan.firstInvalid
    if scan.invalidBytes == 0 {
      bytes = utf8
      pageBreaks = scan.pageBreaks
    } else {
      bytes = Self.repaired(utf8)
      pageBreaks = UTF8Scan(bytes).pageBreaks
    }
  }

  /// A text that was looked through as its bytes were made.
  /// - Parameters:
  ///   - ascii: bytes below 0x80.
  ///   - pageBreaks: the offsets of all form feeds among them, ascending.
  public init(ascii: [UInt8], pageBreaks: [Int]) {
    bytes = ascii
    isASCII = true
    self.pageBreaks = pageBreaks
    replacedBytes = 0
    firstReplacement = nil
  }

  public subscript(span: Span) -> ArraySlice<UInt8> { bytes[span.start..<span.end] }

  /// The number of pages, at least 1.
  public var pageCount: Int { pageBreaks.count + (pageBreaks.last == bytes.count - 1 ? 0 : 1) }

  /// The page that a byte offset stands on, from 1.
  public func page(at offset: Int) -> Int {
    var low = 0
    var high = pageBreaks.count
    while low < high {
      let middle = (low + high) / 2
      if pageBreaks[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low + 1
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

/// One pass over bytes for what a text has to know of them, sixteen bytes a step where these are plain ASCII.
struct UTF8Scan {
  private(set) var isASCII = true
  private(set) var pageBreaks: [Int] = []
  private(set) var invalidBytes = 0
  private(set) var firstInvalid: Int?
  private static let formFeed: UInt8 = 0x0C

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      var index = 0
      while index < raw.count {
        if index + 16 <= raw.count, Self.isPlain(raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)) {
          index += 16
        } else {
          index += step(bytes, at: index)
        }
      }
    }
  }

  /// Whether the bytes are ASCII without a form feed (a zero byte shows in the high bit of `x - 1`).
  @inline(__always)
  private static func isPlain(_ bytes: SIMD16<UInt8>) -> Bool {
    let breaks = bytes ^ SIMD16(repeating: formFeed)
    let found = bytes | ((breaks &- SIMD16(repeating: 1)) & ~breaks)
    return SixteenBytes.firstHighBit(found) == nil
  }

  /// Takes in the character at `index` and gives its length.
  private mutating func step(_ bytes: [UInt8], at index: Int) -> Int {
    if bytes[index] == Self.formFeed { pageBreaks.append(index) }
    if bytes[index] < 0x80 { return 1 }
    isASCII = false
    let length = SourceText.validSequenceLength(in: bytes, at: index)
    guard length == 0 else { return length }
    invalidBytes += 1
    firstInvalid = firstInvalid ?? index
    return 1
  }
}
