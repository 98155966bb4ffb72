import Foundation
import TestSupport
import Testing

/// Runs over folders: going on with an earlier output, and telling how far a run is.
@Suite struct BatchTests {
  private func id(_ line: some StringProtocol) throws -> String {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    return (object?["error"] == nil ? "" : "!") + (try #require(object?["id"] as? String))
  }

  private func ids(in path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(id)
  }

  private func folder() throws -> TemporaryFolder {
    let line = #"{"id":"x","text":"one"}"# + "\n" + #"{"id":"y","text":"two"}"# + "\n"
    let files = try TemporaryFolder(["in/a.txt": "one", "in/b.pdf": "%PDF-1.4", "in/c.txt": "two", "in/l.jsonl": line])
    try files.write(ComposedPDF(pages: [[ComposedPDF.Line("A letter.", y: 100)]]).data, to: "in/d.pdf")
    return files
  }

  @Test func aRunGoesOnWhereAnotherEnded() throws {
    let files = try folder()
    let output = "\(files.path)/out.jsonl"
    #expect(try CommandRun.run("--output", output, "--resume", "\(files.path)/in").status == 1)
    #expect(try ids(in: output) == ["a", "!b", "c", "d", "x", "y"])
    let whole = try String(contentsOfFile: output, encoding: .utf8)
    // Another run was ended in the middle of its third line.
    let lines = whole.split(separator: "\n")
    try files.write(Data((lines[0...1].joined(separator: "\n") + "\n" + lines[2].prefix(40)).utf8), to: "out.jsonl")
    try files.write(ComposedPDF(pages: [[]]).data, to: "in/b.pdf")
    let run = try CommandRun.run("--output", output, "--resume", "--ocr", "never", "\(files.path)/in")
    #expect(run.status == 0 && run.messages == "")
    #expect(try ids(in: output) == ["a", "b", "c", "d", "x", "y"])
    #expect(try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")[2] == lines[2])
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.path).sorted() == ["in", "out.jsonl"])
  }

  @Test func aForeignFileStaysAsItIs() throws {
    let files = try TemporaryFolder(["a.txt": "one", "notes": "my notes\n", "other": "{\"id\": \"a\"}\n"])
    for name in ["notes", "other"] {
      let before = try String(contentsOfFile: "\(files.path)/\(name)", encoding: .utf8)
      let run = try CommandRun.run("--resume", "--output", "\(files.path)/\(name)", "\(files.path)/a.txt")
      #expect(run.status == 2 && run.messages.contains("line 1 is no output of imr-extract"))
      #expect(try String(contentsOfFile: "\(files.path)/\(name)", encoding: .utf8) == before)
    }
    #expect(try CommandRun.run("--resume", "\(files.path)/a.txt").status == 2)
  }

  @Test func progressEndsInASummary() throws {
    let files = try folder()
    let run = try CommandRun.run("--progress", "\(files.path)/in")
    let last = try #require(run.messages.split(separator: "\n").last)
    #expect(last.hasPrefix("imr-extract: 6 documents in ") && last.hasSuffix("; 1 failed: 1 damaged"))
    #expect(try run.lines.map(id) == ["a", "!b", "c", "d", "x", "y"])
  }

  /// Documents of all kinds, read by programs and not, come out in their order whatever ends first.
  @Test func kindsMayBeMixed() throws {
    let files = try TemporaryFolder()
    let text = "The applicant is a 52-year-old woman with bursitis of the right shoulder."
    let pdf = ComposedPDF(pages: [[ComposedPDF.Line(text, y: 100, size: 13)]]).data
    let image = GreyImage.tiff([try GreyImage(rendering: pdf, pixelsPerInch: 150)], pixelsPerInch: 150)
    for number in 0..<6 {
      try files.write([image, pdf, Data(text.utf8)][number % 3], to: "\(number)")
    }
    let runs = try ["1", "3"].map { try CommandRun.run("--jobs", $0, files.path) }
    #expect(runs[0].status == 0 && runs[0].output == runs[1].output)
    #expect(try runs[0].lines.map(id) == (0..<6).map(String.init))
    for line in runs[0].lines {
      let document = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect((document?["record"] as? [String: Any])?["age"] as? Int == 52)
    }
  }
}
