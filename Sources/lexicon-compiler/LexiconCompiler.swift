import Foundation

/// Build tool: `lexicon-compiler TARGET LEXICONS_DIR OUTPUT.swift` writes what the target embeds.
@main
struct LexiconCompiler {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4 else { throw Failure.usage }
    let lexicons = URL(filePath: arguments[2])
    let source: String
    switch arguments[1] {
    case "Lexicon": source = try embeddedBundle(of: lexicons)
    case "CodeSystems": source = try embeddedCodeSystems(of: lexicons)
    case "DiagnosisCoding": source = try embeddedCodingIndex(of: lexicons)
    default: throw Failure.unknownTarget(arguments[1])
    }
    try write(source, to: URL(filePath: arguments[3]))
  }

  /// Leaves a file alone that is up to date, so that the target is not compiled again for it.
  private static func write(_ source: String, to file: URL) throws {
    if let known = try? String(contentsOf: file, encoding: .utf8), known == source { return }
    try source.write(to: file, atomically: true, encoding: .utf8)
  }

  enum Failure: Error, CustomStringConvertible {
    case usage
    case unknownTarget(String)

    var description: String {
      switch self {
      case .usage: "usage: lexicon-compiler TARGET LEXICONS_DIR OUTPUT.swift"
      case .unknownTarget(let name): "target \(name) embeds no lexicons"
      }
    }
  }
}
