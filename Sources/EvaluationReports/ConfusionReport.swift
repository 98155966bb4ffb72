import Evaluation

/// One confusion table as plain text.
struct ConfusionReport {
  /// More values than these do not fit a page's width: what was confused is listed instead.
  private static let widest = 8

  private let table: ConfusionTable
  private let rows: [String]

  init(_ table: ConfusionTable) {
    self.table = table
    rows = table.labels + [ConfusionTable.nothing]
  }

  var text: String {
    let kappa = table.kappa.map { ", kappa \(TextReport.three($0))" } ?? ""
    let body = table.labels.count > Self.widest ? figures + "\n" + list : matrix
    return body + "\nmacro F1 \(TextReport.three(table.macroF1))\(kappa)"
  }

  /// Values in pairs that differ, most frequent first.
  var confused: [(wanted: String, found: String, number: Int)] {
    let pairs = rows.flatMap { wanted in
      rows.map { (wanted, $0, table.number(wanted: wanted, found: $0)) }.filter { $0.0 != $0.1 && $0.2 > 0 }
    }
    return pairs.sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }
  }

  private var matrix: String {
    let columns = rows.filter { label in rows.contains { table.number(wanted: $0, found: label) > 0 } }
    var text = TextTable(["\(table.name): wanted \\ found"] + columns + ["P", "R", "F1"])
    for label in rows {
      let numbers = columns.map { table.number(wanted: label, found: $0) }
      guard label != ConfusionTable.nothing || numbers.contains(where: { $0 > 0 }) else { continue }
      text.add([label] + numbers.map { $0 == 0 ? "." : "\($0)" } + Self.figures(label, table))
    }
    return text.text
  }

  private var figures: String {
    var text = TextTable([table.name, "wanted", "P", "R", "F1"])
    for label in table.labels {
      let counts = table.counts(of: label)
      text.add([label, "\(counts.right + counts.missed)"] + Self.figures(label, table))
    }
    return text.text
  }

  private var list: String {
    var text = TextTable(["wanted", "found", ""])
    for pair in confused { text.add([pair.wanted, pair.found, "\(pair.number)"]) }
    return text.rows == 0 ? "" : "\n" + text.text
  }

  private static func figures(_ label: String, _ table: ConfusionTable) -> [String] {
    guard label != ConfusionTable.nothing else { return ["", "", ""] }
    let counts = table.counts(of: label)
    return [counts.precision, counts.recall, counts.f1].map(TextReport.three)
  }
}
