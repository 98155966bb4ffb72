import Export
import Foundation
import IMRLetter
import Ingest
import PCRE2
import Pipeline

/// The processor time that each stage takes over a stream.
struct StageTimes {
  private let textBytes: Int
  private var seconds: [(stage: String, seconds: Double)] = []

  /// Runs the whole job once on one thread, then its stages one document after the other.
  init(_ stream: LetterStream) throws {
    textBytes = stream.textBytes
    let inputs = InputList([stream.file.path(percentEncoded: false)], format: .jsonl)
    let extractor = try LetterExtractor()
    let exporter = JSONExporter(ExportOptions())
    seconds.append(("whole job", try Self.wholeJob(inputs, extractor, exporter)))
    try measureStages(inputs, extractor, exporter)
  }

  private static func wholeJob(_ inputs: InputList, _ extractor: LetterExtractor, _ exporter: JSONExporter) throws
    -> Double
  {
    guard let sink = OutputSink(path: "/dev/null") else { return 0 }
    let run = ExtractionRun(extractor: extractor, exporter: exporter, format: .lines, jobs: 1)
    let time = ProcessorTime()
    _ = try run.run(InputReader(inputs), to: sink) { Swift.print($0.message) }
    return time.seconds
  }

  private mutating func measureStages(
    _ inputs: InputList, _ extractor: LetterExtractor, _ exporter: JSONExporter
  ) throws {
    let scratch = try MatchScratch()
    let reader = InputReader(inputs)
    let clock = StageClock()
    var out = OutputBuffer()
    while let batch = reader.next() {
      var documents: [IngestedDocument] = []
      batch.forEachDocument { if case .success(let document) = $0 { documents.append(document) } }
      clock.finished("ingest")
      for document in documents {
        let letter = try extractor.letter(from: document.text, scratch: scratch, observer: clock)
        out.truncate()
        exporter.write(letter, of: document, to: &out)
        clock.finished("export")
      }
    }
    let stages = ["ingest"] + ExtractionStage.allCases.map(\.rawValue) + ["export"]
    seconds += stages.map { ($0, clock.seconds[$0] ?? 0) }
  }

  func print() {
    for (stage, seconds) in seconds {
      let rate = Double(textBytes) / seconds / 1e6
      let cost = seconds / Double(textBytes) * 1e9
      Swift.print(
        "\(stage.padding(toLength: 20, withPad: " ", startingAt: 0))\(String(format: "%9.1f MB/s %7.2f ns/byte", rate, cost))"
      )
    }
  }
}

/// Adds up the time from one stage's end to the next.
private final class StageClock: StageObserver {
  private(set) var seconds: [String: Double] = [:]
  private var last = ProcessorTime()

  func finished(_ stage: ExtractionStage) { finished(stage.rawValue) }

  func finished(_ stage: String) {
    seconds[stage, default: 0] += last.seconds
    last = ProcessorTime()
  }
}
