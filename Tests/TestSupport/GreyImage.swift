import Foundation

/// A grey image of a page, as `pdftoppm -gray` makes it.
public struct GreyImage {
  public let width: Int
  public let height: Int
  /// 0 is black; row after row.
  public let pixels: [UInt8]

  /// Renders page 1 of a PDF at `pixelsPerInch`.
  public init(rendering pdf: Data, pixelsPerInch: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "imr-extract-image-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "page.pdf")
    try pdf.write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "pdftoppm", "-gray", "-singlefile", "-r", String(pixelsPerInch), file.path(percentEncoded: false),
      folder.appending(path: "page").path(percentEncoded: false),
    ]
    try process.run()
    process.waitUntilExit()
    self.init(pgm: try Data(contentsOf: folder.appending(path: "page.pgm")))
  }

  /// `P5`, width, height and 255, parted by white space, then the pixels.
  public init(pgm: Data) {
    let fields = pgm.prefix(64).split(whereSeparator: { $0 <= 0x20 }).prefix(4).map {
      String(decoding: $0, as: UTF8.self)
    }
    width = fields.count > 1 ? Int(fields[1]) ?? 0 : 0
    height = fields.count > 2 ? Int(fields[2]) ?? 0 : 0
    pixels = [UInt8](pgm.suffix(width * height))
  }

  public init(width: Int, height: Int, pixels: [UInt8]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  public var pgm: Data { Data("P5\n\(width) \(height)\n255\n".utf8) + Data(pixels) }

  /// An uncompressed TIFF of several images, which it does not check to be of one size.
  public static func tiff(_ images: [GreyImage], pixelsPerInch: Int) -> Data {
    var file = Data([0x49, 0x49, 0x2A, 0x00, 0, 0, 0, 0])
    func number(_ value: Int, width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var link = 4
    for image in images {
      let strip = file.count
      file += Data(image.pixels)
      let ratio = file.count
      file += Data(number(pixelsPerInch, width: 4) + number(1, width: 4))
      let directory = file.count
      let entries: [(tag: Int, type: Int, value: Int)] = [
        (256, 4, image.width), (257, 4, image.height), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, strip),
        (277, 3, 1), (278, 4, image.height), (279, 4, image.pixels.count), (282, 5, ratio), (296, 3, 2),
      ]
      file += Data(number(entries.count, width: 2))
      for entry in entries {
        file += Data(number(entry.tag, width: 2) + number(entry.type, width: 2) + number(1, width: 4))
        file += Data(number(entry.value, width: 4))
      }
      file.replaceSubrange(link..<link + 4, with: number(directory, width: 4))
      link = file.count
      file += Data(number(0, width: 4))
    }
    return file
  }
}
