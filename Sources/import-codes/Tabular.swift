import ArgumentParser
import CodeTableFormat
import Foundation

/// The Tabular List: all that a release says of its codes.
struct Tabular: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Imports the XML of an ICD-10-CM Tabular List as the table of a fiscal year.")

  @Argument(help: "The XML file of the CDC's release.")
  var file: String

  @Option(help: "The fiscal year of the release (2027 from 1 October 2026).")
  var fiscalYear: Int

  @Option(help: "What to call the release in the list of tables.")
  var release: String?

  @OptionGroup var destination: Destination

  func run() throws {
    let list = try TabularList(xml: try Data(contentsOf: URL(filePath: file)))
    var catalog = try ICD10Catalog(folder: destination.folder)
    catalog.take(list, year: fiscalYear, release: release ?? "Tabular List \(list.version)")
    try catalog.save(to: destination.folder)
    var terms = try InclusionTerms(folder: destination.folder)
    terms.take(list, year: fiscalYear, tables: catalog.years)
    try terms.save(to: destination.folder)
    if fiscalYear == catalog.newestYear { try list.saveNotes(to: destination.folder) }
  }
}
