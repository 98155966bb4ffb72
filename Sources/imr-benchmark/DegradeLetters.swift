import ArgumentParser
import ClinicalText
import Evaluation
import Foundation
import Ingest
import PageTools

/// Makes OCR-like character errors, and page images as a bad scanner or a fax machine would.
struct DegradeLetters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "degrade", abstract: "Makes character errors of OCR in letters, and bad scans of PDF files.",
    discussion: """
      A text file comes out on standard output. A folder of letters with gold is written to --output: the noisy texts, and \
      gold.jsonl with the gold where the same characters stand now. Lexicons/ocr/confusions.tsv says what is taken for what.

      A PDF file is rendered with poppler (pdftoppm), and its pages are turned, blurred, made grey, grainy and speckled; it \
      comes out as a TIFF file of all pages. With --pages, all PDF files of a folder come out so in --output. Without \
      options for pages it is a bad scan: 150 pixels an inch, up to 1.5 degrees askew. The same seed gives the same bytes.
      """)

  @Argument(help: "A text file, a folder of letters with gold, or a PDF file.")
  var input: String

  @Option(help: "The share of characters that are wrong, 0 to 0.5.")
  var rate = 0.03

  @Option(help: "Seed of the noise.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("File to write to; for a folder, a folder.", valueName: "path"))
  var output: String?

  @OptionGroup(title: "Options for pages") var scan: ScanOptions

  func validate() throws {
    guard (0...0.5).contains(rate) else { throw ValidationError("--rate is 0 to 0.5") }
  }

  func run() throws {
    guard let status = try? FileStatus(path: input) else { throw ValidationError("\(input): no such file or folder") }
    if status.isDirectory { return try scan.pages ? degradePages() : degradeFolder() }
    guard let data = FileManager.default.contents(atPath: input) else {
      throw ValidationError("\(input): not readable")
    }
    let bytes = Array(data)
    if DocumentKind(head: bytes) == .pdf {
      guard let scan = degraded(bytes, input, seed) else { throw ExitCode.failure }
      return try write(Data(scan))
    }
    let text = LetterText(TextDecoder.decode(bytes).text)
    try write(Data(try OCRNoise().degraded(text, rate: rate, seed: seed).text.source.bytes))
  }

  private func write(_ data: Data) throws {
    if let output { try data.write(to: URL(filePath: output)) } else { FileHandle.standardOutput.write(data) }
  }

  private func folder() throws -> URL {
    guard let output else { throw ValidationError("a folder wants --output DIR") }
    let target = URL(filePath: output)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    return target
  }

  private func degradeFolder() throws {
    let (noise, target) = (try OCRNoise(), try folder())
    let folder = try GoldFolder(path: input)
    for problem in folder.problems where problem.severity == .error { Messages.print("\(problem)") }
    var gold = Data()
    for (index, letter) in folder.letters.enumerated() {
      let noisy = letter.degraded(by: noise, rate: rate, seed: seed &* 1_000_003 &+ UInt64(index))
      try Data(noisy.text.source.bytes).write(to: target.appending(path: "\(letter.id).txt"))
      gold += try noisy.line() + Data("\n".utf8)
    }
    try gold.write(to: target.appending(path: "gold.jsonl"))
  }

  // MARK: Pages

  /// A file that cannot be read is told and left out.
  private func degradePages() throws {
    let target = try folder()
    let names = try FileManager.default.contentsOfDirectory(atPath: input).sorted()
    var failed = false
    for (index, name) in names.filter({ $0.lowercased().hasSuffix(".pdf") }).enumerated() {
      let path = URL(filePath: input).appending(path: name).path(percentEncoded: false)
      let pdf = FileManager.default.contents(atPath: path).map { Array($0) } ?? []
      guard let scan = degraded(pdf, path, seed &* 1_000_003 &+ UInt64(index)) else {
        failed = true
        continue
      }
      try Data(scan).write(to: target.appending(path: "\(name.dropLast(4)).tiff"))
    }
    if failed { throw ExitCode.failure }
  }

  /// Nil, and a message, where the file cannot be read.
  private func degraded(_ pdf: [UInt8], _ path: String, _ seed: UInt64) -> [UInt8]? {
    let damage = scan.damage
    let result = BlockingTask.result { () async throws(PageFailure) in
      try await DegradedScan.tiff(ofPDF: pdf, damage, seed: seed, reader: PageReader(mode: .never, jobs: 1))
    }
    switch result {
    case .success(let tiff): return tiff
    case .failure(let reason):
      Messages.print("\(path): \(reason)")
      return nil
    }
  }
}

/// What happens to pages.
struct ScanOptions: ParsableArguments {
  @Flag(help: "Take the PDF files of a folder instead of its letters with gold.")
  var pages = false

  @Option(help: ArgumentHelp("Pixels an inch of a scan.", valueName: "n"))
  var dpi = PageDamage().pixelsPerInch

  @Option(help: "Send pages by fax instead: black and white, 204 x 98 (standard) or 204 x 196 (fine) pixels an inch.")
  var fax: PageDamage.Fax?

  @Option(help: ArgumentHelp("Pages are turned by up to so many degrees either way, 0 to 10.", valueName: "degrees"))
  var skew = PageDamage().skew

  @Option(help: ArgumentHelp("Standard deviation of the blur, 0 to 20 pixels.", valueName: "pixels"))
  var blur = PageDamage().blur

  @Option(help: ArgumentHelp("Share of the range from black to white that is left, 0 to 1.", valueName: "share"))
  var contrast = PageDamage().contrast

  @Option(help: ArgumentHelp("Standard deviation of the noise, 0 to 100 of 256 grey levels.", valueName: "levels"))
  var grain = PageDamage().grain

  @Option(help: ArgumentHelp("Share of pixels that specks cover, 0 to 0.5.", valueName: "share"))
  var speckle = PageDamage().speckle

  var damage: PageDamage {
    PageDamage(
      pixelsPerInch: dpi, fax: fax, skew: skew, blur: blur, contrast: contrast, grain: grain, speckle: speckle)
  }

  func validate() throws {
    guard (30...1_200).contains(dpi) else { throw ValidationError("--dpi is 30 to 1200") }
    let bounds = [
      ("skew", skew, 10.0), ("blur", blur, 20), ("contrast", contrast, 1), ("grain", grain, 100),
      ("speckle", speckle, 0.5),
    ]
    for (name, value, most) in bounds where !(0...most).contains(value) {
      throw ValidationError("--\(name) is 0 to \(most)")
    }
  }
}

extension PageDamage.Fax: ExpressibleByArgument {}
