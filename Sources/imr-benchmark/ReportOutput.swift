import ArgumentParser
import Evaluation
import EvaluationReports
import Foundation

/// Forms of a report.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument { case text, json, html }

/// Writes a report to standard output.
struct ReportOutput {
  let report: AccuracyReport
  let letters: [GoldLetter]

  /// - Parameter errors: the field whose errors are listed instead of the report.
  func write(_ format: ReportFormat, errors: String? = nil, withoutText: Bool = false) throws {
    if let errors {
      let known = MentionField.allCases.map(\.rawValue) + ["record", "case"]
      guard known.contains(errors) else {
        throw ValidationError("unknown field '\(errors)'; there are \(known.joined(separator: ", "))")
      }
      return print(ErrorListReport(report).text(errors), terminator: "")
    }
    switch format {
    case .text: print(TextReport(report).text, terminator: "")
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let data = try encoder.encode(withoutText ? report.withoutText : report)
      FileHandle.standardOutput.write(data + Data("\n".utf8))
    case .html:
      let texts = Dictionary(letters.map { ($0.id, $0.text) }) { first, _ in first }
      print(HTMLReport(report, texts: texts).html, terminator: "")
    }
  }
}
