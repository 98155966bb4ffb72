#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The lexicon files of a folder, to be laid over those built in.
public struct LexiconOverlay: Sendable {
  /// By path below the folder.
  public private(set) var texts: [String: String] = [:]
  /// What is wrong with files that cannot be read at all, by path.
  public private(set) var unreadable: [LexiconError] = []

  /// Reads the `.tsv` files below `folder`.
  /// - Throws: `LexiconError` for a folder that cannot be read.
  public init(folder: String) throws(LexiconError) {
    guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
      throw LexiconError(file: folder, line: nil, reason: "not a readable folder")
    }
    for path in paths.filter({ $0.hasSuffix(".tsv") }).sorted() {
      guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
        unreadable.append(LexiconError(file: path, line: nil, reason: "not readable"))
        continue
      }
      if let text = String(data: data, encoding: .utf8) {
        texts[path] = text
      } else {
        unreadable.append(LexiconError(file: path, line: Self.badLine(of: data), reason: "not UTF-8"))
      }
    }
  }

  /// The first line that is no UTF-8.
  private static func badLine(of data: Data) -> Int? {
    let lines = data.split(separator: 0x0A, omittingEmptySubsequences: false)
    return lines.firstIndex { String(data: $0, encoding: .utf8) == nil }.map { $0 + 1 }
  }

  // MARK: Check

  /// A file with more errors than this is given up.
  private static let longestReport = 20

  /// All that is wrong with the overlay, in order of files and lines; at most the first 20 lines of a file.
  ///
  /// The files are used together, as they may refer to each other. A line that cannot be used is left out and the rest
  /// tried again.
  /// - Parameter use: makes of a source all that reads it.
  public func errors(over base: LexiconSource, using use: (LexiconSource) throws(LexiconError) -> Void)
    -> [LexiconError]
  {
    var errors = unreadable
    var trial = texts
    for path in texts.keys where !base.contains(path) {
      errors.append(.unknownFile(path))
      trial[path] = nil
    }
    while let error = Self.error(in: trial, over: base, use) {
      errors.append(error)
      let count = errors.count { $0.file == error.file }
      guard let text = trial[error.file] else { break }
      trial[error.file] = count < Self.longestReport ? Self.leavingOut(error.line, of: text) : nil
    }
    errors += trial.flatMap { PatternExamples.errors(in: $1, of: $0, over: base) }
    return errors.sorted { ($0.file, $0.line ?? 0) < ($1.file, $1.line ?? 0) }
  }

  private static func error(
    in texts: [String: String], over base: LexiconSource, _ use: (LexiconSource) throws(LexiconError) -> Void
  ) -> LexiconError? {
    do throws(LexiconError) {
      try use(try base.overlaid(with: texts))
      return nil
    } catch {
      return error
    }
  }

  /// The text with a line blanked; nil where there is no such line or nothing on it.
  private static func leavingOut(_ line: Int?, of text: String) -> String? {
    guard let line else { return nil }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(line - 1), !lines[line - 1].isEmpty else { return nil }
    lines[line - 1] = ""
    return lines.joined(separator: "\n")
  }
}

extension LexiconError {
  static func unknownFile(_ path: String) -> LexiconError {
    LexiconError(file: path, line: nil, reason: "there is no built-in lexicon of this name to add to")
  }
}
