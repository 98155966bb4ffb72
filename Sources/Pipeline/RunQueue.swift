import Ingest

/// Hands input out to threads and writes their output in the order of the input, with a bounded distance between both.
final class RunQueue: @unchecked Sendable {
  struct Task {
    let number: Int
    let batch: InputBatch
    let piece: OutputPiece
  }

  private let inputLock = Monitor()
  private let reader: InputReader
  private var handedOut = 0

  private let outputLock = Monitor()
  private let sink: OutputSink
  private let format: RunFormat
  private let report: (DocumentFailure) -> Void
  private let progress: (any ProgressObserver)?
  private let ahead: Int
  private var finished: [Int: OutputPiece] = [:]
  private var spare: [OutputPiece] = []
  private var written = 0
  private var failures = 0
  private var isEmpty = true

  /// - Parameter ahead: how many batches may be handed out and not written yet.
  init(
    _ reader: InputReader, _ sink: OutputSink, _ format: RunFormat, ahead: Int,
    progress: (any ProgressObserver)?, report: @escaping (DocumentFailure) -> Void
  ) {
    self.reader = reader
    self.sink = sink
    self.format = format
    self.ahead = ahead
    self.progress = progress
    self.report = report
    sink.send(format.start)
  }

  /// The next piece of work; nil at the end, or when nobody takes the output any more.
  func next() -> Task? {
    inputLock.withLock {
      guard let piece = roomForOutput(), let batch = reader.next() else { return nil }
      handedOut += 1
      return Task(number: handedOut - 1, batch: batch, piece: piece)
    }
  }

  private func roomForOutput() -> OutputPiece? {
    outputLock.withLock {
      while handedOut - written >= ahead, !sink.isClosed { outputLock.wait() }
      return sink.isClosed ? nil : spare.popLast() ?? OutputPiece()
    }
  }

  func finish(_ task: Task) {
    outputLock.withLock {
      progress?.finished(documents: task.piece.documents)
      finished[task.number] = task.piece
      while let piece = finished.removeValue(forKey: written) {
        write(piece)
        written += 1
        piece.clear()
        spare.append(piece)
      }
      outputLock.wakeAll()
    }
  }

  private func write(_ piece: OutputPiece) {
    failures += piece.failures.count
    piece.failures.forEach(report)
    guard piece.bytes.count > 0 else { return }
    let skipped = isEmpty && format == .array ? 1 : 0
    isEmpty = false
    piece.bytes.withBytes { sink.send(UnsafeRawBufferPointer(rebasing: $0[skipped...])) }
  }

  /// Ends the output; gives the number of documents that failed.
  func close() -> Int {
    sink.send(format.end)
    return failures
  }
}
