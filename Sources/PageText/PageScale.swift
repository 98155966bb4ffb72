/// From the units of an OCR result to points.
struct PageScale {
  /// Points in a unit.
  let factor: Double

  /// - Parameter resolution: units an inch.
  init(unitsPerInch resolution: Double) { factor = 72 / resolution }

  /// For a page of which only the pixels are known: where its sides are in the proportion of US Letter or A4 (in
  /// portrait or landscape, within 1.5 %), it is taken to have that size, else to be scanned at 300 pixels an inch.
  init(guessingFor width: Double, _ height: Double) {
    let (short, long) = (min(width, height), max(width, height))
    let paper = Self.papers.first { short > 0 && abs(long / short / ($0.long / $0.short) - 1) < 0.015 }
    factor = paper.map { $0.short / short } ?? 72 / 300
  }

  /// US Letter and A4, in points.
  private static let papers: [(short: Double, long: Double)] = [(612, 792), (595.28, 841.89)]
}
