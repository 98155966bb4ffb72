import Foundation

/// The folders of `Lexicons/` that are compiled into tables of their own and not carried as text.
private let compiledFolders: Set = ["code-systems"]

/// One string of all lexicon files: a file separator (U+001C) and the path on a line, then the file's rows without
/// comments and pattern examples, as the program reads them in place.
///
/// Blank lines replace what is left out, so that a row keeps the line number it has in its file.
func embeddedBundle(of lexicons: URL) throws -> String {
  var bundle = ""
  for path in try lexiconPaths(below: lexicons) {
    bundle += "\u{1C}\(path)\n"
    let text = try String(contentsOf: lexicons.appending(path: path), encoding: .utf8)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      bundle += isRow(line) ? "\(line)\n" : "\n"
    }
  }
  return "let embeddedLexicons: StaticString = \"\(escaped(bundle))\"\n"
}

/// What stands for a text in a string literal on one line.
private func escaped(_ text: String) -> String {
  var literal = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": literal += "\\\(scalar)"
    case "\t": literal += "\\t"
    case "\n": literal += "\\n"
    case " "..."~": literal.unicodeScalars.append(scalar)
    default: literal += "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
  return literal
}

private func isRow(_ line: Substring) -> Bool {
  !(line.isEmpty || line.hasPrefix("#") || line.hasPrefix("+\t") || line.hasPrefix("-\t"))
}

private func lexiconPaths(below folder: URL) throws -> [String] {
  let all = try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
  return all.filter { path in
    path.hasSuffix(".tsv") && !compiledFolders.contains { path.hasPrefix($0 + "/") }
  }.sorted()
}
