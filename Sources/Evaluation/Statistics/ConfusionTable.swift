/// Values wanted against values found, of mentions that met each other.
public struct ConfusionTable: Sendable, Equatable, Codable {
  /// The row or column of a value where the other side has no mention.
  public static let nothing = "(nothing)"

  /// As in "dates.role".
  public var name: String
  /// Wanted, then found, then their number.
  public private(set) var cells: [String: [String: Int]] = [:]

  public init(name: String) { self.name = name }

  mutating func count(_ wanted: String?, _ found: String?) {
    cells[wanted ?? Self.nothing, default: [:]][found ?? Self.nothing, default: 0] += 1
  }

  mutating func add(_ other: ConfusionTable) {
    for (wanted, row) in other.cells {
      for (found, number) in row { cells[wanted, default: [:]][found, default: 0] += number }
    }
  }

  /// Values that were wanted or found, those wanted most first.
  public var labels: [String] {
    var totals: [String: Int] = [:]
    for (wanted, row) in cells {
      totals[wanted, default: 0] += row.values.reduce(0, +)
      for found in row.keys { totals[found, default: 0] += 0 }
    }
    totals[Self.nothing] = nil
    return totals.keys.sorted { (totals[$1] ?? 0, $0) < (totals[$0] ?? 0, $1) }
  }

  /// How often `found` came where `wanted` was wanted.
  public func number(wanted: String, found: String) -> Int { cells[wanted]?[found] ?? 0 }

  /// One value against all others.
  public func counts(of label: String) -> Counts {
    let right = number(wanted: label, found: label)
    let wanted = cells[label]?.values.reduce(0, +) ?? 0
    let found = cells.values.reduce(0) { $0 + ($1[label] ?? 0) }
    return Counts(right: right, wrong: found - right, missed: wanted - right)
  }

  /// The mean F1 of all values that were wanted.
  public var macroF1: Double {
    let wanted = labels.map(counts).filter { $0.right + $0.missed > 0 }
    return wanted.isEmpty ? 0 : wanted.reduce(0) { $0 + $1.f1 } / Double(wanted.count)
  }

  /// Cohen's kappa over the mentions that both sides have (Cohen 1960); nil where chance alone agrees fully.
  public var kappa: Double? {
    let labels = labels
    var total = 0
    var agreed = 0
    var rows: [Int] = []
    var columns: [Int] = []
    for label in labels {
      rows.append(labels.reduce(0) { $0 + number(wanted: label, found: $1) })
      columns.append(labels.reduce(0) { $0 + number(wanted: $1, found: label) })
      agreed += number(wanted: label, found: label)
      total += rows.last ?? 0
    }
    guard total > 0 else { return nil }
    let chance = zip(rows, columns).reduce(0.0) { $0 + Double($1.0 * $1.1) } / Double(total * total)
    return chance == 1 ? nil : (Double(agreed) / Double(total) - chance) / (1 - chance)
  }
}
