/// How inputs are read: the contract's `--input-format`.
public enum InputFormat: String, Sendable, CaseIterable {
  /// By name and contents.
  case auto
  case text
  case jsonl
}

/// One file of a run, or the reason why there is none.
public struct InputItem: Sendable, Equatable {
  /// `-` is standard input.
  public let path: String
  /// The document's id; for JSON Lines the name of the whole.
  public internal(set) var id: String
  public let isJSONLines: Bool
  public let failure: DocumentFailure?

  /// File name without folders.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// The files that a command line names, in order, with ids that are unique among them.
public struct InputList: Sendable {
  public private(set) var items: [InputItem] = []
  /// Whether the inputs are one document, and not a directory nor JSON Lines.
  public let isOneDocument: Bool

  /// - Parameters:
  ///   - paths: files, directories, or `-`.
  ///   - excluded: a file to pass over in directories, such as the run's own output.
  public init(_ paths: [String], format: InputFormat, excluding excluded: FileStatus? = nil) {
    var ids = DocumentIDs()
    var list = InputCollector(format: format, excluded: excluded)
    for path in paths { list.add(path, &ids) }
    isOneDocument = paths.count == 1 && list.items.count == 1 && !list.hasDirectory && !list.items[0].isJSONLines
    items = list.items
    for (index, id) in ids.unique().enumerated() { items[index].id = id }
  }
}

/// Turns the arguments of a command line into items.
private struct InputCollector {
  let format: InputFormat
  let excluded: FileStatus?
  var items: [InputItem] = []
  var hasDirectory = false

  init(format: InputFormat, excluded: FileStatus?) {
    self.format = format
    self.excluded = excluded
  }

  mutating func add(_ path: String, _ ids: inout DocumentIDs) {
    guard path != "-" else { return append(path, below: path, nil, &ids) }
    do {
      let status = try FileStatus(path: path)
      if status.isDirectory { addDirectory(path, &ids) } else { append(path, below: path, nil, &ids) }
    } catch {
      append(path, below: path, error, &ids)
    }
  }

  private mutating func addDirectory(_ path: String, _ ids: inout DocumentIDs) {
    hasDirectory = true
    let before = items.count
    let walk = DirectoryWalk(path)
    let skipped = path.utf8.count + (path.hasSuffix("/") ? 0 : 1)
    for file in walk.paths where isLetter(file) {
      append(file, below: String(file.utf8.dropFirst(skipped)) ?? file, nil, &ids)
    }
    for (folder, failure) in walk.failures { append(folder, below: folder, failure, &ids) }
    if items.count == before {
      let failure = DocumentFailure(id: path, code: .noLetters, message: "\(path): no letters in this directory")
      items.append(InputItem(path: path, id: path, isJSONLines: false, failure: failure))
      ids.add(path: path, below: path)
    }
  }

  private mutating func append(_ path: String, below: String, _ failure: FileFailure?, _ ids: inout DocumentIDs) {
    ids.add(path: path, below: below)
    let isJSONLines = format == .jsonl || format == .auto && Self.hasExtension(["jsonl", "ndjson"], path)
    let reason = failure.map { $0.failure(id: path, path: path) }
    items.append(InputItem(path: path, id: path, isJSONLines: isJSONLines, failure: reason))
  }

  /// Whether a file of a directory is one of the contract's kinds. One that cannot be opened is reported later.
  private func isLetter(_ path: String) -> Bool {
    if Self.hasExtension(["json"], path) { return false }
    if let excluded, let status = try? FileStatus(path: path), status.identity == excluded.identity { return false }
    if Self.hasExtension(["txt", "jsonl", "ndjson"], path) { return true }
    var head: [UInt8] = []
    guard let file = try? InputFile(path: path),
      (try? file.append(to: &head, limit: DocumentKind.headLength)) != nil
    else { return true }
    return DocumentKind(head: head) != .binary
  }

  private static func hasExtension(_ extensions: Set<String>, _ path: String) -> Bool {
    guard let dot = path.lastIndex(of: ".") else { return false }
    return extensions.contains(path[path.index(after: dot)...].lowercased())
  }
}

/// Makes ids unique: the file name without extension where no other input has it, else the path below the directory
/// named, else the path as given, else that with a number.
struct DocumentIDs {
  private var candidates: [[String]] = []

  /// - Parameter below: the path below the directory named on the command line; the path where a file was named.
  mutating func add(path: String, below: String) {
    candidates.append([Self.stem(of: below), below, path])
  }

  func unique() -> [String] {
    var levels = [Int](repeating: 0, count: candidates.count)
    var ids = candidates.map { $0[0] }
    var changed = true
    while changed {
      changed = false
      let counts = Dictionary(ids.map { ($0, 1) }, uniquingKeysWith: +)
      for index in ids.indices where levels[index] < 2 && counts[ids[index], default: 0] > 1 {
        levels[index] += 1
        ids[index] = candidates[index][levels[index]]
        changed = true
      }
    }
    return Self.numbered(ids)
  }

  private static func numbered(_ ids: [String]) -> [String] {
    var seen: Set<String> = []
    return ids.map { id in
      var unique = id
      var number = 1
      while !seen.insert(unique).inserted {
        number += 1
        unique = "\(id)#\(number)"
      }
      return unique
    }
  }

  private static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
