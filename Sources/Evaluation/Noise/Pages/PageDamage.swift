/// How a page suffers on its way through a scanner or a fax machine.
public struct PageDamage: Sendable, Equatable {
  /// Modes of a group 3 fax machine (ITU-T T.4): black and white, 204 pixels an inch across, 98 or 196 down.
  public enum Fax: String, Sendable, CaseIterable {
    case standard
    case fine
  }

  /// Pixels an inch of a scan; a fax has its own.
  public var pixelsPerInch: Int
  public var fax: Fax?
  /// Degrees that a page is turned at most, either way; each is turned by a quarter of that at least.
  public var skew: Double
  /// Standard deviation of the blur, in pixels.
  public var blur: Double
  /// Share of the grey levels that is left, 0...1.
  public var contrast: Double
  /// Standard deviation of the noise, in grey levels.
  public var grain: Double
  /// Share of pixels that specks cover, 0...1.
  public var speckle: Double

  /// A bad scan: 150 pixels an inch, askew, grey and speckled.
  public init(
    pixelsPerInch: Int = 150, fax: Fax? = nil, skew: Double = 1.5, blur: Double = 0.5, contrast: Double = 0.78,
    grain: Double = 10, speckle: Double = 0.001
  ) {
    self.pixelsPerInch = pixelsPerInch
    self.fax = fax
    self.skew = skew
    self.blur = blur
    self.contrast = contrast
    self.grain = grain
    self.speckle = speckle
  }

  /// Pixels an inch, across and down, of the image that `damaged` takes and gives. A coarse fax comes with each row twice,
  /// as it is printed.
  public var resolution: (x: Int, y: Int) { fax == nil ? (pixelsPerInch, pixelsPerInch) : (204, 196) }

  /// The page with all of it, the same for the same seed.
  /// - Parameter page: rendered at `resolution`.
  public func damaged(_ page: PageImage, seed: UInt64) -> PageImage {
    var generator = SeededGenerator(seed: seed)
    let aspect = Double(resolution.y) / Double(resolution.x)
    let angle = skew * (0.25 + 0.75 * generator.fraction()) * (generator.number(below: 2) == 0 ? -1 : 1)
    let image = page.turned(slope: Self.tangent(degrees: angle), aspect: aspect).blurred(sigma: blur)
      .faded(contrast: contrast).grained(sigma: grain, &generator)
    guard let fax else {
      return image.speckled(share: speckle, dark: 30, light: 245, &generator)
    }
    let seen = (fax == .standard ? image.withPairedRows() : image).blackAndWhite(threshold: 150)
    let specked = seen.speckled(share: speckle, dark: 0, light: 255, &generator)
    return fax == .standard ? specked.withPairedRows().blackAndWhite(threshold: 128) : specked
  }

  /// Of a small angle (the series to the fifth power; below 10 degrees exact to five digits).
  static func tangent(degrees: Double) -> Double {
    let angle = degrees * .pi / 180
    let square = angle * angle
    return angle * (1 + square * (1.0 / 3 + square * 2 / 15))
  }
}
