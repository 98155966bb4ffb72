import ArgumentParser
import CodeTableFormat
import Foundation

/// ICD-9-CM: version 32 is the last, so that this is read once.
struct ICD9: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Imports ICD-9-CM: the titles of its codes, and a hierarchy with those of its headings.")

  @Argument(help: "The list of billable codes with long titles (CMS32_DESC_LONG_DX.txt).")
  var list: String

  @Option(help: "A JSON hierarchy of ids with children, for the headings above the codes.")
  var hierarchy: String

  @OptionGroup var destination: Destination

  func run() throws {
    var titles: [String: String] = [:]
    let codes = try decodedText(of: URL(filePath: list)).split(whereSeparator: \.isNewline).compactMap(listedCode)
    guard !codes.isEmpty else { throw UnreadableSource(description: "the list holds no codes") }
    for code in codes { titles[code.code] = code.title }
    for (code, title) in try headings(URL(filePath: hierarchy)) where titles[code] == nil { titles[code] = title }
    for (code, title) in subcategories(codes, categories: titles) where titles[code] == nil { titles[code] = title }
    let billable = Set(codes.map(\.code))
    try TSVFile(
      header: ["ICD-9-CM version 32: headings and codes, by code.", "columns: code, title, billable (1)"],
      rows: titles.sorted { $0.key < $1.key }.map { code, title in
        [
          CodeText.withPoint(code, category: CodeText.category(ofICD9: code)), title,
          billable.contains(code) ? "1" : "",
        ]
      }
    ).write("icd9cm.tsv", in: destination.folder)
  }

  private func listedCode(_ line: Substring) -> ListedCode? {
    let words = line.split(separator: " ", maxSplits: 1)
    guard words.count == 2 else { return nil }
    return ListedCode(code: String(words[0]), title: words[1].trimmingCharacters(in: .whitespaces))
  }

  /// Headings between category and five-digit codes, which no list titles: what the titles below
  /// begin with up to a comma, else the category's title.
  private func subcategories(_ codes: [ListedCode], categories: [String: String]) -> [String: String] {
    let deep = codes.filter { $0.code.count == CodeText.category(ofICD9: $0.code) + 2 }
    return Dictionary(grouping: deep) { String($0.code.dropLast()) }.reduce(into: [:]) { titles, group in
      let common = group.value.map(\.title).reduce(group.value[0].title) { $0.commonPrefix(with: $1) }
      let start = common.lastIndex(of: ",").map { String(common[..<$0]) }
      titles[group.key] = start ?? categories[String(group.key.dropLast())]
    }
  }

  /// The hierarchy names its headings without their codes: a heading's code is what all codes below it begin with.
  private func headings(_ file: URL) throws -> [(code: String, title: String)] {
    let object = try JSONSerialization.jsonObject(with: try Data(contentsOf: file)) as? [String: Any]
    guard let tree = object?["tree"] as? [String: Any] else {
      throw UnreadableSource(description: "a JSON hierarchy has a tree")
    }
    var headings: [String: String] = [:]
    _ = prefix(of: tree, headings: &headings)
    return headings.map { ($0.key, $0.value) }
  }

  /// The common beginning of all codes at or below a node; names the headings among its children.
  private func prefix(of node: [String: Any], headings: inout [String: String]) -> String {
    let children = node["children"] as? [[String: Any]] ?? []
    guard !children.isEmpty else { return node["id"] as? String ?? "" }
    let prefixes = children.map { prefix(of: $0, headings: &headings) }
    let common = prefixes.dropFirst().reduce(prefixes[0]) { $0.commonPrefix(with: $1) }
    let least = CodeText.category(ofICD9: common)
    if common.count >= least, headings[common] == nil {
      headings[common] = node["id"] as? String
    } else if common.count > least, headings[String(common.prefix(least))] == nil {
      headings[String(common.prefix(least))] = node["id"] as? String
    }
    return common
  }
}
