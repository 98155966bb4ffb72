/// Recognises running headers and footers, which stand in a page and not in its sentences.
///
/// A template is the `LineShape` of such a line: `final determination letter for imr case number # #`. A line that ends in
/// a full stop ends a sentence and is none.
public struct PageFurniture: Sendable {
  static let longest = 200
  private let templates: [[UInt8]]
  private let firstWords: [[UInt8]]
  /// Whether a template begins with a byte's folded letter.
  private let opens: [Bool]

  public init(templates: [String] = []) {
    self.templates = templates.map { Array($0.utf8) }
    let firstWords = Set(self.templates.map { Array($0.prefix { $0 != 0x20 }) })
    self.firstWords = firstWords.sorted { $0.lexicographicallyPrecedes($1) }
    let letters = Set(firstWords.compactMap(\.first))
    opens = (UInt8.min...UInt8.max).map { letters.contains(LineShape.folded($0)) }
  }

  /// Whether the line, given without its outer blanks, is page furniture; a full stop at its end makes it the end of a
  /// sentence ("page 329.").
  @inline(__always)
  func matches(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = line.first, opens[Int(first)] else { return false }
    return matchesTemplate(line)
  }

  @inline(never)
  private func matchesTemplate(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line.last != UInt8(ascii: "."), line.count <= Self.longest,
      firstWords.contains(where: { Self.begins(line, with: $0) })
    else { return false }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: line.count) { shape in
      let count = LineShape.write(line, to: shape.baseAddress.unsafelyUnwrapped).count
      return templates.contains { $0.elementsEqual(shape[..<count]) }
    }
  }

  private static func begins(_ line: UnsafeBufferPointer<UInt8>, with word: [UInt8]) -> Bool {
    word.count <= line.count && word.indices.allSatisfy { LineShape.folded(line[$0]) == word[$0] }
  }
}
