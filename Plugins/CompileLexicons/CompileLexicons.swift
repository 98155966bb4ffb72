import Foundation
import PackagePlugin

/// Compiles the part of `Lexicons/` that a target needs into a Swift source file of that target,
/// so that executables and library users carry their lexicons without a resource bundle.
@main
struct CompileLexicons: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let lexicons = context.package.directoryURL.appending(path: "Lexicons")
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded\(target.name).swift")
    return [
      .buildCommand(
        displayName: "Compiling lexicons for \(target.name)",
        executable: try context.tool(named: "lexicon-compiler").url,
        arguments: [target.name, lexicons.path(percentEncoded: false), output.path(percentEncoded: false)],
        inputFiles: folders(of: target.name).flatMap { files(below: lexicons.appending(path: $0)) },
        outputFiles: [output])
    ]
  }

  /// The folders of `Lexicons/` that a target is compiled from; an empty path is the whole.
  private func folders(of target: String) -> [String] {
    switch target {
    case "CodeSystems": ["code-systems"]
    case "DiagnosisCoding": ["code-systems", "coding"]
    default: [""]
    }
  }

  /// The files below a folder, and the folders themselves, which change when a file is added.
  private func files(below folder: URL) -> [URL] {
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let found = (walk?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "tsv" || $0.hasDirectoryPath }
    return found + [folder]
  }
}
