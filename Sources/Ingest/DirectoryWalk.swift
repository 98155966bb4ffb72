#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files below a directory, in the byte order of their paths.
struct DirectoryWalk {
  private(set) var paths: [String] = []
  /// Directories that could not be read.
  private(set) var failures: [(path: String, failure: FileFailure)] = []

  /// Hidden files and folders are passed over, so are links to directories.
  init(_ directory: String) { walk(directory) }

  private mutating func walk(_ directory: String) {
    let entries: [Entry]
    do {
      entries = try Self.entries(of: directory)
    } catch {
      return failures.append((directory, error))
    }
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    for entry in entries {
      if entry.isDirectory { walk(prefix + entry.name) } else { paths.append(prefix + entry.name) }
    }
  }

  private struct Entry {
    let name: String
    let isDirectory: Bool
    /// A folder's files sort as paths do, with the slash.
    var key: String { isDirectory ? name + "/" : name }
  }

  private static func entries(of directory: String) throws(FileFailure) -> [Entry] {
    guard let stream = opendir(directory) else { throw FileFailure(errno: errno) }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: record.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard !name.hasPrefix("."), let isDirectory = isDirectory(directory + "/" + name) else { continue }
      entries.append(Entry(name: name, isDirectory: isDirectory))
    }
    return entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  /// Nil for what is neither a regular file nor a directory, and for a link to a directory.
  private static func isDirectory(_ path: String) -> Bool? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return true
    case S_IFREG: return false
    case S_IFLNK: return (try? FileStatus(path: path))?.isDirectory == true ? nil : false
    default: return nil
    }
  }
}
