import Evaluation

/// A run's figures and each error in its context as one page that needs no other file.
public struct HTMLReport {
  private let report: AccuracyReport
  private let texts: [String: LetterText]

  /// - Parameter texts: the letters' texts by id.
  public init(_ report: AccuracyReport, texts: [String: LetterText]) {
    self.report = report
    self.texts = texts
  }

  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>Accuracy of \(report.tool.escaped)</title><style>\(Self.style)</style></head><body>
    <h1>\(report.tool.escaped) on \(report.letters.count) letters of \(report.gold.escaped)</h1>
    <p>Intervals: 95 %, bootstrap over letters (\(report.resamples) resamples, seed \(report.seed)).
    Macro: mean over letters. <mark class="wanted">Wanted</mark> and <mark class="found">found</mark> are marked in the
    letters' words.</p>
    <nav>\(navigation)</nav>
    \(figures)\(record)\(confusions)\(letters)\(errors)
    <script>\(Self.script)</script></body></html>

    """
  }

  private var fields: [(name: String, errors: [AnnotationError])] {
    let groups = Dictionary(grouping: report.errors, by: \.field)
    return (MentionField.allCases.map(\.rawValue) + ["record", "case"]).compactMap { name in
      groups[name].map { (name, $0) }
    }
  }

  private var navigation: String {
    fields.map { "<a href=\"#errors-\($0.name)\">\($0.name) (\($0.errors.count))</a>" }.joined(separator: " ")
  }

  // MARK: Figures

  private var figures: String {
    let rows = report.measures.filter { $0.kind == .mentions }.map { result in
      let figures = result.overlap
      let cells = [
        TextReport.three(figures.precision), TextReport.three(figures.recall),
        "<b>\(TextReport.three(figures.value))</b>",
        TextReport.interval(figures.interval), bar(figures), TextReport.three(figures.macro), "\(figures.total.right)",
        "\(figures.total.wrong)", "\(figures.total.missed)", result.strict.map { TextReport.three($0.value) } ?? "",
      ]
      return row(result.name, cells)
    }
    return table(
      "Fields", ["measure", "P", "R", "F1", "95 %", "", "macro", "right", "wrong", "missed", "strict F1"], rows)
  }

  private var record: String {
    let rows = report.measures.filter { $0.kind == .values }.map { result in
      let total = result.overlap.total
      return row(
        result.name,
        [
          "<b>\(TextReport.three(result.overlap.value))</b>", TextReport.interval(result.overlap.interval),
          bar(result.overlap), "\(total.right) of \(total.right + total.missed)",
        ])
    }
    return rows.isEmpty ? "" : table("Record", ["key", "right", "95 %", "", "of"], rows)
  }

  /// The figure as a point on its interval, from 0 to 1.
  private func bar(_ figures: Figures) -> String {
    let interval = figures.interval ?? Interval(low: figures.value, high: figures.value)
    func x(_ value: Double) -> Double { (value * 1_000).rounded() / 10 }
    return """
      <svg width="120" height="10" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
      <line x1="0" x2="100" y1="5" y2="5" stroke="#ddd"/>\
      <line x1="\(x(interval.low))" x2="\(x(interval.high))" y1="5" y2="5" stroke="#36c" stroke-width="3"/>\
      <rect x="\(x(figures.value) - 0.6)" y="1" width="1.2" height="8" fill="#024"/></svg>
      """
  }

  private var confusions: String {
    report.confusions.map { table in
      let labels = table.labels + [ConfusionTable.nothing]
      let columns = labels.filter { label in labels.contains { table.number(wanted: $0, found: label) > 0 } }
      let rows = labels.map { wanted in
        let cells = columns.map { found in
          let number = table.number(wanted: wanted, found: found)
          return number == 0 ? "" : wanted == found ? "<b>\(number)</b>" : "<em>\(number)</em>"
        }
        let counts = table.counts(of: wanted)
        let figures = [counts.precision, counts.recall, counts.f1].map(TextReport.three)
        return row(wanted, cells + (wanted == ConfusionTable.nothing ? ["", "", ""] : figures))
      }
      let head = ["wanted \\ found"] + columns + ["P", "R", "F1"]
      let kappa = table.kappa.map { ", kappa \(TextReport.three($0))" } ?? ""
      return self.table("\(table.name): macro F1 \(TextReport.three(table.macroF1))\(kappa)", head, rows)
    }.joined()
  }

  private var letters: String {
    let rows = report.lettersByErrors.prefix(20).filter { $0.errors > 0 }.map { row($0.letter, ["\($0.errors)"]) }
    return rows.isEmpty ? "" : table("Letters with most errors", ["letter", "errors"], rows)
  }

  private func table(_ title: String, _ head: [String], _ rows: [String]) -> String {
    let cells = head.map { "<th>\($0.escaped)</th>" }.joined()
    return "<h2>\(title.escaped)</h2><div class=\"wide\"><table><tr>\(cells)</tr>\(rows.joined())</table></div>\n"
  }

  /// - Parameter cells: HTML.
  private func row(_ head: String, _ cells: [String]) -> String {
    "<tr><th>\(head.escaped)</th>\(cells.map { "<td>\($0)</td>" }.joined())</tr>"
  }

  // MARK: Errors

  private var errors: String {
    let search =
      "<p><input id=\"filter\" placeholder=\"letter, value or lexicon file\" size=\"40\"> narrows the errors down.</p>"
    let sections = fields.map { field in
      let items = field.errors.map(item).joined(separator: "\n")
      return
        "<details open id=\"errors-\(field.name)\"><summary>\(field.name): \(field.errors.count)</summary>\n\(items)</details>"
    }
    return sections.isEmpty ? "<h2>No errors</h2>" : "<h2>Errors</h2>\(search)\(sections.joined(separator: "\n"))"
  }

  private func item(_ error: AnnotationError) -> String {
    let context = texts[error.letter].map { ErrorContext(error, in: $0).html } ?? ""
    let values = error.values.map { pair in
      let wanted = error.kind == .extra ? "" : "<ins>\(pair.wanted.description.escaped)</ins>"
      let found = error.kind == .missed ? "" : "<del>\(pair.found.description.escaped)</del>"
      return "<span>\(pair.key.escaped) \(wanted) \(found)</span>"
    }
    let rules = error.rules.map { rule in
      "\(rule.key.escaped): <code>\(rule.file.escaped):\(rule.line)</code> \(rule.name.escaped)"
    }
    let made = rules.isEmpty ? "" : "<small>\(rules.joined(separator: "; "))</small>"
    return """
      <div class="error"><b>\(error.letter.escaped)</b> <i>\(error.kind.rawValue)</i> \(values.joined(separator: " "))\
      <p>\(context)</p>\(made)</div>
      """
  }

  private static let style = """
    body{font:15px/1.45 system-ui,sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#111;background:#fff}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums}.wide{overflow-x:auto}
    th,td{padding:.15em .6em;text-align:right;border-bottom:1px solid #eee}tr th:first-child{text-align:left}
    nav a{margin-right:1em}em{color:#b00;font-style:normal}summary{font-size:1.2em;margin:1em 0 .4em}
    .error{border-left:3px solid #ccc;padding:.2em .8em;margin:.6em 0}.error p{margin:.2em 0}
    .error span{margin-left:.8em}ins{background:#d6f5d6;text-decoration:none}del{background:#fbdada;text-decoration:none}
    mark.wanted{background:#d6f5d6}mark.found{background:#fbdada}mark.wanted.found{background:#fdf1bd}small{color:#555}
    """

  private static let script = """
    document.getElementById("filter")?.addEventListener("input",e=>{const w=e.target.value.toLowerCase();
    for(const d of document.querySelectorAll(".error"))d.hidden=!d.textContent.toLowerCase().includes(w)})
    """
}
