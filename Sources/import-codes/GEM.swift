import ArgumentParser
import CodeTableFormat
import Foundation

/// A General Equivalence Mapping of CMS.
struct GEM: ParsableCommand {
  enum Direction: String, ExpressibleByArgument, CaseIterable {
    case tenToNine = "10-to-9"
    case nineToTen = "9-to-10"
  }

  static let configuration = CommandConfiguration(
    abstract: "Imports a General Equivalence Mapping, as CSV or as CMS's text file.")

  @Argument(help: "From which code system to which.")
  var direction: Direction

  @Argument(help: "The file.")
  var file: String

  @OptionGroup var destination: Destination

  func run() throws {
    let text = try decodedText(of: URL(filePath: file))
    let records =
      file.hasSuffix(".csv")
      ? csvRows(text)
      : text.split(whereSeparator: \.isNewline).map { $0.split(separator: " ").map(String.init) }
    let rows = records.compactMap(row).sorted { ($0[0], $0[2], $0[1]) < ($1[0], $1[2], $1[1]) }
    guard !rows.isEmpty else { throw UnreadableSource(description: "the file maps no codes") }
    try TSVFile(
      header: [
        "General Equivalence Mapping \(direction.rawValue), by source code.",
        "columns: source, target (empty: none), "
          + "flags (approximate, no map, combination, scenario, choice list; a digit each)",
      ],
      rows: rows
    ).write("gem-\(direction.rawValue).tsv", in: destination.folder)
  }

  private func row(_ record: [String]) -> [String]? {
    let flags = record.field(2)
    guard flags.utf8.count == 5, flags.allSatisfy(\.isNumber) else { return nil }
    let isMapped = flags.dropFirst().first == "0"
    return direction == .tenToNine
      ? [CodeText.withPoint(record[0]), isMapped ? withPoint(icd9: record[1]) : "", flags]
      : [withPoint(icd9: record[0]), isMapped ? CodeText.withPoint(record[1]) : "", flags]
  }

  private func withPoint(icd9 code: String) -> String {
    CodeText.withPoint(code, category: CodeText.category(ofICD9: code))
  }
}
