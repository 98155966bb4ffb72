import Evaluation

/// Errors of one field, a line each, tab-separated.
public struct ErrorListReport {
  private let report: AccuracyReport

  public init(_ report: AccuracyReport) { self.report = report }

  /// - Parameter field: a list of mentions, "record" or "case".
  public func text(_ field: String) -> String {
    report.errors.filter { $0.field == field }.map { line($0) + "\n" }.joined()
  }

  private func line(_ error: AnnotationError) -> String {
    let values = error.values.map { pair in
      switch error.kind {
      case .missed: "\(pair.key): \(pair.wanted)"
      case .extra: "\(pair.key): \(pair.found)"
      case .different, .record: "\(pair.key): wanted \(pair.wanted), found \(pair.found)"
      }
    }
    let rule = error.rules.first.map { "\($0.file):\($0.line) \($0.name)" } ?? ""
    return [
      error.letter, error.gold.map { "\($0.lowerBound)" } ?? error.found.map { "\($0.lowerBound)" } ?? "",
      error.kind.rawValue, Self.oneLine(error.goldText ?? error.foundText ?? ""), values.joined(separator: "; "), rule,
    ].joined(separator: "\t")
  }

  static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
