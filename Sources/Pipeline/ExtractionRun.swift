import Dispatch
import Export
import IMRLetter
import Ingest
import PCRE2

/// How the documents of a run follow one another.
public enum RunFormat: Sendable {
  /// One JSON object.
  case object
  /// An array of JSON objects; documents that failed are not in it.
  case array
  /// JSON Lines; documents that failed have their error in their place.
  case lines

  var start: StaticString { self == .array ? "[" : "" }
  var end: StaticString { self == .array ? "\n]\n" : "" }
  /// Stands before each document; before the first of an array its comma is left out.
  var before: StaticString { self == .array ? ",\n" : "" }
  var behind: StaticString { self == .array ? "" : "\n" }
}

/// Extracts the documents of a list on several threads and writes them in order.
public struct ExtractionRun: Sendable {
  private let extractor: LetterExtractor
  private let exporter: JSONExporter
  private let format: RunFormat
  private let jobs: Int

  /// - Parameter jobs: threads that work at once, at least 1; more than there are cores make no difference.
  public init(extractor: LetterExtractor, exporter: JSONExporter, format: RunFormat, jobs: Int) {
    self.extractor = extractor
    self.exporter = exporter
    self.format = format
    self.jobs = max(1, jobs)
  }

  /// - Parameters:
  ///   - progress: is told how many documents are done.
  ///   - report: called once for each document that failed, in order.
  /// - Returns: how many documents failed.
  /// - Throws: `MatchError.outOfMemory` before anything is written.
  public func run(
    _ inputs: InputReader, to sink: OutputSink, progress: (any ProgressObserver)? = nil,
    report: @escaping @Sendable (DocumentFailure) -> Void
  ) throws(MatchError) -> Int {
    var workers: [DocumentWorker] = []
    for _ in 0..<jobs { workers.append(try DocumentWorker(extractor, exporter, format)) }
    let queue = RunQueue(inputs, sink, format, ahead: jobs * 4, progress: progress, report: report)
    let ready = workers
    DispatchQueue.concurrentPerform(iterations: jobs) { index in
      while let task = queue.next() {
        ready[index].work(on: task.batch, into: task.piece)
        queue.finish(task)
      }
    }
    return queue.close()
  }
}
