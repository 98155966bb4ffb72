import ArgumentParser
import CodeTableFormat
import Foundation

/// The Alphabetic Index and its sister tables, flattened in the order of the document.
struct Index: ParsableCommand {
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case diseases = "index"
    case externalCauses = "external-causes"
    case neoplasms
  }

  static let configuration = CommandConfiguration(
    abstract: "Imports the Alphabetic Index, the External Cause Index or the Table of Neoplasms.",
    discussion: "Reads the CDC's XML, or CSV with the column names in its first row.")

  @Argument(help: "Which one: index, external-causes or neoplasms.")
  var kind: Kind

  @Argument(help: "The file.")
  var file: String

  @Option(help: "The release, for the file's head.")
  var release: String

  @OptionGroup var destination: Destination

  func run() throws {
    let source = URL(filePath: file)
    let entries =
      source.pathExtension.lowercased() == "xml"
      ? try indexEntries(xml: try Data(contentsOf: source))
      : try entries(csv: csvRows(try decodedText(of: source)))
    try TSVFile(
      header: kind.header + ["source: \(release); public domain."],
      rows: entries.map(row)
    ).write("\(kind.rawValue).tsv", in: destination.folder)
  }

  /// The Table of Neoplasms has no See.
  private func row(_ entry: IndexEntry) -> [String] {
    let common = [String(entry.level), entry.term, entry.modifiers]
    return common + (kind == .neoplasms ? [entry.seeAlso] : [entry.see, entry.seeAlso]) + entry.codes
  }

  private func entries(csv records: [[String]]) throws -> [IndexEntry] {
    let names = records.first ?? []
    let columns = ["Level", "Term"] + kind.codeColumns
    for name in columns where !names.contains(name) {
      throw UnreadableSource(description: "\(file): no column \(name)")
    }
    return records.dropFirst().map { record in
      let field = { (name: String) in names.firstIndex(of: name).map { record.field($0) } ?? "" }
      return IndexEntry(
        level: Int(field("Level")) ?? 0, term: field("Term"), modifiers: field("NonEssModif"),
        see: field("See"), seeAlso: field("SeeAlso"), codes: kind.codeColumns.map(field))
    }
  }
}

extension Index.Kind {
  fileprivate var codeColumns: [String] {
    guard self == .neoplasms else { return ["Code"] }
    return [
      "MalignantPrimary", "MalignantSecondary", "CaInSitu", "Benign", "UncertainBehavior", "UnspecifiedBehavior",
    ]
  }

  fileprivate var header: [String] {
    let entries =
      "columns: level (0 a main term), term, non-essential modifiers, see, see also, "
      + "code (a trailing - asks for more characters)"
    return switch self {
    case .diseases:
      ["ICD-10-CM Alphabetic Index to Diseases and Injuries; in the order of the document.", entries]
    case .externalCauses:
      ["ICD-10-CM External Cause of Injuries Index; in the order of the document.", entries]
    case .neoplasms:
      [
        "ICD-10-CM Table of Neoplasms; in the order of the document.",
        "columns: level, term, non-essential modifiers, see also, malignant primary, malignant secondary, "
          + "carcinoma in situ, benign, uncertain behavior, unspecified behavior (codes; - where there is none)",
      ]
    }
  }
}
