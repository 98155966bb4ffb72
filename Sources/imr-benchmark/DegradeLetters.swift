import ArgumentParser
import ClinicalText
import Evaluation
import Foundation
import Ingest

/// Makes OCR-like character errors.
struct DegradeLetters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "degrade", abstract: "Makes character errors of OCR in letters.",
    discussion: """
      A text file comes out on standard output. A folder of letters with gold is written to --output: the noisy texts, and \
      gold.jsonl with the gold where the same characters stand now. Lexicons/ocr/confusions.tsv says what is taken for what.
      """)

  @Argument(help: "A text file, or a folder of letters with gold.")
  var input: String

  @Option(help: "The share of characters that are wrong, 0 to 0.5.")
  var rate = 0.03

  @Option(help: "Seed of the noise.")
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Folder to write a folder's noisy letters to.", valueName: "dir"))
  var output: String?

  func validate() throws {
    guard (0...0.5).contains(rate) else { throw ValidationError("--rate is 0 to 0.5") }
  }

  func run() throws {
    let noise = try OCRNoise()
    guard let status = try? FileStatus(path: input) else { throw ValidationError("\(input): no such file or folder") }
    if status.isDirectory { return try degradeFolder(noise) }
    guard let data = FileManager.default.contents(atPath: input) else {
      throw ValidationError("\(input): not readable")
    }
    let text = LetterText(TextDecoder.decode(Array(data)).text)
    let noisy = noise.degraded(text, rate: rate, seed: seed)
    FileHandle.standardOutput.write(Data(noisy.text.source.bytes))
  }

  private func degradeFolder(_ noise: OCRNoise) throws {
    guard let output else { throw ValidationError("a folder wants --output DIR") }
    let folder = try GoldFolder(path: input)
    for problem in folder.problems where problem.severity == .error { Messages.print("\(problem)") }
    let target = URL(filePath: output)
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    var gold = Data()
    for (index, letter) in folder.letters.enumerated() {
      let noisy = letter.degraded(by: noise, rate: rate, seed: seed &* 1_000_003 &+ UInt64(index))
      try Data(noisy.text.source.bytes).write(to: target.appending(path: "\(letter.id).txt"))
      gold += try noisy.line() + Data("\n".utf8)
    }
    try gold.write(to: target.appending(path: "gold.jsonl"))
  }
}
