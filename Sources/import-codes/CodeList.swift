import ArgumentParser
import CodeTableFormat
import Foundation

/// A list of codes, for years of which nothing better is to be had.
struct CodeList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Imports a plain list of ICD-10-CM codes as the table of fiscal years.",
    discussion: """
      Reads the CDC's order file and code file, a CSV table with the code in its first column, and \
      a JSON hierarchy of ids with descriptions.
      """)

  @Argument(help: "The list.")
  var file: String

  @Option(help: "The fiscal years it stands for, as 2020 or 2016-2018.")
  var fiscalYears: String

  @Option(help: "What to call the release in the list of tables.")
  var release: String

  @OptionGroup var destination: Destination

  func run() throws {
    guard let years = FiscalYears(text: fiscalYears, newest: 0) else {
      throw ValidationError("fiscal years are a year or a range, as 2020 or 2016-2018")
    }
    let codes = try readCodeList(URL(filePath: file))
    var catalog = try ICD10Catalog(folder: destination.folder)
    catalog.take(codes, years: years, release: release)
    try catalog.save(to: destination.folder)
  }
}

/// Titles for codes that came from a list without any.
struct Titles: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Gives ICD-10-CM codes that have no title yet the title of a list.")

  @Argument(help: "A list of codes with titles; formats as for list.")
  var file: String

  @OptionGroup var destination: Destination

  func run() throws {
    var catalog = try ICD10Catalog(folder: destination.folder)
    catalog.fillTitles(from: try readCodeList(URL(filePath: file)))
    try catalog.save(to: destination.folder)
  }
}
