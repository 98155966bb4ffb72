import Foundation
import PageText
import PageTools
import TestSupport
import Testing

@testable import Evaluation

/// How pages are made into bad scans. The last tests need poppler and Tesseract.
@Suite struct PageDamageTests {
  /// White, with a black line of three rows around the middle.
  private func lined(width: Int = 201, height: Int = 101) -> PageImage {
    let middle = height / 2
    let pixels = (0..<width * height).map { abs($0 / width - middle) <= 1 ? UInt8(0) : 255 }
    return PageImage(width: width, height: height, pixels: pixels)
  }

  /// The middle of the dark rows of a column.
  private func line(_ image: PageImage, at x: Int) -> Double {
    let ink = (0..<image.height).map { 255 - Double(image.pixels[$0 * image.width + x]) }
    return zip(ink.indices, ink).reduce(0) { $0 + Double($1.0) * $1.1 } / ink.reduce(0, +)
  }

  @Test(arguments: [0.02, -0.05, 0.0])
  func skewMovesALineAsComputed(slope: Double) {
    let turned = lined().turned(slope: slope)
    for x in [20, 100, 180] { #expect(abs(line(turned, at: x) - (50 + slope * Double(x - 100))) < 0.05) }
  }

  /// Where there are half as many pixels an inch down as across, a line falls by half as many.
  @Test func skewKnowsOblongPixels() {
    let turned = lined().turned(slope: 0.06, aspect: 0.5)
    #expect(abs(line(turned, at: 180) - line(turned, at: 20) - 0.06 * 160 * 0.5) < 0.1)
  }

  @Test(arguments: [0.5, 1, 2.5])
  func blurSpreadsInkByItsDeviation(sigma: Double) {
    var dot = PageImage(width: 41, height: 41, pixels: [UInt8](repeating: 0, count: 41 * 41))
    // A white field on black, so that rounding loses little.
    for y in 18...22 { for x in 18...22 { dot.pixels[y * 41 + x] = 255 } }
    func variance(_ image: PageImage) -> Double {
      let columns = (0..<41).map { x in (0..<41).reduce(0.0) { $0 + Double(image.pixels[$1 * 41 + x]) } }
      let sum = columns.reduce(0, +)
      return zip(0..<41, columns).reduce(0) { $0 + Double(($1.0 - 20) * ($1.0 - 20)) * $1.1 } / sum
    }
    let blurred = dot.blurred(sigma: sigma)
    #expect(abs(variance(blurred) - variance(dot) - sigma * sigma) < 0.1 * sigma * sigma + 0.05)
    #expect(dot.blurred(sigma: 0) == dot)
  }

  @Test func contrastAndSpecksAreAsAsked() {
    let faded = lined().faded(contrast: 0.5)
    #expect(Set(faded.pixels) == [64, 191])
    var generator = SeededGenerator(seed: 4)
    let grey = PageImage(width: 200, height: 200, pixels: [UInt8](repeating: 128, count: 40_000))
    let specked = grey.speckled(share: 0.02, dark: 0, light: 255, &generator)
    let changed = specked.pixels.count { $0 != 128 }
    #expect(changed > 600 && changed < 830)
    #expect(specked.pixels.contains(0) && specked.pixels.contains(255))
    let grained = grey.grained(sigma: 10, &generator).pixels.map { Double($0) - 128 }
    let mean = grained.reduce(0, +) / 40_000
    let deviation = (grained.reduce(0) { $0 + $1 * $1 } / 40_000).squareRoot()
    #expect(abs(mean) < 0.3 && abs(deviation - 10) < 0.3)
  }

  @Test func aSeedFixesTheDamage() {
    let damage = PageDamage()
    #expect(damage.damaged(lined(), seed: 1) == damage.damaged(lined(), seed: 1))
    #expect(damage.damaged(lined(), seed: 1) != damage.damaged(lined(), seed: 2))
    #expect(damage.damaged(lined(), seed: 1) != lined())
  }

  @Test func aFaxIsBlackAndWhiteAndACoarseOneHasEachRowTwice() {
    let coarse = PageDamage(fax: .standard, grain: 40).damaged(lined(height: 100), seed: 3)
    #expect(Set(coarse.pixels) == [0, 255])
    let rows = (0..<100).map { Array(coarse.pixels[$0 * 201..<($0 + 1) * 201]) }
    #expect(stride(from: 0, to: 100, by: 2).allSatisfy { rows[$0] == rows[$0 + 1] })
    let fine = PageDamage(fax: .fine, grain: 40).damaged(lined(height: 100), seed: 3)
    #expect(Set(fine.pixels) == [0, 255] && fine != coarse)
    #expect(PageDamage(fax: .fine).resolution == (204, 196))
  }

  @Test func portableGreyMapsAreRead() {
    let image = PageImage(pgm: Array("P5\n3 2\n255\n".utf8) + [1, 2, 3, 10, 20, 30])
    #expect(image == PageImage(width: 3, height: 2, pixels: [1, 2, 3, 10, 20, 30]))
    #expect(PageImage(pgm: Array("P5\n3 2\n255\n".utf8) + [1, 2]) == nil)
    #expect(PageImage(pgm: Array("P6\n1 1\n255\nabc".utf8)) == nil)
  }

  // MARK: Whole files

  private let text = "The applicant has lumbar radiculopathy since a fall on 3/8/2010."

  private func scan(_ damage: PageDamage, seed: UInt64 = 1) async throws -> [UInt8] {
    let lines = (0..<4).map { ComposedPDF.Line(text, y: 120 + Double($0) * 24, size: 14) }
    let pdf = ComposedPDF(pages: [lines, lines]).data
    let reader = PageReader(mode: .never, jobs: 1)
    return try await DegradedScan.tiff(ofPDF: [UInt8](pdf), damage, seed: seed, reader: reader)
  }

  @Test func theSameSeedGivesTheSameFile() async throws {
    let damage = PageDamage(pixelsPerInch: 40)
    let first = try await scan(damage, seed: 5)
    #expect(try await scan(damage, seed: 5) == first)
    #expect(try await scan(damage, seed: 6) != first)
  }

  @Test(arguments: [PageDamage(), PageDamage(fax: .fine), PageDamage(fax: .standard)])
  func theTextIsStillRead(damage: PageDamage) async throws {
    let read = try await PageReader(jobs: 1).pages(ofImage: scan(damage))
    #expect(read.pages.count == 2 && !read.isDamaged)
    for page in read.pages {
      #expect(abs(page.width - 612) < 2 && abs(page.height - 792) < 2)
      let words = page.words.map(\.text)
      let expected = text.split(separator: " ").map(String.init)
      let found = expected.map { word in words.count { $0 == word } }.reduce(0, +)
      #expect(found * 10 >= expected.count * 4 * 8, "\(found) of \(expected.count * 4) words")
    }
  }

  @Test func whatCannotBeRenderedIsAnError() async {
    await #expect(throws: PageFailure.damaged(reason: "it is incomplete or no valid PDF")) {
      try await DegradedScan.tiff(
        ofPDF: Array("%PDF-1.4".utf8), PageDamage(), seed: 1, reader: PageReader(mode: .never, jobs: 1))
    }
  }
}
