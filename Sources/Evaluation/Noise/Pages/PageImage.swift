/// A grey image of a page.
public struct PageImage: Sendable, Equatable {
  public let width: Int
  public let height: Int
  /// 0 is black, 255 white; row after row from the top.
  public var pixels: [UInt8]

  /// - Parameter pixels: `width` times `height`; missing ones are white.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    let count = width * height
    self.pixels = Array(pixels.prefix(count)) + [UInt8](repeating: 255, count: max(0, count - pixels.count))
  }

  /// Reads a raw portable grey map (PGM, `P5`) with 256 levels, as poppler writes it; nil for anything else.
  public init?(pgm: [UInt8]) {
    var at = 0
    var fields: [[UInt8]] = []
    while fields.count < 4, at < pgm.count, at < 64 {
      let end = pgm[at...].firstIndex { $0 <= 0x20 } ?? pgm.count
      if end > at { fields.append(Array(pgm[at..<end])) }
      at = end + 1
    }
    let numbers = fields.dropFirst().compactMap { Int(String(decoding: $0, as: UTF8.self)) }
    guard fields.first == Array("P5".utf8), numbers.count == 3, numbers[2] == 255, numbers[0] > 0, numbers[1] > 0,
      pgm.count - at >= numbers[0] * numbers[1]
    else { return nil }
    self.init(width: numbers[0], height: numbers[1], pixels: Array(pgm[at..<at + numbers[0] * numbers[1]]))
  }
}
