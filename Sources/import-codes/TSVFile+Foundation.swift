import CodeTableFormat
import Foundation

extension TSVFile {
  /// Reads a file of a folder; one without rows where it is missing.
  ///
  /// - Throws: what Foundation throws for an undecodable file.
  init(_ name: String, in folder: URL) throws {
    let file = folder.appending(path: name)
    let exists = FileManager.default.fileExists(atPath: file.path(percentEncoded: false))
    self.init(text: exists ? try String(contentsOf: file, encoding: .utf8) : "")
  }

  /// Writes the file into a folder.
  ///
  /// - Throws: what Foundation throws where the file cannot be written.
  func write(_ name: String, in folder: URL) throws {
    try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
  }
}
