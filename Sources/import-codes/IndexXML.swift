import Foundation
import FoundationXML

/// An entry of an index or table: a main term or a subterm.
struct IndexEntry: Equatable {
  /// 0 for a main term.
  let level: Int
  let term: String
  /// As printed, each in its parentheses.
  let modifiers: String
  let see: String
  let seeAlso: String
  /// The code, or in the Table of Neoplasms those of its six columns.
  let codes: [String]
}

/// Reads the CDC's XML of the Alphabetic Index, the External Cause Index or the Table of Neoplasms.
///
/// - Throws: Foundation's errors for unreadable XML, `UnreadableSource` for another kind of XML.
func indexEntries(xml data: Data) throws -> [IndexEntry] {
  guard let root = try XMLDocument(data: data).rootElement(), root.name == "ICD10CM.index" else {
    throw UnreadableSource(description: "the file is no ICD-10-CM index")
  }
  return root.elements(forName: "letter").flatMap { $0.elements(forName: "mainTerm") }
    .flatMap { entries(of: $0, level: 0) }
}

private func entries(of element: XMLElement, level: Int) -> [IndexEntry] {
  let title = element.elements(forName: "title").first
  let entry = IndexEntry(
    level: level, term: title?.ownText ?? "",
    modifiers: title?.elements(forName: "nemod").map(\.trimmedText).joined(separator: " ") ?? "",
    see: element.text(of: "see"), seeAlso: element.text(of: "seeAlso"), codes: codes(of: element))
  return [entry] + element.elements(forName: "term").flatMap { entries(of: $0, level: level + 1) }
}

/// The cells of the Table of Neoplasms are numbered from 2, the column behind the terms.
private func codes(of element: XMLElement) -> [String] {
  let cells = element.elements(forName: "cell")
  guard !cells.isEmpty else { return [element.text(of: "code")] }
  return (2...7).map { column in
    cells.first { $0.attribute(forName: "col")?.stringValue == String(column) }?.trimmedText ?? ""
  }
}

extension XMLElement {
  /// The text that does not stand in a child element.
  fileprivate var ownText: String {
    let texts = (children ?? []).filter { $0.kind == .text }.compactMap(\.stringValue)
    return texts.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
