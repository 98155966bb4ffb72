import Foundation

@testable import import_codes

/// Small releases of an invented chapter.
enum Releases {
  static func tabularList(_ categories: String, version: Int = 2030) throws -> TabularList {
    let xml = """
      <ICD10CM.tabular><version>\(version)</version><chapter><name>1</name><desc>Invented disorders (K00-K99)</desc>
      <section id="K00-K09"><desc>Disorders of tests (K00-K09)</desc>\(categories)</section></chapter></ICD10CM.tabular>
      """
    return try TabularList(xml: Data(xml.utf8))
  }

  static func code(_ name: String, _ title: String, _ content: String = "") -> String {
    "<diag><name>\(name)</name><desc>\(title)</desc>\(content)</diag>"
  }

  static let encounters = """
    <sevenChrDef><extension char="A">initial encounter</extension><extension char="S">sequela</extension></sevenChrDef>
    """

  static func terms(_ terms: String...) -> String {
    "<inclusionTerm>\(terms.map { "<note>\($0)</note>" }.joined())</inclusionTerm>"
  }

  /// A folder of its own, removed by the caller's `defer`.
  static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "import-codes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
