import PageTools

/// A PDF file as a bad scan of it.
public enum DegradedScan {
  /// Renders the pages of a PDF file with poppler and damages each.
  /// - Parameter seed: fixes the damage.
  /// - Returns: a TIFF file.
  /// - Throws: `PageFailure` for a file that cannot be read.
  public static func tiff(ofPDF pdf: [UInt8], _ damage: PageDamage, seed: UInt64, reader: PageReader)
    async throws(PageFailure) -> [UInt8]
  {
    let renderer = try await reader.renderer(ofPDF: pdf, pixelsPerInch: damage.resolution)
    var writer = TIFFWriter()
    for page in 0..<renderer.pageCount {
      guard let image = PageImage(pgm: try await renderer.image(ofPage: page)) else {
        throw .toolFailed(tool: "pdftoppm", reason: "its output could not be read")
      }
      let pageSeed = seed &* 1_000_003 &+ UInt64(page)
      writer.add(damage.damaged(image, seed: pageSeed), resolution: damage.resolution)
    }
    return writer.file
  }
}
