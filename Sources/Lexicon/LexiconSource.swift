#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Where lexicon files are read from: those built in, and folders laid over them.
public struct LexiconSource: Sendable {
  private var files: [String: [String]]

  /// The lexicons that the executable carries.
  public static func builtIn() -> LexiconSource { LexiconSource(files: EmbeddedBundle.files()) }

  public init(files: [String: String]) { self.files = files.mapValues { [$0] } }

  /// The paths of all files, sorted.
  public var paths: [String] { files.keys.sorted() }

  /// The rows of the file at `path`, those of overlays behind the built-in ones.
  /// - Throws: `LexiconError` where there is no such file, or a row is shorter than `columns`.
  public func rows(of path: String, columns: Int) throws(LexiconError) -> [LexiconRow] {
    guard let texts = files[path] else { throw LexiconError(file: path, line: nil, reason: "no such lexicon") }
    var rows: [LexiconRow] = []
    for text in texts { rows += try LexiconFile.rows(of: text, file: path, columns: columns) }
    return rows
  }

  /// The texts of the file at `path`: the built-in one without its comments, then those of overlays.
  /// - Throws: `LexiconError` where there is no such file.
  public func texts(of path: String) throws(LexiconError) -> [String] {
    guard let texts = files[path] else { throw LexiconError(file: path, line: nil, reason: "no such lexicon") }
    return texts
  }

  /// The same source with the `.tsv` files of `folder` laid over it.
  /// - Throws: `LexiconError` for a folder that cannot be read, a file that is no UTF-8, or one that has no counterpart.
  public func overlaid(with folder: String) throws(LexiconError) -> LexiconSource {
    var source = self
    for path in try Self.lexiconPaths(below: folder) {
      guard source.files[path] != nil else {
        throw LexiconError(file: path, line: nil, reason: "there is no built-in lexicon of this name to add to")
      }
      guard let data = FileManager.default.contents(atPath: folder + "/" + path),
        let text = String(data: data, encoding: .utf8)
      else { throw LexiconError(file: path, line: nil, reason: "not readable as UTF-8") }
      source.files[path, default: []].append(text)
    }
    return source
  }

  private static func lexiconPaths(below folder: String) throws(LexiconError) -> [String] {
    guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
      throw LexiconError(file: folder, line: nil, reason: "not a readable folder")
    }
    return paths.filter { $0.hasSuffix(".tsv") }.sorted()
  }
}

/// The lexicon files inside the executable, as `lexicon-compiler` writes them.
enum EmbeddedBundle {
  private static let fileSeparator: UInt8 = 0x1C

  static func files() -> [String: String] {
    let encoded = Data(
      bytesNoCopy: UnsafeMutableRawPointer(mutating: embeddedLexicons.utf8Start),
      count: embeddedLexicons.utf8CodeUnitCount, deallocator: .none)
    let bundle = [UInt8](Data(base64Encoded: encoded) ?? Data())
    return bundle.withUnsafeBufferPointer { bytes in
      var files: [String: String] = [:]
      var start = 1
      while start < bytes.count {
        let end = bytes[start...].firstIndex(of: fileSeparator) ?? bytes.count
        let nameEnd = bytes[start..<end].firstIndex(of: 0x0A) ?? end
        let name = String(decoding: bytes[start..<nameEnd], as: UTF8.self)
        files[name] = String(decoding: bytes[min(nameEnd + 1, end)..<end], as: UTF8.self)
        start = end + 1
      }
      return files
    }
  }
}
