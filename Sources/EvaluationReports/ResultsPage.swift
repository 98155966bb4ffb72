import Evaluation
import Foundation

/// The page of results: figures of all letters and of fixed parts of them, beside those of peers, with plots.
public struct ResultsPage {
  /// A set of letters under a name ("test").
  public struct Part: Sendable {
    public var name: String
    public var report: AccuracyReport

    public init(name: String, report: AccuracyReport) {
      self.name = name
      self.report = report
    }
  }

  /// What was measured where and when.
  public struct Circumstances: Sendable {
    /// Label and value, in order.
    public var facts: [(String, String)]

    public init(facts: [(String, String)]) { self.facts = facts }
  }

  private let parts: [Part]
  private let peers: PeerFigures?
  private let curve: RobustnessCurve?
  private let circumstances: Circumstances

  /// - Parameter parts: all letters first.
  public init(parts: [Part], peers: PeerFigures?, curve: RobustnessCurve?, circumstances: Circumstances) {
    self.parts = parts
    self.peers = peers
    self.curve = curve
    self.circumstances = circumstances
  }

  /// The page with the plots that it shows, by file name.
  public var files: [(name: String, text: String)] {
    var files = [("RESULTS.md", markdown), ("accuracy.svg", accuracyPlot)]
    if let curve { files.append(("robustness.svg", RobustnessPlot(curve).svg)) }
    return files
  }

  private var markdown: String {
    var sections = [head, "## Accuracy\n\n![accuracy by measure with intervals](accuracy.svg)\n\n\(accuracy)", record]
    if let peers { sections.append(peers.markdown) }
    if let curve { sections.append(Self.robustness(curve)) }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private var head: String {
    var table = MarkdownTable(["", ""])
    for (label, value) in circumstances.facts { table.add([label, value]) }
    return """
      # Results

      Written by `Benchmarks/peers/run`; [README](README.md) tells how. F1 with its 95 % interval by bootstrap over letters
      (of the record the share of values that are right). A mention counts where it overlaps the gold's and agrees with it in
      what the measure names; *strict* wants the same span.

      \(table.text)
      """
  }

  private var accuracy: String {
    var table = MarkdownTable(["measure"] + parts.flatMap { ["\($0.name) (\($0.report.letters.count))", "strict"] })
    for result in parts.first?.report.measures ?? [] where result.kind == .mentions {
      table.add([result.name] + parts.flatMap { Self.cells($0.report.measure(result.name)) })
    }
    return table.text
  }

  private static func cells(_ result: MeasureResult?) -> [String] {
    guard let result else { return ["", ""] }
    return [figure(result.overlap), result.strict.map { TextReport.three($0.value) } ?? ""]
  }

  static func figure(_ figures: Figures) -> String {
    "\(TextReport.three(figures.value)) (\(TextReport.interval(figures.interval)))"
  }

  private var record: String {
    var table = MarkdownTable(["record"] + parts.map { "\($0.name) (\($0.report.letters.count))" })
    for result in parts.first?.report.measures ?? [] where result.kind == .values {
      table.add([result.name] + parts.map { $0.report.measure(result.name).map { Self.figure($0.overlap) } ?? "" })
    }
    return table.text
  }

  private var accuracyPlot: String {
    let own = parts.first.map { part in
      Dictionary(part.report.measures.map { ($0.name, $0.overlap) }) { first, _ in first }
    }
    let series =
      [IntervalPlot.Series(name: parts.first?.report.tool ?? "", figures: own ?? [:])] + (peers?.series ?? [])
    return IntervalPlot(measures: PeerFigures.measures + ["record"], series: series).svg
  }

  private static func robustness(_ curve: RobustnessCurve) -> String {
    var table = MarkdownTable(["characters that are wrong"] + curve.rates.map { String(format: "%g %%", $0 * 100) })
    for line in curve.lines { table.add([line.measure] + line.values.map(TextReport.three)) }
    return """
      ## Robustness

      The same measures as characters go wrong as in OCR (`imr-benchmark degrade`), \(curve.copies) noisy \
      \(curve.copies == 1 ? "copy" : "copies") of each of \(curve.letters) letters.

      ![accuracy over character errors](robustness.svg)

      \(table.text)
      """
  }
}
