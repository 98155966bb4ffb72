import Evaluation
import Foundation

/// The differences of two runs as plain text.
public struct ComparisonReport {
  private let comparison: AccuracyComparison

  public init(_ comparison: AccuracyComparison) { self.comparison = comparison }

  public var text: String {
    var table = TextTable(["difference from the baseline", "before", "after", "difference", "95 %", "p", ""])
    let changed = comparison.rows.filter { $0.difference != 0 }
    for row in changed {
      table.add([
        row.measure, TextReport.three(row.before), TextReport.three(row.after), Self.signed(row.difference),
        row.interval.map { "\(Self.signed($0.low)) \(Self.signed($0.high))" } ?? "", TextReport.three(row.p),
        row.verdict == .none ? "" : row.verdict.rawValue,
      ])
    }
    var lines = [changed.isEmpty ? "No measure differs from the baseline." : table.text]
    lines.append(
      "\(comparison.letters.count) letters compared, \(comparison.losses.count) real losses (paired bootstrap, one-sided)"
    )
    if !comparison.leftOut.isEmpty {
      lines.append("Letters that only one of the runs has, left out: \(comparison.leftOut.joined(separator: ", "))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func signed(_ value: Double) -> String { String(format: "%+.3f", value) }
}
