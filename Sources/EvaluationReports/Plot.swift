import Evaluation
import Foundation

/// Figures drawn as SVG, without other files and readable on light and dark pages.
struct Plot {
  static let colours = ["#0b6e99", "#d9730d", "#2e7d4f", "#8a4fbf", "#b3354b", "#6b6b6b", "#9a7b00", "#00807a"]

  private let width: Double
  private let height: Double
  private var body = ""

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ colour: String, width: Double = 1) {
    body +=
      "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" stroke=\"\(colour)\" stroke-width=\"\(n(width))\"/>\n"
  }

  mutating func dot(_ x: Double, _ y: Double, _ colour: String, radius: Double = 3.5) {
    body += "<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" fill=\"\(colour)\"/>\n"
  }

  mutating func path(_ points: [(Double, Double)], _ colour: String) {
    let list = points.map { "\(n($0.0)),\(n($0.1))" }.joined(separator: " ")
    body += "<polyline points=\"\(list)\" fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\"/>\n"
  }

  /// - Parameter anchor: "start", "middle" or "end".
  mutating func text(_ x: Double, _ y: Double, _ text: String, anchor: String = "start", colour: String = "#222") {
    body += "<text x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor)\" fill=\"\(colour)\">\(text.escaped)</text>\n"
  }

  var svg: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(n(width))" height="\(n(height))" viewBox="0 0 \(n(width)) \(n(height))" \
    font-family="system-ui, sans-serif" font-size="12">
    <rect width="\(n(width))" height="\(n(height))" fill="#fff"/>
    \(body)</svg>

    """
  }

  private func n(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : String(format: "%.1f", value)
  }
}

/// Measures below each other, for each a point and its interval a tool.
public struct IntervalPlot {
  public struct Series: Sendable {
    public var name: String
    /// By measure; a measure that a tool does not give is not there.
    public var figures: [String: Figures]

    public init(name: String, figures: [String: Figures]) {
      self.name = name
      self.figures = figures
    }
  }

  private let measures: [String]
  private let series: [Series]

  public init(measures: [String], series: [Series]) {
    self.measures = measures
    self.series = series
  }

  public var svg: String {
    let (left, right, step) = (200.0, 640.0, 14.0)
    let top = 24 + 18 * Double(series.count)
    let heights = measures.map { measure in step * Double(series.count { $0.figures[measure] != nil }) + 12 }
    let bottom = top + heights.reduce(0, +)
    var plot = Plot(width: right + 40, height: bottom + 30)
    for (index, item) in series.enumerated() {
      let y = 20 + 18 * Double(index)
      plot.dot(left, y - 4, Self.colour(index))
      plot.text(left + 10, y, item.name)
    }
    for tick in stride(from: 0.0, through: 1.0, by: 0.2) {
      let x = left + (right - left) * tick
      plot.line(x, top, x, bottom, "#ddd")
      plot.text(x, bottom + 16, String(format: "%.1f", tick), anchor: "middle", colour: "#555")
    }
    var y = top
    for (measure, height) in zip(measures, heights) {
      plot.line(8, y, right, y, "#eee")
      plot.text(left - 10, y + height / 2 + 4, measure, anchor: "end")
      draw(measure, below: y + 6, step: step, from: left, to: right, in: &plot)
      y += height
    }
    return plot.svg
  }

  private func draw(
    _ measure: String, below top: Double, step: Double, from left: Double, to right: Double, in plot: inout Plot
  ) {
    func x(_ value: Double) -> Double { left + (right - left) * value }
    var y = top + step / 2
    for (index, item) in series.enumerated() {
      guard let figures = item.figures[measure] else { continue }
      if let interval = figures.interval {
        plot.line(x(interval.low), y, x(interval.high), y, Self.colour(index), width: 2)
      }
      plot.dot(x(figures.value), y, Self.colour(index))
      y += step
    }
  }

  private static func colour(_ index: Int) -> String { Plot.colours[index % Plot.colours.count] }
}

/// A line for each measure over the rates of character errors.
public struct RobustnessPlot {
  private let curve: RobustnessCurve

  public init(_ curve: RobustnessCurve) { self.curve = curve }

  public var svg: String {
    let (left, right, top, bottom) = (50.0, 520.0, 20.0, 340.0)
    var plot = Plot(width: 760, height: 390)
    let highest = max(curve.rates.max() ?? 0, 0.001)
    let lowest = (max(0, (curve.lines.flatMap(\.values).min() ?? 0) - 0.05) * 10).rounded(.down) / 10
    func x(_ rate: Double) -> Double { left + (right - left) * rate / highest }
    func y(_ value: Double) -> Double { bottom - (bottom - top) * (value - lowest) / (1 - lowest) }
    for tick in stride(from: lowest, through: 1.0001, by: 0.1) {
      plot.line(left, y(tick), right, y(tick), "#ddd")
      plot.text(left - 8, y(tick) + 4, String(format: "%.1f", tick), anchor: "end", colour: "#555")
    }
    for rate in curve.rates {
      plot.text(x(rate), bottom + 18, String(format: "%g %%", rate * 100), anchor: "middle", colour: "#555")
    }
    plot.text((left + right) / 2, bottom + 40, "characters that are wrong", anchor: "middle")
    for (index, line) in curve.lines.enumerated() {
      let colour = Plot.colours[index % Plot.colours.count]
      let points = zip(curve.rates, line.values).map { (x($0), y($1)) }
      plot.path(points, colour)
      for point in points { plot.dot(point.0, point.1, colour) }
      let label = top + 20 * Double(index) + 10
      plot.dot(right + 24, label - 4, colour)
      plot.text(right + 34, label, line.measure)
    }
    return plot.svg
  }
}

/// A curve as plain text.
public struct RobustnessReport {
  private let curve: RobustnessCurve

  public init(_ curve: RobustnessCurve) { self.curve = curve }

  public var text: String {
    var table = TextTable(["characters that are wrong"] + curve.rates.map { String(format: "%g %%", $0 * 100) })
    for line in curve.lines { table.add([line.measure] + line.values.map(TextReport.three)) }
    return table.text + "\n\(curve.letters) letters, \(curve.copies) noisy copies of each\n"
  }
}
