import Foundation
import Testing

@testable import Ingest

@Suite struct InputListTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "imr-extract-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func withFiles(_ files: [String: [UInt8]], _ body: (String) throws -> Void) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, bytes) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    try body(folder.path(percentEncoded: false))
  }

  private let letter = Array("letter".utf8)

  @Test func directoriesAreWalkedInPathOrderWithoutWhatIsNoLetter() throws {
    let files = [
      "b.txt": letter, "a/z.txt": letter, "a-b/y.txt": letter, "a.txt": letter, ".hidden.txt": letter,
      ".git/c.txt": letter, "a.gold.json": letter, "x.zip": [0x50, 0x4B, 0x03, 0x04], "notes.md": letter, "l.jsonl": [],
      "zero.txt": [0x00],
    ]
    try withFiles(files) { path in
      let list = InputList([path], format: .auto)
      let names = list.items.map { String($0.path.dropFirst(path.count)) }
      #expect(names == ["/a-b/y.txt", "/a.txt", "/a/z.txt", "/b.txt", "/l.jsonl", "/notes.md", "/zero.txt"])
      #expect(list.items.map(\.id) == ["y", "a", "z", "b", "l", "notes", "zero"])
      #expect(!list.isOneDocument)
      #expect(list.items.map(\.isJSONLines) == [false, false, false, false, true, false, false])
    }
  }

  @Test func sharedNamesTakeTheirPaths() throws {
    let files = ["x/a.txt": letter, "y/a.txt": letter, "b.txt": letter, "b.md": letter, "c.txt": letter]
    try withFiles(files) { path in
      let ids = InputList([path], format: .auto).items.map(\.id)
      #expect(ids == ["b.md", "b.txt", "c", "x/a.txt", "y/a.txt"])
      let twice = InputList([path + "/x", path + "/y", path + "/c.txt", path + "/c.txt"], format: .auto).items.map(\.id)
      let files = ["\(path)/x/a.txt", "\(path)/y/a.txt", "\(path)/c.txt", "\(path)/c.txt#2"]
      #expect(twice == files)
    }
  }

  @Test func theRunsOwnOutputIsNotRead() throws {
    try withFiles(["a.txt": letter, "out.jsonl": letter]) { path in
      let output = try FileStatus(path: path + "/out.jsonl")
      #expect(InputList([path], format: .auto, excluding: output).items.map(\.id) == ["a"])
    }
  }

  @Test func missingFilesAndEmptyDirectoriesAreFailures() throws {
    try withFiles(["x.zip": [0x00], "a.json": letter]) { path in
      let items = InputList([path, path + "/none.txt"], format: .auto).items
      #expect(items.map { $0.failure?.code } == [.noLetters, .notFound])
      #expect(items.map(\.id)[1] == "none")
    }
  }
}
