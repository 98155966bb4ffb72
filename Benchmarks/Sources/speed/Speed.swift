import ArgumentParser
import Export
import Foundation
import IMRLetter
import Ingest
import Pipeline

/// MB/s a core of the whole job and of each stage, start-up and memory.
@main
struct Speed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "speed", abstract: "Measures the speed of the extraction on a stream of letters with changed numbers.")

  @Option(help: "Folder of letters.")
  var letters = "Corpus/letters"

  @Option(help: "Size of the stream in MB.")
  var megabytes = 60

  @Option(help: "Seed of the changes.")
  var seed: UInt64 = 7

  @Option(help: "The command whose start-up and memory are measured.")
  var command = ".build/release/imr-extract"

  func run() throws {
    let folder = URL(filePath: letters)
    let times = CommandTimes(command: URL(filePath: command))
    let names = try FileManager.default.contentsOfDirectory(atPath: letters).filter { $0.hasSuffix(".txt") }.sorted()
    guard let letter = names.first else { throw LetterStream.Failure.noLetters(folder) }
    print(String(format: "start-up, one letter  %8.1f ms", try times.startUp(on: folder.appending(path: letter))))
    let part = try LetterStream(lettersBelow: folder, bytes: megabytes * 100_000, seed: seed)
    defer { part.remove() }
    let stream = try LetterStream(lettersBelow: folder, bytes: megabytes * 1_000_000, seed: seed)
    defer { stream.remove() }
    let least = try times.peakMemory(on: part)
    let most = try times.peakMemory(on: stream)
    print("peak memory           \(most / 1_000_000) MB, of a tenth of the stream \(least / 1_000_000) MB")
    let (size, text) = (stream.fileBytes / 1_000_000, stream.textBytes / 1_000_000)
    print("\(stream.documents) documents, \(size) MB, \(text) MB of text")
    try StageTimes(stream).print()
  }
}
