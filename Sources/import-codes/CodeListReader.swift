import CodeTableFormat
import Foundation

/// A code of a list; headings are listed too where the file has them.
struct ListedCode {
  /// Without point.
  let code: String
  /// Empty where the list has none.
  let title: String
}

/// Reads a list of codes, whatever its form.
///
/// - Throws: `UnreadableSource` where no code is found in it.
func readCodeList(_ file: URL) throws -> [ListedCode] {
  let codes: [ListedCode]
  switch file.pathExtension.lowercased() {
  case "json": codes = try hierarchyCodes(try Data(contentsOf: file))
  case "csv": codes = csvRows(try decodedText(of: file)).compactMap(csvCode)
  default: codes = try decodedText(of: file).split(whereSeparator: \.isNewline).compactMap(lineCode)
  }
  guard !codes.isEmpty else { throw UnreadableSource(description: "\(file.lastPathComponent) lists no codes") }
  return codes
}

/// UTF-8, or Latin-1 as the older federal files are.
func decodedText(of file: URL) throws -> String {
  let data = try Data(contentsOf: file)
  return String(data: data, encoding: .utf8) ?? String(decoding: data.map { UInt16($0) }, as: UTF16.self)
}

/// Whether the text is an ICD-10-CM code: a letter, a digit or letter, a character, and up to four more.
func isICD10Code(_ code: String) -> Bool {
  let bytes = Array(code.utf8)
  guard (3...7).contains(bytes.count), let first = bytes.first, first >= 0x41, first <= 0x5A else { return false }
  return bytes.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) }
    && bytes.contains { $0 <= 0x39 }
}

private func listed(_ code: String, _ title: String) -> ListedCode? {
  let bare = CodeText.withoutPoint(code)
  return isICD10Code(bare) ? ListedCode(code: bare, title: title.trimmingCharacters(in: .whitespaces)) : nil
}

/// A line of the order file (`00001 A00     0 short title … long title` at column 78) or of the
/// code file (`A000    title`).
private func lineCode(_ line: Substring) -> ListedCode? {
  let words = line.split(separator: " ", maxSplits: 1)
  guard let first = words.first else { return nil }
  if first.count == 5, first.allSatisfy(\.isNumber) {
    let code = line.dropFirst(6).prefix(7).trimmingCharacters(in: .whitespaces)
    return listed(code, String(line.dropFirst(77)))
  }
  return listed(String(first), words.count > 1 ? String(words[1]) : "")
}

/// The code in the first column, in quotes in HCUP's tables; its title in the second, if that holds words.
private func csvCode(_ row: [String]) -> ListedCode? {
  let code = row.field(0).trimmingCharacters(in: CharacterSet(charactersIn: "' "))
  let title = row.field(1)
  return listed(code, title.contains(where: \.isLowercase) ? title : "")
}

/// A tree of `{"id": …, "description": …, "children": […]}` under `tree`.
private func hierarchyCodes(_ data: Data) throws -> [ListedCode] {
  let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
  guard let tree = object?["tree"] as? [String: Any] else {
    throw UnreadableSource(description: "a JSON hierarchy has a tree")
  }
  var codes: [ListedCode] = []
  collect(tree, into: &codes)
  return codes
}

private func collect(_ node: [String: Any], into codes: inout [ListedCode]) {
  if let id = node["id"] as? String, let code = listed(id, node["description"] as? String ?? "") {
    codes.append(code)
  }
  for child in node["children"] as? [[String: Any]] ?? [] { collect(child, into: &codes) }
}
