import Foundation

/// A row of `Corpus/examples/coding/phrases.tsv`.
struct CodingExample: Sendable, CustomStringConvertible {
  let phrase: String
  /// nil where the phrase is no diagnosis.
  let icd10: String?
  /// nil where the row does not say.
  let icd9: String?

  var description: String { phrase }

  static let all: [CodingExample] = rows(of: "phrases.tsv").map { fields in
    CodingExample(
      phrase: fields[0], icd10: fields[1] == "-" ? nil : fields[1], icd9: fields.count > 2 ? fields[2] : nil)
  }

  /// The phrases of `Corpus/probes`.
  static let probes: [String] = ["general-medicine-development.tsv", "general-medicine-test.tsv"].flatMap { name in
    rows(of: "../../probes/" + name).dropFirst().map { $0[0] }
  }

  private static func rows(of name: String) -> [[String]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Corpus/examples/coding")
    let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t").map(String.init) }.filter { $0.count > 1 }
  }
}
