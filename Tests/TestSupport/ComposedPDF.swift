import Foundation

/// Writes PDF files of lines of text in Helvetica, and of images.
public struct ComposedPDF {
  public struct Line {
    public var text: String
    /// Points from the page's left and top edge to the start of the base line.
    public var x: Double
    public var y: Double
    public var size: Double

    public init(_ text: String, x: Double = 72, y: Double, size: Double = 11) {
      self.text = text
      self.x = x
      self.y = y
      self.size = size
    }
  }

  public static let width = 612.0
  public static let height = 792.0

  private var objects: [Data] = []
  private var scale = 1.0
  private var pages: [Int] = []

  /// - Parameter scale: how many times larger than US Letter the pages are; the lines stay where they were.
  public init(pages: [[Line]], scale: Double = 1) {
    self.scale = scale
    reserve()
    for lines in pages { add(lines) }
  }

  /// A page for each grey image of `width` by `height` pixels, drawn over the whole page.
  public init(images: [(pixels: Data, width: Int, height: Int)]) {
    reserve()
    for image in images { add(image.pixels, image.width, image.height) }
  }

  /// Lines of prose down the pages in small print; longer ones than a page is wide are wrapped, empty ones are space.
  public static func lines(of text: String) -> [[Line]] {
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap(wrapped)
    let perPage = 48
    return stride(from: 0, to: max(rows.count, 1), by: perPage).map { start in
      rows[start..<min(start + perPage, rows.count)].enumerated().compactMap { index, row in
        row.allSatisfy(\.isWhitespace) ? nil : Line(row, y: 72 + Double(index) * 13.5, size: 9)
      }
    }
  }

  private static func wrapped(_ row: Substring) -> [String] {
    guard row.count > 118 else { return [String(row)] }
    var lines: [String] = []
    for word in row.split(separator: " ") {
      if let last = lines.last, last.count + word.count < 100 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  public var data: Data {
    var all = objects
    let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
    all[1] = Data("<</Type/Pages/Count \(pages.count)/Kids[\(kids)]>>".utf8)
    var file = Data("%PDF-1.4\n".utf8)
    var offsets: [Int] = []
    for (index, object) in all.enumerated() {
      offsets.append(file.count)
      file += Data("\(index + 1) 0 obj\n".utf8) + object + Data("\nendobj\n".utf8)
    }
    let table = offsets.map { String(format: "%010d 00000 n \n", $0) }.joined()
    let start = file.count
    file += Data("xref\n0 \(all.count + 1)\n0000000000 65535 f \n\(table)".utf8)
    file += Data("trailer<</Size \(all.count + 1)/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n".utf8)
    return file
  }

  private mutating func reserve() {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", font].map { Data($0.utf8) }
  }

  private mutating func add(_ lines: [Line]) {
    let content = lines.map { line in
      "BT /F1 \(line.size) Tf 1 0 0 1 \(line.x) \(Self.height - line.y) Tm (\(Self.escaped(line.text))) Tj ET\n"
    }
    addPage(content.joined(), resources: "/Font<</F1 3 0 R>>")
  }

  private mutating func add(_ pixels: Data, _ width: Int, _ height: Int) {
    let head =
      "<</Type/XObject/Subtype/Image/Width \(width)/Height \(height)/ColorSpace/DeviceGray/BitsPerComponent 8/Length \(pixels.count)>>stream\n"
    objects.append(Data(head.utf8) + pixels + Data("\nendstream".utf8))
    addPage("\(Self.width) 0 0 \(Self.height) 0 0 cm /I Do\n", resources: "/XObject<</I \(objects.count) 0 R>>")
  }

  private mutating func addPage(_ content: String, resources: String) {
    objects.append(Data("<</Length \(content.utf8.count)>>stream\n\(content)endstream".utf8))
    let box = "[0 0 \(Int(Self.width * scale)) \(Int(Self.height * scale))]"
    objects.append(
      Data(
        "<</Type/Page/Parent 2 0 R/MediaBox\(box)/Resources<<\(resources)>>/Contents \(objects.count) 0 R>>".utf8))
    pages.append(objects.count)
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar {
      case "(", ")", "\\": "\\\(scalar)"
      case "\t": "    "
      case _ where scalar.isASCII: String(scalar)
      default: String(scalar).data(using: .windowsCP1252)?.first.map { "\\" + String($0, radix: 8) } ?? "?"
      }
    }.joined()
  }
}
