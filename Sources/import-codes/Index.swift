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
    abstract: "Imports a CSV file of the Alphabetic Index, the External Cause Index or the Table of Neoplasms.")

  @Argument(help: "Which one: index, external-causes or neoplasms.")
  var kind: Kind

  @Argument(help: "The CSV file, with the column names in its first row.")
  var file: String

  @Option(help: "The release, for the file's head.")
  var release: String

  @OptionGroup var destination: Destination

  func run() throws {
    let records = csvRows(try decodedText(of: URL(filePath: file)))
    let columns = try kind.columns.map { name in
      guard let index = records.first?.firstIndex(of: name) else {
        throw UnreadableSource(description: "\(file): no column \(name)")
      }
      return index
    }
    try TSVFile(
      header: kind.header + ["source: \(release); public domain."],
      rows: records.dropFirst().map { record in columns.map { record.field($0) } }
    ).write("\(kind.rawValue).tsv", in: destination.folder)
  }
}

extension Index.Kind {
  fileprivate var columns: [String] {
    let common = ["Level", "Term", "NonEssModif"]
    guard self == .neoplasms else { return common + ["See", "SeeAlso", "Code"] }
    return common + [
      "SeeAlso", "MalignantPrimary", "MalignantSecondary", "CaInSitu", "Benign", "UncertainBehavior",
      "UnspecifiedBehavior",
    ]
  }

  fileprivate var header: [String] {
    let entries =
      "columns: level (0 a main term), term, non-essential modifiers, see, see also, code (a trailing - asks for more characters)"
    return switch self {
    case .diseases:
      ["ICD-10-CM Alphabetic Index to Diseases and Injuries; in the order of the document.", entries]
    case .externalCauses:
      ["ICD-10-CM External Cause of Injuries Index; in the order of the document.", entries]
    case .neoplasms:
      [
        "ICD-10-CM Table of Neoplasms; in the order of the document.",
        "columns: level, term, non-essential modifiers, see also, malignant primary, malignant secondary, carcinoma in situ, benign, uncertain behavior, unspecified behavior (codes; - where there is none)",
      ]
    }
  }
}
