/// Formats in which recognisers write what they read.
public enum OCRFormat: Sendable, Equatable { case tesseractTSV, hocr, alto }

/// What a document is by its first bytes.
public enum DocumentKind: Sendable, Equatable {
  case text
  case pdf
  case image
  case ocrResult(OCRFormat)
  /// Nothing that holds a letter.
  case binary

  /// How many bytes `init` looks at.
  public static let headLength = 64 * 1024

  public init(head: some Collection<UInt8>) {
    let head = Array(head.prefix(Self.headLength))
    if Self.imageMarks.contains(where: { head.starts(with: $0) }) {
      self = .image
    } else if Self.isPDF(head) {
      self = .pdf
    } else if TextDecoder.hasUTF16Mark(head) {
      self = .text
    } else if Self.isBinary(head) {
      self = .binary
    } else {
      self = Self.ocrFormat(head).map(DocumentKind.ocrResult) ?? .text
    }
  }

  /// PNG, JPEG, TIFF in both byte orders.
  private static let imageMarks: [[UInt8]] = [
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0xFF, 0xD8, 0xFF], [0x49, 0x49, 0x2A, 0x00],
    [0x4D, 0x4D, 0x00, 0x2A],
  ]

  /// The mark may stand behind stray bytes, but within the first 1,024 (ISO 32000-1, annex H.3).
  private static func isPDF(_ head: [UInt8]) -> Bool { contains("%PDF-", in: head.prefix(1_024)) }

  /// More than one control character in a hundred bytes; text has tabs, line ends and form feeds only.
  private static func isBinary(_ head: [UInt8]) -> Bool {
    let controls = head.count { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }
    return controls * 100 > head.count
  }

  private static func ocrFormat(_ head: [UInt8]) -> OCRFormat? {
    guard let first = head.first(where: { $0 > 0x20 && $0 < 0x7F }) else { return nil }
    let start = head.prefix(4_096)
    if first == UInt8(ascii: "l") { return start.starts(with: "level\tpage_num\t".utf8) ? .tesseractTSV : nil }
    guard first == UInt8(ascii: "<") else { return nil }
    if contains("<alto", in: start) || contains(":alto", in: start) { return .alto }
    return contains("ocr_page", in: start) || contains("ocr-system", in: start) ? .hocr : nil
  }

  private static func contains(_ mark: StaticString, in bytes: ArraySlice<UInt8>) -> Bool {
    let wanted = Array(UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount))
    guard bytes.count >= wanted.count else { return false }
    return (bytes.startIndex...bytes.endIndex - wanted.count).contains { bytes[$0...].starts(with: wanted) }
  }
}
