import Export
import IMRLetter
import Ingest
import PCRE2

/// What one thread needs to turn documents into output.
final class DocumentWorker: @unchecked Sendable {
  private let extractor: LetterExtractor
  private let exporter: JSONExporter
  private let format: RunFormat
  private let scratch: MatchScratch

  init(_ extractor: LetterExtractor, _ exporter: JSONExporter, _ format: RunFormat) throws(MatchError) {
    self.extractor = extractor
    self.exporter = exporter
    self.format = format
    scratch = try MatchScratch()
  }

  func work(on batch: InputBatch, into piece: OutputPiece) {
    batch.forEachDocument { result in
      piece.documents += 1
      switch result {
      case .success(let document): extract(document, into: piece)
      case .failure(let failure): fail(failure, into: piece)
      }
    }
  }

  private func extract(_ document: IngestedDocument, into piece: OutputPiece) {
    do throws(MatchError) {
      let letter = try extractor.letter(from: document.text, layout: document.layout, scratch: scratch)
      piece.bytes.append(format.before)
      exporter.write(consume letter, of: document, to: &piece.bytes)
      piece.bytes.append(format.behind)
    } catch {
      let message = "\(document.name): \(error)"
      fail(DocumentFailure(id: document.id, code: .patternLimit, message: message), into: piece)
    }
  }

  private func fail(_ failure: DocumentFailure, into piece: OutputPiece) {
    piece.failures.append(failure)
    guard format == .lines else { return }
    exporter.write(failure, to: &piece.bytes)
    piece.bytes.append(format.behind)
  }
}

/// The output of one batch of input.
final class OutputPiece: @unchecked Sendable {
  var bytes = OutputBuffer()
  var failures: [DocumentFailure] = []
  var documents = 0

  func clear() {
    documents = 0
    bytes.truncate()
    failures.removeAll(keepingCapacity: true)
  }
}
