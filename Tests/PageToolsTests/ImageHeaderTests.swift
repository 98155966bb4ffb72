import Foundation
import TestSupport
import Testing

@testable import PageTools

@Suite struct ImageHeaderTests {
  private func frames(_ bytes: [UInt8]) -> [ImageHeader.Frame]? { ImageHeader(bytes)?.frames }

  private func big(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func png(_ width: Int, _ height: Int, perMetre: Int?) -> [UInt8] {
    let size = big(13, 4) + Array("IHDR".utf8) + big(width, 4) + big(height, 4) + [8, 0, 0, 0, 0] + big(0, 4)
    let density = perMetre.map { big(9, 4) + Array("pHYs".utf8) + big($0, 4) + big($0, 4) + [1] + big(0, 4) } ?? []
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + size + density + big(1, 4) + Array("IDAT".utf8)
  }

  @Test func pngTellsSizeAndResolution() throws {
    let frame = try #require(frames(png(2_550, 3_300, perMetre: 11_811))?.first)
    #expect(frame.width == 2_550 && frame.height == 3_300)
    #expect(abs((frame.pixelsPerInch ?? 0) - 300) < 0.1)
    #expect(frames(png(9, 7, perMetre: nil)) == [ImageHeader.Frame(width: 9, height: 7, pixelsPerInch: nil)])
    #expect(frames(Array(png(9, 7, perMetre: nil).prefix(20))) == nil)
  }

  @Test func jpegTellsSizeAndResolution() {
    let app0 = [0xFF, 0xE0] + big(16, 2) + Array("JFIF\0".utf8) + [1, 1, 1] + big(150, 2) + big(150, 2) + [0, 0]
    let comment = [0xFF, 0xFE] + big(6, 2) + Array("note".utf8)
    let sof = [0xFF, 0xC2] + big(11, 2) + [8] + big(1_650, 2) + big(1_275, 2) + [1, 1, 0x11, 0]
    let expected = ImageHeader.Frame(width: 1_275, height: 1_650, pixelsPerInch: 150)
    #expect(frames([0xFF, 0xD8] + app0 + comment + sof) == [expected])
    #expect(frames([0xFF, 0xD8] + app0) == nil)
    #expect(frames([0xFF, 0xD8] + [0x00, 0x10, 0x00]) == nil)
  }

  @Test func tiffHasAFrameForEachDirectory() {
    let page = GreyImage(width: 4, height: 2, pixels: [UInt8](repeating: 255, count: 8))
    let file = [UInt8](GreyImage.tiff([page, page], pixelsPerInch: 204))
    let frame = ImageHeader.Frame(width: 4, height: 2, pixelsPerInch: 204)
    #expect(frames(file) == [frame, frame])
    var endless = file
    endless.replaceSubrange(endless.count - 4..<endless.count, with: endless[4..<8])
    #expect(frames(endless) == [frame, frame])
  }

  @Test func noLengthOfAnyImageCrashes() {
    let page = GreyImage(width: 4, height: 2, pixels: [UInt8](repeating: 255, count: 8))
    for image in [png(9, 7, perMetre: 3_000), [UInt8](GreyImage.tiff([page], pixelsPerInch: 300))] {
      for length in image.indices { #expect((frames(Array(image[..<length]))?.count ?? 0) <= 1) }
    }
    var huge = png(0xFFFF_FFFF, 0xFFFF_FFFF, perMetre: nil)
    huge[0] = 0x89
    #expect(frames(huge)?.first?.width == 0xFFFF_FFFF)
  }
}
