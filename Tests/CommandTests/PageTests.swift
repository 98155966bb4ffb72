import Foundation
import TestSupport
import Testing

/// PDF files, page images and OCR results on the command line.
@Suite struct PageTests {
  private func object(_ text: some StringProtocol) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func errorCode(_ line: some StringProtocol) throws -> String? {
    (try object(line)["error"] as? [String: Any])?["code"] as? String
  }

  private func letter(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Corpus.letters)/\(name).txt", encoding: .utf8)
  }

  private struct Mention: Hashable {
    let field: String
    let text: String
    let boxes: [[Double]]
  }

  private static let fields = ["ages", "sexes", "dates", "diagnoses", "sessions", "services", "citations"]

  private func mentions(_ document: [String: Any]) throws -> [Mention] {
    try Self.fields.flatMap { field in
      try #require(document[field] as? [[String: Any]]).map { mention in
        let boxes = try (mention["boxes"] as? [[String: Any]] ?? []).map { box in
          try ["page", "x", "y", "width", "height"].map { try #require(box[$0] as? Double) }
        }
        return Mention(field: field, text: try #require(mention["text"] as? String), boxes: boxes)
      }
    }
  }

  // MARK: The same fields

  @Test(arguments: ["dev-03", "dev-07", "corpus-23"])
  func aPDFGivesWhatItsTextGives(name: String) throws {
    let text = try letter(name)
    let files = try TemporaryFolder(["letter.txt": text])
    try files.write(ComposedPDF(pages: ComposedPDF.lines(of: text)).data, to: "letter.pdf")
    let plain = try object(CommandRun.run("\(files.path)/letter.txt").output)
    let pdf = try object(CommandRun.run("\(files.path)/letter.pdf").output)
    #expect(pdf["record"] as? NSDictionary == plain["record"] as? NSDictionary)
    func spelled(_ document: [String: Any]) throws -> [String] {
      try mentions(document).map {
        $0.field + " " + $0.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      }
    }
    #expect(try spelled(pdf) == spelled(plain))
    #expect(try mentions(plain).allSatisfy { $0.boxes.isEmpty } && mentions(pdf).allSatisfy { !$0.boxes.isEmpty })
    let source = try #require(pdf["source"] as? [String: Any])
    #expect(
      source["mediaType"] as? String == "application/pdf"
        && source["pages"] as? Int == ComposedPDF.lines(of: text).count)
  }

  @Test func offsetsCountInThePrintedText() throws {
    let files = try TemporaryFolder()
    try files.write(ComposedPDF(pages: ComposedPDF.lines(of: try letter("dev-07"))).data, to: "letter.pdf")
    let text = Array(try CommandRun.run("text", "\(files.path)/letter.pdf").output.unicodeScalars)
    let document = try object(CommandRun.run("\(files.path)/letter.pdf").output)
    for field in Self.fields {
      for mention in try #require(document[field] as? [[String: Any]]) {
        let (start, end) = (try #require(mention["start"] as? Int), try #require(mention["end"] as? Int))
        #expect(text[start..<end].map(String.init).joined() == mention["text"] as? String)
      }
    }
  }

  // MARK: Boxes

  /// What differs between the rendered page and the page without a mention's words has to lie in the mention's boxes.
  @Test func boxesCoverTheWordsOnThePage() throws {
    let line = "The applicant, a 47-year-old man, has had lumbar radiculopathy since 3/8/2010 and 12 visits of"
    let rows = [line, "acupuncture, and right knee", "osteoarthritis. He weighs 190 pounds."]
    let words = ["47-year-old", "man", "lumbar radiculopathy", "3/8/2010"]
    let files = try TemporaryFolder()
    let lines = rows.enumerated().map { ComposedPDF.Line($1, y: 200 + Double($0) * 14) }
    let pdf = ComposedPDF(pages: [lines]).data
    try files.write(pdf, to: "letter.pdf")
    let mentions = try mentions(object(CommandRun.run("\(files.path)/letter.pdf").output))
    let page = try GreyImage(rendering: pdf, pixelsPerInch: 144)
    for word in words {
      let mention = try #require(mentions.first { $0.text == word })
      #expect(mention.boxes.count == 1)
      try expect(mention, toCover: word, in: lines, page)
    }
    let wrapped = try #require(mentions.first { $0.text.hasPrefix("right knee") })
    #expect(wrapped.boxes.count == 2)
    try expect(wrapped, toCover: "right knee", in: lines, page)
    try expect(wrapped, toCover: "osteoarthritis", in: lines, page)
  }

  /// The words that a box stands for are drawn alone, at their place.
  private func expect(_ mention: Mention, toCover words: String, in lines: [ComposedPDF.Line], _ page: GreyImage) throws
  {
    let scale = 2.0
    let line = try #require(lines.first { $0.text.contains(words) })
    let start = try #require(line.text.range(of: words)?.lowerBound)
    let before = String(line.text[..<start])
    let cut = ComposedPDF.Line(before, x: line.x, y: line.y, size: line.size)
    let whole = ComposedPDF.Line(before + words, x: line.x, y: line.y, size: line.size)
    let without = try GreyImage(rendering: ComposedPDF(pages: [[cut]]).data, pixelsPerInch: 144)
    let with = try GreyImage(rendering: ComposedPDF(pages: [[whole]]).data, pixelsPerInch: 144)
    var ink = 0
    for index in with.pixels.indices where Int(without.pixels[index]) > Int(with.pixels[index]) + 64 {
      ink += 1
      let (x, y) = (Double(index % with.width) / scale, Double(index / with.width) / scale)
      let isCovered = mention.boxes.contains { box in
        x >= box[1] - 1 && x <= box[1] + box[3] + 1 && y >= box[2] - 1 && y <= box[2] + box[4] + 1
      }
      #expect(isCovered, "a pixel of \(words) at \(x), \(y)")
      #expect(page.pixels[index] < 192)
      if !isCovered { return }
    }
    #expect(ink > 100)
  }

  // MARK: Other kinds

  @Test func kindsAreKnownByTheirBytes() throws {
    let text = "The applicant is a 52-year-old woman with bursitis of the right shoulder."
    let files = try TemporaryFolder()
    let pdf = ComposedPDF(pages: [[ComposedPDF.Line(text, y: 100, size: 13)]]).data
    let image = try GreyImage(rendering: pdf, pixelsPerInch: 200)
    try files.write(GreyImage.tiff([image], pixelsPerInch: 200), to: "scan.pdf")
    try files.write(pdf, to: "letter.txt")
    let tsv =
      "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
      + "1\t1\t0\t0\t0\t0\t0\t0\t2550\t3300\t-1\t\n"
      + text.split(separator: " ").enumerated().map {
        "5\t1\t1\t1\t1\t\($0)\t\(200 + $0 * 170)\t300\t150\t40\t90\t\($1)\n"
      }.joined()
    try files.write(Data(tsv.utf8), to: "ocr.dat")
    let run = try CommandRun.run(
      "--format", "jsonl", "\(files.path)/scan.pdf", "\(files.path)/letter.txt", "\(files.path)/ocr.dat")
    let documents = try run.lines.map { try object($0) }
    #expect(run.status == 0 && run.messages == "")
    #expect(
      documents.map { ($0["source"] as? [String: Any])?["mediaType"] as? String } == [
        "image/tiff", "application/pdf", "text/tab-separated-values",
      ])
    for document in documents {
      #expect((document["record"] as? [String: Any])?["age"] as? Int == 52)
      #expect(try mentions(document).map(\.text).contains("bursitis of the right shoulder"))
    }
    let age = try #require((documents[2]["ages"] as? [[String: Any]])?.first)
    #expect(age["confidence"] as? Double == 0.9)
    #expect((documents[0]["source"] as? [String: Any])?["ocrPages"] as? [Int] == [1])
  }

  // MARK: What goes wrong

  @Test func eachUnreadableFileIsAnErrorInItsPlace() throws {
    let pdf = ComposedPDF(pages: [[ComposedPDF.Line("A 52-year-old woman.", y: 100)]]).data
    let files = try TemporaryFolder(["a.txt": "A 52-year-old woman.", "e.hocr": "<html><div class='ocr_page'>"])
    try files.write(pdf.prefix(150), to: "b.pdf")
    try files.write(try Data(contentsOf: URL(filePath: Corpus.pages).appending(path: "password.pdf")), to: "c.pdf")
    try files.write(ComposedPDF(pages: .init(repeating: [], count: 60)).data, to: "d.pdf")
    try files.write(pdf, to: "f.pdf")
    let run = try CommandRun.run("--max-pages", "50", files.path)
    #expect(run.status == 1)
    #expect(try run.lines.map(errorCode) == [nil, "damaged", "encrypted", "too-many-pages", "invalid-ocr-result", nil])
    #expect(run.messages.split(separator: "\n").count == 4)
    #expect(!run.messages.contains("year-old"))
  }

  @Test func aMissingProgramIsNamedWithItsPackage() throws {
    let files = try TemporaryFolder(["a.txt": "one"])
    try files.write(ComposedPDF(pages: [[]]).data, to: "b.pdf")
    let run = try CommandRun.shell("PATH=/nonexistent $X '\(files.path)'")
    #expect(run.status == 1)
    #expect(try run.lines.map(errorCode) == [nil, "tool-missing"])
    #expect(
      run.messages.contains("pdftotext is not installed") && run.messages.contains("apt-get install poppler-utils"))
  }

  @Test(arguments: [("kill -9 $$", "tool-failed"), ("exit 7", "tool-failed"), ("exec sleep 60", "timeout")])
  func aProgramThatEndsInTheMiddleFailsItsDocumentAlone(script: String, code: String) throws {
    let files = try TemporaryFolder(["letters/a.txt": "one", "letters/c.txt": "two"])
    try files.write(ComposedPDF(pages: [[]]).data, to: "letters/b.pdf")
    try files.write(Data("#!/bin/sh\n\(script)\n".utf8), to: "bin/pdftotext")
    let run = try CommandRun.shell(
      "chmod +x '\(files.path)/bin/pdftotext'; PATH='\(files.path)/bin':$PATH $X --page-timeout 2 '\(files.path)/letters'"
    )
    #expect(run.status == 1)
    #expect(try run.lines.map(errorCode) == [nil, code, nil])
  }

  /// The programs answer on pipes, so that a full disk or a folder that may not be written is no hindrance.
  @Test func noFileIsWritten() throws {
    let text = "The applicant is a 52-year-old woman with bursitis of the right shoulder since a fall at work."
    let files = try TemporaryFolder()
    try files.write(ComposedPDF(pages: [[ComposedPDF.Line(text, y: 100)]]).data, to: "b.pdf")
    let run = try CommandRun.shell(
      """
      mkdir '\(files.path)/tmp'; chmod 500 '\(files.path)/tmp'; cd '\(files.path)/tmp'
      TMPDIR='\(files.path)/tmp' $X --ocr always --format jsonl ../b.pdf; ls -A '\(files.path)/tmp' | wc -l
      """)
    #expect(run.lines.count == 2 && run.lines.last?.allSatisfy { $0 == "0" || $0 == " " } == true)
    #expect(try object(run.lines[0])["error"] == nil)
  }

  private static let mentionedText = "The applicant is a 52-year-old woman with bursitis of the right shoulder."

  /// A PDF file, a page image, and a file that is cut short.
  private func pageFiles() throws -> TemporaryFolder {
    let files = try TemporaryFolder()
    let pdf = ComposedPDF(pages: [[ComposedPDF.Line(Self.mentionedText, y: 100, size: 13)]]).data
    try files.write(pdf, to: "in/a.pdf")
    try files.write(pdf.prefix(200), to: "in/b.pdf")
    let image = try GreyImage(rendering: pdf, pixelsPerInch: 200)
    try files.write(GreyImage.tiff([image, image], pixelsPerInch: 200), to: "in/c.tiff")
    return files
  }

  private func expectAllButTheCutOne(_ run: CommandRun) throws {
    let documents = try run.lines.map { try object($0) }
    #expect(documents.map { $0["id"] as? String } == ["a", "b", "c"])
    #expect(try run.lines.map(errorCode) == [nil, "damaged", nil])
    for document in documents where document["error"] == nil {
      #expect(try mentions(document).contains { $0.text == "bursitis of the right shoulder" })
    }
  }

  /// No program, this one or another, may write a single byte to a file.
  @Test func documentsAreReadWhereNoFileMayGrow() throws {
    let files = try pageFiles()
    // Output goes through a pipe that a shell without the limit reads.
    try expectAllButTheCutOne(
      CommandRun.shell("(ulimit -f 0; $X --ocr always --format jsonl '\(files.path)/in') 2>/dev/null | cat"))
  }

  private static let mayMount: Bool = {
    let script = "unshare -m sh -c 'mount -t tmpfs -o size=16k tmpfs /var/tmp' 2>/dev/null && echo yes"
    return (try? CommandRun.shell(script).output.hasPrefix("yes")) ?? false
  }()

  /// Every folder for temporary files is on a full disk, in a name space of its own. Needs the right to mount.
  @Test(.enabled(if: mayMount)) func documentsAreReadWhereTheDiskForTemporaryFilesIsFull() throws {
    let files = try pageFiles()
    let run = try CommandRun.shell(
      """
      export X
      unshare -m sh -c '
        mkdir -p "$0/full"; mount -t tmpfs -o size=16k tmpfs "$0/full"
        dd if=/dev/zero of="$0/full/fill" bs=1k 2>/dev/null
        for folder in /var/tmp /dev/shm; do mount --bind "$0/full" $folder; done
        TMPDIR="$0/full" "$X" --ocr always --format jsonl "$0/in" 2>/dev/null
        ls -A "$0/full"' '\(files.path)'
      """)
    #expect(run.lines.last == "fill")
    try expectAllButTheCutOne(
      CommandRun(status: run.status, output: run.lines.dropLast().joined(separator: "\n"), messages: ""))
  }

  /// A run that a signal ends takes its programs with it.
  @Test func noProgramOutlivesTheRun() throws {
    let files = try TemporaryFolder()
    try files.write(ComposedPDF(pages: [[]]).data, to: "b.pdf")
    try files.write(Data("#!/bin/sh\necho $$ > '\(files.path)/pid'\nexec sleep 60\n".utf8), to: "bin/pdftotext")
    let run = try CommandRun.shell(
      """
      chmod +x '\(files.path)/bin/pdftotext'
      PATH='\(files.path)/bin':$PATH $X '\(files.path)/b.pdf' & run=$!
      for i in $(seq 100); do [ -s '\(files.path)/pid' ] && break; sleep 0.2; done
      kill -TERM $run; wait $run; echo status $?
      for i in $(seq 100); do
        kill -0 $(cat '\(files.path)/pid') 2>/dev/null && ! grep -q '^State:.Z' /proc/$(cat '\(files.path)/pid')/status 2>/dev/null || { echo gone; break; }
        sleep 0.2
      done
      """)
    #expect(run.lines.map(String.init) == ["status 143", "gone"])
  }
}
