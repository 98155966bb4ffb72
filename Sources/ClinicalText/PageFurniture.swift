/// Recognises running headers and footers, which stand in a page and not in its sentences.
///
/// A template is a line in lower case with `#` for each run that holds a digit, without punctuation:
/// `final determination letter for imr case number # #`. A line that ends in a full stop ends a sentence and is none.
public struct PageFurniture: Sendable {
  private static let longest = 200
  private let templates: Set<[UInt8]>
  private let firstWords: [[UInt8]]

  public init(templates: [String] = []) {
    self.templates = Set(templates.map { Array($0.utf8) })
    firstWords = Set(self.templates.map { Array($0.prefix { $0 != 0x20 }) }).sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Whether the line, given without its outer blanks, is page furniture; a full stop at its end makes it the end of a
  /// sentence ("page 329.").
  func matches(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line.last != UInt8(ascii: "."), line.count <= Self.longest,
      firstWords.contains(where: { Self.begins(line, with: $0) })
    else { return false }
    return templates.contains(Self.shape(of: line))
  }

  private static func begins(_ line: UnsafeBufferPointer<UInt8>, with word: [UInt8]) -> Bool {
    guard word.count <= line.count, word.first.map({ $0 == folded(line[0]) }) == true else { return false }
    return word[0] == UInt8(ascii: "#") || word.indices.allSatisfy { folded(line[$0]) == word[$0] }
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
}
