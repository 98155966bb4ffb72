import Foundation
import Testing

/// The command line of the output contract.
@Suite struct CommandTests {
  private func object(_ text: some StringProtocol) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func errorCode(_ line: some StringProtocol) throws -> String? {
    (try object(line)["error"] as? [String: Any])?["code"] as? String
  }

  // MARK: Formats

  @Test func oneLetterIsOneObject() throws {
    let run = try CommandRun.run("\(Corpus.letters)/dev-01.txt")
    #expect(run.status == 0)
    #expect(run.messages == "")
    #expect(try object(run.output)["id"] as? String == "dev-01")
  }

  @Test func severalLettersAreLinesOrAnArray() throws {
    let files = try TemporaryFolder(["a.txt": "one", "b.txt": "two"])
    let lines = try CommandRun.run(files.path)
    #expect(try lines.lines.map { try object($0)["id"] as? String } == ["a", "b"])
    let array = try CommandRun.run("--format", "json", files.path)
    let documents = try JSONSerialization.jsonObject(with: Data(array.output.utf8)) as? [[String: Any]]
    #expect(documents?.map { $0["id"] as? String } == ["a", "b"])
    let none = try CommandRun.run("--format", "json", files.path + "/c.txt", files.path + "/d.txt")
    #expect(try JSONSerialization.jsonObject(with: Data(none.output.utf8)) as? [String] == [])
  }

  @Test func standardInputNeedsNoName() throws {
    for arguments in [[], ["-"]] {
      let run = try CommandRun.shell("printf 'a letter' | $X \(arguments.joined(separator: " "))")
      #expect(try object(run.output)["id"] as? String == "-")
    }
    let lines = try CommandRun.run("--input-format", "jsonl", "-", input: "{\"id\":\"x\",\"text\":\"a\"}\n")
    #expect(try lines.lines.map { try object($0)["id"] as? String } == ["x"])
  }

  @Test func fieldsAreThoseAskedFor() throws {
    let keys = Set(try object(CommandRun.run("--fields", "dates,record", "-", input: "x").output).keys)
    let frame: Set = ["schemaVersion", "id", "generator", "warnings", "source"]
    #expect(keys == frame.union(["dates", "record", "recordSources"]))
  }

  @Test func outputMayGoToAFile() throws {
    let files = try TemporaryFolder(["a.txt": "one"])
    let first = try CommandRun.run("--output", "\(files.path)/out.jsonl", "--format", "jsonl", files.path)
    let again = try CommandRun.run("--output", "\(files.path)/out.jsonl", "--format", "jsonl", files.path)
    #expect([first.status, again.status] == [0, 0])
    #expect(first.output == "")
    let written = try String(contentsOfFile: "\(files.path)/out.jsonl", encoding: .utf8)
    #expect(try written.split(separator: "\n").map { try object($0)["id"] as? String } == ["a"])
  }

  @Test func subcommands() throws {
    #expect(try object(CommandRun.run("schema").output)["$schema"] as? String != nil)
    #expect(try CommandRun.run("text", "-", input: "\u{FEFF}a\r\nb").output == "a\r\nb")
    #expect(try CommandRun.run("text", Corpus.letters).status == 1)
  }

  @Test func aFolderOfLexiconsIsChecked() throws {
    let files = try TemporaryFolder([
      "diagnoses/sites.tsv": "flange\tflange region\tpart\n", "diagnoses/regions.tsv": "flange region\tpaired\t-\n",
      "coding/entries.tsv": "# own\nwarehouse back\tM54.50\t724.2\n",
      "dates/patterns.tsv": "pattern\tstardate\tstardate\tstardate \\d+\n+\t[stardate 47]\n-\tstardate\n",
    ])
    let good = try CommandRun.run("lexicon", "check", files.path)
    #expect([good.output, good.messages] == ["", ""])
    #expect(good.status == 0)
    try files.write(Data("a\tnegated\tup\nb\tnegated\tforward\nc\tmaybe\tforward\n".utf8), to: "context/negation.tsv")
    try files.write(Data("word\n".utf8), to: "coding/phrases.tsv")
    try files.write(Data([0x61, 0x0A, 0xFF]), to: "header/states.tsv")
    try files.write(Data("x\ty\n".utf8), to: "coding/entrys.tsv")
    let pattern = "pattern\tyear\tyear\tyear \\d+\n+\t[year one]\npattern\tweek\tweek\tweek \\d+\n"
    try files.write(Data(pattern.utf8), to: "dates/patterns.tsv")
    let bad = try CommandRun.run("lexicon", "check", files.path)
    #expect(bad.status == 1)
    #expect(bad.messages.contains("7 errors in 5 files"))
    #expect(
      bad.lines.map { $0.split(separator: " ")[0] } == [
        "coding/entrys.tsv:", "coding/phrases.tsv:1:", "context/negation.tsv:1:", "context/negation.tsv:3:",
        "dates/patterns.tsv:2:", "dates/patterns.tsv:3:", "header/states.tsv:2:",
      ])
    #expect(try CommandRun.run("lexicon", "check", files.path + "/none").status == 2)
  }

  // MARK: What goes wrong

  @Test(arguments: [
    ["--fields", "ages,shoes", "-"], ["--fields", "", "-"], ["--format", "csv", "-"], ["--format", "nonsense", "-"],
    ["--offsets", "bytes", "-"], ["--jobs", "0", "-"], ["--jobs", "x", "-"], ["--unknown"],
    ["--lexicons", "/nonexistent", "-"], ["--output", "/nonexistent/folder/out", "-"], ["text"],
  ])
  func aWrongCommandLineIsToldInOneLine(arguments: [String]) throws {
    let quoted = arguments.map { "'\($0)'" }.joined(separator: " ")
    let run = try CommandRun.shell("$X \(quoted) < /dev/null")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.messages.split(separator: "\n").count == 1)
  }

  @Test func failedDocumentsKeepTheirPlaceAndTheOthersGoOn() throws {
    let files = try TemporaryFolder(["a.txt": "one", "e.txt": "", "f.txt": "x", "none/readme.json": "{}"])
    try files.write(Data([0x00, 0x01, 0x02]), to: "b.txt")
    try files.write(Data("%PDF-1.6".utf8), to: "c.pdf")
    let names = ["a.txt", "b.txt", "c.pdf", "missing.txt", "none", "e.txt", "f.txt"].map { "\(files.path)/\($0)" }
    let run = try CommandRun.shell("$X --jobs 2 \(names.joined(separator: " "))")
    #expect(run.status == 1)
    let expected = [nil, "binary", "damaged", "not-found", "no-letters", nil, nil]
    #expect(try run.lines.map(errorCode) == expected)
    #expect(run.messages.split(separator: "\n").count == 4)
  }

  @Test func emptyAndOneByteFilesAreDocumentsWithoutMentions() throws {
    let files = try TemporaryFolder(["empty.txt": "", "one.txt": "x"])
    for name in ["empty.txt", "one.txt"] {
      let run = try CommandRun.run("\(files.path)/\(name)")
      #expect(run.status == 0)
      #expect((try object(run.output)["diagnoses"] as? [Any])?.isEmpty == true)
    }
  }

  @Test func badLinesAreErrorsInTheirPlace() throws {
    let lines = #"{"id":"a","text":"x"}"# + "\nSECRET patient\n" + #"{"id":"c"}"# + "\n" + #"{"id":"d","text":"y"}"#
    let run = try CommandRun.run("--input-format", "jsonl", input: lines)
    #expect(run.status == 1)
    #expect(try run.lines.map { try object($0)["id"] as? String } == ["a", "-:2", "c", "d"])
    #expect(try run.lines.map(errorCode) == [nil, "invalid-json", "invalid-json", nil])
    #expect(run.messages.split(separator: "\n").count == 2)
    #expect(!run.messages.contains("SECRET"))
  }

  @Test func aFileThatMayNotBeReadFailsAlone() throws {
    let files = try TemporaryFolder(["a.txt": "one", "b.txt": "two"])
    let ordinary = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
    let run = try CommandRun.shell(
      """
      cp "$X" '\(files.path)/command'; chmod 755 '\(files.path)' '\(files.path)/command'; chmod 000 '\(files.path)/a.txt'
      cd '\(files.path)'; \(ordinary) ./command --format jsonl a.txt b.txt
      """)
    #expect(run.status == 1)
    #expect(try run.lines.map(errorCode) == ["unreadable", nil])
    #expect(run.messages == "imr-extract: a.txt: Permission denied\n")
  }

  @Test func aClosedPipeEndsTheRunQuietly() throws {
    let files = try TemporaryFolder()
    let line = #"{"id":"a","text":"\#(String(repeating: "word ", count: 200))"}"# + "\n"
    try files.write(Data(String(repeating: line, count: 2_000).utf8), to: "l.jsonl")
    let run = try CommandRun.shell(
      "{ $X --jobs 2 '\(files.path)/l.jsonl'; echo $? > '\(files.path)/status'; } | head -n 1")
    #expect(run.lines.count == 1)
    #expect(run.messages == "")
    #expect(try String(contentsOfFile: "\(files.path)/status", encoding: .utf8) == "0\n")
  }

  @Test func aFullDiskIsReported() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let run = try CommandRun.shell("echo letter | $X --output /dev/full")
    #expect(run.status == 1)
    #expect(run.messages.hasPrefix("imr-extract: output cannot be written"))
  }

  // MARK: Order

  @Test func theNumberOfJobsChangesNothing() throws {
    let files = try TemporaryFolder()
    var lines = ""
    let entries = try FileManager.default.contentsOfDirectory(atPath: Corpus.letters)
    let names = entries.filter { $0.hasSuffix(".txt") }.sorted()
    for name in names {
      let text = try String(contentsOfFile: "\(Corpus.letters)/\(name)", encoding: .utf8)
      let line = try JSONSerialization.data(withJSONObject: ["id": name, "text": text])
      lines += String(decoding: line, as: UTF8.self) + "\nbroken\n"
    }
    try files.write(Data(String(repeating: lines, count: 2).utf8), to: "l.jsonl")
    let runs = try ["1", "2", "5"].map { try CommandRun.run("--jobs", $0, "\(files.path)/l.jsonl", Corpus.letters) }
    #expect(runs[0].lines.count == 5 * names.count)
    for run in runs { #expect(run.output == runs[0].output && run.messages == runs[0].messages && run.status == 1) }
  }
}
