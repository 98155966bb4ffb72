/// What happens to a page between the printer and the file of a scanner.
extension PageImage {
  /// Turned about its middle, with bilinear sampling; what comes in at the corners is white.
  /// - Parameters:
  ///   - slope: the tangent of the angle: how far a line falls for each inch to the right.
  ///   - aspect: vertical over horizontal pixels an inch.
  public func turned(slope: Double, aspect: Double = 1) -> PageImage {
    guard slope != 0 else { return self }
    let cosine = 1 / (1 + slope * slope).squareRoot()
    let sine = slope * cosine
    let (middleX, middleY) = (Double(width - 1) / 2, Double(height - 1) / 2)
    var turned = self
    for y in 0..<height {
      let down = (Double(y) - middleY) / aspect
      for x in 0..<width {
        let right = Double(x) - middleX
        turned.pixels[y * width + x] = sample(
          middleX + cosine * right + sine * down, middleY + (cosine * down - sine * right) * aspect)
      }
    }
    return turned
  }

  private func sample(_ x: Double, _ y: Double) -> UInt8 {
    let (left, top) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
    func pixel(_ x: Int, _ y: Int) -> Double {
      x >= 0 && x < width && y >= 0 && y < height ? Double(pixels[y * width + x]) : 255
    }
    let (right, down) = (x - Double(left), y - Double(top))
    let above = pixel(left, top) * (1 - right) + pixel(left + 1, top) * right
    let below = pixel(left, top + 1) * (1 - right) + pixel(left + 1, top + 1) * right
    return UInt8(above * (1 - down) + below * down + 0.5)
  }

  /// Blurred as by a Gaussian of standard deviation `sigma`, in pixels: three boxes in a row come near enough.
  public func blurred(sigma: Double) -> PageImage {
    guard sigma > 0 else { return self }
    // A box of weights (edge, 1 ... 1, edge) whose variance is a third of that wanted.
    let variance = sigma * sigma / 3
    var reach = 0
    while Double((reach + 1) * (reach + 2)) / 3 <= variance { reach += 1 }
    let inner = Double(reach * (reach + 1) * (2 * reach + 1)) / 3
    let next = Double((reach + 1) * (reach + 1))
    let edge = (variance * Double(2 * reach + 1) - inner) / (2 * (next - variance))
    var blurred = pixels.map(Double.init)
    for _ in 0..<3 {
      blurred = Self.boxed(blurred, count: width, step: 1, lines: height, stride: width, reach, edge)
      blurred = Self.boxed(blurred, count: height, step: width, lines: width, stride: 1, reach, edge)
    }
    return PageImage(width: width, height: height, pixels: blurred.map { UInt8(min(max($0 + 0.5, 0), 255)) })
  }

  /// Means along lines; the border goes on beyond the edge.
  private static func boxed(
    _ values: [Double], count: Int, step: Int, lines: Int, stride: Int, _ reach: Int, _ edge: Double
  ) -> [Double] {
    var out = values
    let weight = 1 / (Double(2 * reach + 1) + 2 * edge)
    for line in 0..<lines {
      let start = line * stride
      func value(_ at: Int) -> Double { values[start + min(max(at, 0), count - 1) * step] }
      var sum = (-reach...reach).reduce(0) { $0 + value($1) }
      for at in 0..<count {
        out[start + at * step] = (sum + edge * (value(at - reach - 1) + value(at + reach + 1))) * weight
        sum += value(at + reach + 1) - value(at - reach)
      }
    }
    return out
  }

  /// With the grey levels drawn together to `contrast` (0...1) of their range.
  public func faded(contrast: Double) -> PageImage {
    let levels = (0...255).map { UInt8(Double($0) * contrast + 255 * (1 - contrast) / 2 + 0.5) }
    return PageImage(width: width, height: height, pixels: pixels.map { levels[Int($0)] })
  }

  /// With noise of standard deviation `sigma`, in grey levels: the sum of four even numbers, which is near enough to normal.
  func grained(sigma: Double, _ generator: inout SeededGenerator) -> PageImage {
    guard sigma > 0 else { return self }
    // Four numbers of 16 bits have a variance of 4 * 65536^2 / 12.
    let scale = sigma / (65_536 / 3.0.squareRoot())
    var grained = self
    for index in grained.pixels.indices {
      let bits = generator.next()
      let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + bits >> 48
      let level = Double(pixels[index]) + (Double(sum) - 131_070) * scale
      grained.pixels[index] = UInt8(min(max(level + 0.5, 0), 255))
    }
    return grained
  }

  /// With specks, half of them dark and half light, until they cover `share` of the pixels. Two of three are a pixel, the
  /// others blobs of two or three pixels a side.
  func speckled(share: Double, dark: UInt8, light: UInt8, _ generator: inout SeededGenerator) -> PageImage {
    var speckled = self
    var left = Int(share * Double(pixels.count))
    while left > 0, width > 3, height > 3 {
      let side = generator.number(below: 3) > 0 ? 1 : 2 + generator.number(below: 2)
      let level = generator.number(below: 2) == 0 ? dark : light
      let (x, y) = (generator.number(below: width - 3), generator.number(below: height - 3))
      for row in 0..<side {
        for column in 0..<side { speckled.pixels[(y + row) * width + x + column] = level }
      }
      left -= side * side
    }
    return speckled
  }

  /// Black where darker than `threshold`, else white.
  func blackAndWhite(threshold: UInt8) -> PageImage {
    PageImage(width: width, height: height, pixels: pixels.map { $0 < threshold ? 0 : 255 })
  }

  /// With each two rows replaced by their mean, as a fax machine in its coarse mode sees them; the height stays.
  func withPairedRows() -> PageImage {
    var paired = self
    for y in stride(from: 0, to: height - 1, by: 2) {
      for x in y * width..<(y + 1) * width {
        let mean = UInt8((Int(pixels[x]) + Int(pixels[x + width])) / 2)
        paired.pixels[x] = mean
        paired.pixels[x + width] = mean
      }
    }
    return paired
  }
}
