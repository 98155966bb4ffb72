/// Recognises running headers and footers, which stand in a page and not in its sentences.
///
/// A template is a line in lower case with `#` for each run that holds a digit, without punctuation:
/// `final determination letter for imr case number # #`. A line that ends in a full stop ends a sentence and is none.
public struct PageFurniture: Sendable {
  private static let longest = 200
  private let templates: Set<[UInt8]>
  private var firstLetters: (UInt64, UInt64) = (0, 0)

  public init(templates: [String] = []) {
    self.templates = Set(templates.map { Array($0.utf8) })
    for template in self.templates { if let first = template.first { mark(first) } }
  }

  /// Whether the line, given without its outer blanks, is page furniture.
  func matches(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = line.first, line.count <= Self.longest, mayStart(Self.folded(first)),
      line[line.count - 1] != UInt8(ascii: ".")
    else { return false }
    return templates.contains(Self.shape(of: line))
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x30...0x39: UInt8(ascii: "#")
    default: byte
    }
  }

  static func shape(of line: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var shape: [UInt8] = []
    var word: [UInt8] = []
    var hasDigit = false
    func close() {
      guard !word.isEmpty else { return }
      if !shape.isEmpty { shape.append(0x20) }
      shape.append(contentsOf: hasDigit ? [UInt8(ascii: "#")] : word)
    }
    for byte in line {
      let letter = folded(byte)
      if (0x61...0x7A).contains(letter) || letter == UInt8(ascii: "#") {
        word.append(letter)
        hasDigit = hasDigit || letter == UInt8(ascii: "#")
      } else {
        close()
        word.removeAll(keepingCapacity: true)
        hasDigit = false
      }
    }
    close()
    return shape
  }

  private mutating func mark(_ byte: UInt8) {
    if byte < 64 { firstLetters.0 |= 1 << UInt64(byte) } else { firstLetters.1 |= 1 << UInt64(byte & 63) }
  }

  private func mayStart(_ byte: UInt8) -> Bool {
    guard byte < 128 else { return false }
    return (byte < 64 ? firstLetters.0 >> UInt64(byte) : firstLetters.1 >> UInt64(byte & 63)) & 1 == 1
  }
}
