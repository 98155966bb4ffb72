import Evaluation
import Foundation

/// A run's figures as a page of plain text.
public struct TextReport {
  private let report: AccuracyReport

  public init(_ report: AccuracyReport) { self.report = report }

  /// The whole page.
  public var text: String {
    ([head, figures, overall, record] + report.confusions.map { ConfusionReport($0).text } + [letters]).filter {
      !$0.isEmpty
    }
    .joined(separator: "\n\n") + "\n"
  }

  private var head: String {
    """
    \(report.tool) on \(report.letters.count) letters of \(report.gold)
    Intervals: 95 %, bootstrap over letters (\(report.resamples) resamples, seed \(report.seed)). Macro: mean over letters.
    Mentions whose text does not stand at their offsets: \(report.offsetErrors)
    """
  }

  private var figures: String {
    var table = TextTable(["measure", "P", "R", "F1", "95 %", "macro", "right", "wrong", "missed", "strict F1"])
    for result in report.measures where result.kind == .mentions {
      let figures = result.overlap
      table.add([
        result.name, Self.three(figures.precision), Self.three(figures.recall), Self.three(figures.value),
        Self.interval(figures.interval), Self.three(figures.macro), "\(figures.total.right)", "\(figures.total.wrong)",
        "\(figures.total.missed)", result.strict.map { Self.three($0.value) } ?? "",
      ])
    }
    return table.text
  }

  private var overall: String {
    let (overlap, strict) = (report.overall(.overlap), report.overall(.strict))
    guard !overlap.micro.isEmpty else { return "" }
    return """
      all fields, everything right: micro F1 \(Self.three(overlap.micro.f1)), macro F1 \(Self.three(overlap.macro)); \
      strict: micro \(Self.three(strict.micro.f1)), macro \(Self.three(strict.macro))
      """
  }

  private var record: String {
    var table = TextTable(["record", "right", "95 %", "of"])
    for result in report.measures where result.kind == .values {
      let total = result.overlap.total
      table.add([
        result.name, Self.three(result.overlap.value), Self.interval(result.overlap.interval),
        "\(total.right) of \(total.right + total.missed)",
      ])
    }
    return table.rows == 0 ? "" : table.text
  }

  private var letters: String {
    let worst = report.lettersByErrors.prefix(10).filter { $0.errors > 0 }
    guard !worst.isEmpty else { return "" }
    var table = TextTable(["letters with most errors", "errors"])
    for (letter, errors) in worst { table.add([letter, "\(errors)"]) }
    return table.text
  }

  static func three(_ value: Double) -> String { String(format: "%.3f", value) }

  static func interval(_ interval: Interval?) -> String {
    interval.map { "\(three($0.low))-\(three($0.high))" } ?? ""
  }
}

/// Columns of text, the first to the left, the others to the right.
struct TextTable {
  private var lines: [[String]]
  var rows: Int { lines.count - 1 }

  init(_ head: [String]) { lines = [head] }

  mutating func add(_ row: [String]) { lines.append(row) }

  var text: String {
    let widths = (lines.first ?? []).indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = line.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + padding : padding + cell
      }
      let joined = cells.joined(separator: "  ")
      return String(joined.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
