/// Where lexicon files are read from: those built in, and folders laid over them.
public struct LexiconSource: Sendable {
  private var files: [String: [LexiconText]]

  private init(_ files: [String: [LexiconText]]) { self.files = files }

  /// The lexicons that the executable carries.
  public static func builtIn() -> LexiconSource { LexiconSource(EmbeddedBundle.files()) }

  /// - Parameter files: the texts of lexicon files, by path.
  public init(files: [String: String]) {
    self.init(Dictionary(uniqueKeysWithValues: files.map { ($0, [LexiconText(file: $0, $1)]) }))
  }

  /// The paths of all files, sorted.
  public var paths: [String] { files.keys.sorted() }

  /// The rows of the file at `path`, those of overlays behind the built-in ones.
  /// - Throws: `LexiconError` where there is no such file, or a row is shorter than `columns`.
  public func rows(of path: String, columns: Int) throws(LexiconError) -> [LexiconRow] {
    guard let texts = files[path] else { throw LexiconError(file: path, line: nil, reason: "no such lexicon") }
    var rows: [LexiconRow] = []
    for text in texts { rows += try LexiconFile.rows(of: text, columns: columns) }
    return rows
  }

  /// The texts of the file at `path`: the built-in one without its comments, then those of overlays.
  /// - Throws: `LexiconError` where there is no such file.
  public func texts(of path: String) throws(LexiconError) -> [String] {
    guard let texts = files[path] else { throw LexiconError(file: path, line: nil, reason: "no such lexicon") }
    return texts.map(\.string)
  }

  /// Whether a folder has been laid over the file at `path`.
  func isOverlaid(at path: String) -> Bool { files[path].map { $0.count > 1 } ?? false }

  /// Whether there is a file at `path`.
  public func contains(_ path: String) -> Bool { files[path] != nil }

  /// The same source with the `.tsv` files of `folder` laid over it.
  /// - Throws: `LexiconError` for a folder that cannot be read, a file that is no UTF-8, or one that has no counterpart.
  public func overlaid(with folder: String) throws(LexiconError) -> LexiconSource {
    let overlay = try LexiconOverlay(folder: folder)
    if let error = overlay.unreadable.first { throw error }
    return try overlaid(with: overlay.texts)
  }

  /// The same source with `texts`, by path, laid over it.
  /// - Throws: `LexiconError` for a path that has no counterpart.
  public func overlaid(with texts: [String: String]) throws(LexiconError) -> LexiconSource {
    var source = self
    for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
      guard contains(path) else { throw .unknownFile(path) }
      source.files[path, default: []].append(LexiconText(file: path, text))
    }
    return source
  }
}

/// The lexicon files inside the executable, as `lexicon-compiler` writes them; read in place.
enum EmbeddedBundle {
  private static let fileSeparator: UInt8 = 0x1C

  static func files() -> [String: [LexiconText]] {
    let bundle = UnsafeBufferPointer(start: embeddedLexicons.utf8Start, count: embeddedLexicons.utf8CodeUnitCount)
    var files: [String: [LexiconText]] = [:]
    var start = 1
    while start < bundle.count {
      let end = bundle.firstIndex(of: fileSeparator, from: start)
      let nameEnd = bundle.firstIndex(of: LexiconText.lineFeed, from: start)
      let name = String(decoding: bundle[start..<nameEnd], as: UTF8.self)
      files[name] = [LexiconText(file: name, lasting: UnsafeBufferPointer(rebasing: bundle[nameEnd + 1..<end]))]
      start = end + 1
    }
    return files
  }
}
