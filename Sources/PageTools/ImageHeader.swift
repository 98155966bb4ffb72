/// Size and resolution of an image file's pages, from its first bytes (PNG, JPEG) or its directories (TIFF). Read before
/// the image is decoded, so that no image takes more memory than allowed.
struct ImageHeader {
  struct Frame: Equatable {
    /// In pixels.
    var width: Int
    var height: Int
    /// Across; nil where the file does not tell.
    var pixelsPerInch: Double?
    /// Pixels an inch down over those across: about 1, or half of it for a coarse fax.
    var aspect = 1.0
  }

  private(set) var frames: [Frame] = []

  /// Nil for what is none of these images, or breaks off before its size.
  init?(_ bytes: [UInt8]) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      guard let frame = PNGHeader.frame(of: bytes) else { return nil }
      frames = [frame]
    } else if bytes.starts(with: [0xFF, 0xD8]) {
      guard let frame = JPEGHeader.frame(of: bytes) else { return nil }
      frames = [frame]
    } else {
      frames = TIFFHeader(bytes)?.frames ?? []
      if frames.isEmpty { return nil }
    }
  }
}

/// Reads whole numbers at any place of a file; nil beyond its end.
struct ByteReader {
  let bytes: [UInt8]
  var isLittleEndian = false

  func number(at offset: Int, width: Int) -> Int? {
    guard offset >= 0, offset <= bytes.count - width else { return nil }
    let part = bytes[offset..<offset + width]
    return (isLittleEndian ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
  }
}

/// PNG (ISO/IEC 15948): the chunk IHDR, and pHYs for the resolution.
enum PNGHeader {
  private static let inchesAMetre = 39.3701

  static func frame(of bytes: [UInt8]) -> ImageHeader.Frame? {
    let file = ByteReader(bytes: bytes)
    guard let width = file.number(at: 16, width: 4), let height = file.number(at: 20, width: 4), width > 0, height > 0
    else { return nil }
    var frame = ImageHeader.Frame(width: width, height: height)
    var chunk = 8
    while let length = file.number(at: chunk, width: 4), chunk + 8 <= bytes.count {
      let name = bytes[chunk + 4..<chunk + 8]
      if name.elementsEqual("IDAT".utf8) { break }
      if name.elementsEqual("pHYs".utf8), let perMetre = file.number(at: chunk + 8, width: 4),
        file.number(at: chunk + 16, width: 1) == 1
      {
        frame.pixelsPerInch = Double(perMetre) / inchesAMetre
      }
      chunk += length + 12
    }
    return frame
  }
}

/// JPEG (ITU-T T.81): the start-of-frame segment, and JFIF's APP0 for the resolution.
enum JPEGHeader {
  static func frame(of bytes: [UInt8]) -> ImageHeader.Frame? {
    let file = ByteReader(bytes: bytes)
    var resolution: Double?
    var segment = 2
    while let marker = file.number(at: segment, width: 2), let length = file.number(at: segment + 2, width: 2) {
      switch marker {
      case 0xFFE0 where file.number(at: segment + 4, width: 4) == 0x4A46_4946:
        resolution = density(file, at: segment + 11)
      case 0xFFC0...0xFFCF where ![0xFFC4, 0xFFC8, 0xFFCC].contains(marker):
        guard let height = file.number(at: segment + 5, width: 2), let width = file.number(at: segment + 7, width: 2),
          width > 0, height > 0
        else { return nil }
        return ImageHeader.Frame(width: width, height: height, pixelsPerInch: resolution)
      case 0xFF00...0xFFFF: break
      default: return nil
      }
      segment += 2 + length
    }
    return nil
  }

  /// Unit (1 an inch, 2 a centimetre), then the horizontal density.
  private static func density(_ file: ByteReader, at offset: Int) -> Double? {
    guard let unit = file.number(at: offset, width: 1), let density = file.number(at: offset + 1, width: 2) else {
      return nil
    }
    return unit == 1 ? Double(density) : unit == 2 ? Double(density) * 2.54 : nil
  }
}

/// TIFF 6.0: one directory a page.
struct TIFFHeader {
  private enum Tag { static let width = 256, height = 257, xResolution = 282, yResolution = 283, resolutionUnit = 296 }
  private let file: ByteReader
  private(set) var frames: [ImageHeader.Frame] = []

  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: [0x49, 0x49, 0x2A, 0x00]) || bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) else {
      return nil
    }
    file = ByteReader(bytes: bytes, isLittleEndian: bytes[0] == 0x49)
    var seen: Set<Int> = []
    var directory = file.number(at: 4, width: 4) ?? 0
    while directory > 0, seen.insert(directory).inserted, let frame = frame(at: directory) {
      frames.append(frame)
      let count = file.number(at: directory, width: 2) ?? 0
      directory = file.number(at: directory + 2 + count * 12, width: 4) ?? 0
    }
  }

  private func frame(at directory: Int) -> ImageHeader.Frame? {
    guard let count = file.number(at: directory, width: 2) else { return nil }
    var frame = ImageHeader.Frame(width: 0, height: 0)
    var perUnit: Double?
    var perUnitDown: Double?
    var unit = 2
    for entry in stride(from: directory + 2, to: directory + 2 + count * 12, by: 12) {
      switch file.number(at: entry, width: 2) {
      case Tag.width: frame.width = value(of: entry) ?? 0
      case Tag.height: frame.height = value(of: entry) ?? 0
      case Tag.xResolution: perUnit = ratio(of: entry)
      case Tag.yResolution: perUnitDown = ratio(of: entry)
      case Tag.resolutionUnit: unit = value(of: entry) ?? 2
      case nil: return nil
      default: break
      }
    }
    frame.pixelsPerInch = unit == 2 ? perUnit : unit == 3 ? perUnit.map { $0 * 2.54 } : nil
    if let perUnit, let perUnitDown, perUnit > 0, (0.25...4).contains(perUnitDown / perUnit) {
      frame.aspect = perUnitDown / perUnit
    }
    return frame.width > 0 && frame.height > 0 ? frame : nil
  }

  /// A number of 16 (type 3) or 32 bits, which stands in the entry itself.
  private func value(of entry: Int) -> Int? {
    file.number(at: entry + 8, width: file.number(at: entry + 2, width: 2) == 3 ? 2 : 4)
  }

  private func ratio(of entry: Int) -> Double? {
    guard let place = file.number(at: entry + 8, width: 4), let over = file.number(at: place, width: 4),
      let under = file.number(at: place + 4, width: 4), under > 0
    else { return nil }
    return Double(over) / Double(under)
  }
}
