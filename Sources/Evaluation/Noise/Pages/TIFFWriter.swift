/// Writes pages as one TIFF 6.0 file without compression: eight bits a pixel, or one where there is black and white only.
public struct TIFFWriter {
  private enum FieldType: Int {
    case short = 3
    case long = 4
    case rational = 5
  }

  private var bytes: [UInt8] = [0x49, 0x49, 0x2A, 0x00, 0, 0, 0, 0]
  /// Where the place of the next directory goes.
  private var link = 4

  public init() {}

  /// - Parameter resolution: pixels an inch, across and down.
  public mutating func add(_ page: PageImage, resolution: (x: Int, y: Int)) {
    let isBilevel = page.pixels.allSatisfy { $0 == 0 || $0 == 255 }
    let strip = bytes.count
    bytes += isBilevel ? Self.packed(page) : page.pixels
    let length = bytes.count - strip
    if bytes.count % 2 == 1 { bytes.append(0) }
    let ratios = bytes.count
    for number in [resolution.x, 1, resolution.y, 1] { append(number, width: 4) }
    let directory = bytes.count
    let fields: [(tag: Int, type: FieldType, value: Int)] = [
      (256, .long, page.width), (257, .long, page.height), (258, .short, isBilevel ? 1 : 8), (259, .short, 1),
      (262, .short, 1), (273, .long, strip), (277, .short, 1), (278, .long, page.height), (279, .long, length),
      (282, .rational, ratios), (283, .rational, ratios + 8), (296, .short, 2),
    ]
    append(fields.count, width: 2)
    for field in fields {
      append(field.tag, width: 2)
      append(field.type.rawValue, width: 2)
      append(1, width: 4)
      append(field.value, width: 4)
    }
    for byte in 0..<4 { bytes[link + byte] = UInt8(truncatingIfNeeded: directory >> (8 * byte)) }
    link = bytes.count
    append(0, width: 4)
  }

  /// The file with the pages so far.
  public var file: [UInt8] { bytes }

  private mutating func append(_ number: Int, width: Int) {
    for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
  }

  /// One bit a pixel, the first in the highest; each row begins a byte.
  private static func packed(_ page: PageImage) -> [UInt8] {
    let rowLength = (page.width + 7) / 8
    var bits = [UInt8](repeating: 0, count: rowLength * page.height)
    for y in 0..<page.height {
      for x in 0..<page.width where page.pixels[y * page.width + x] > 127 {
        bits[y * rowLength + x / 8] |= 0x80 >> UInt8(x % 8)
      }
    }
    return bits
  }
}
