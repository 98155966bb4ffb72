import PageTools

/// The inputs of a run one piece after the other: a file, or some lines of JSON Lines. Not for two threads at once.
///
/// What is read stays small whatever the size of the inputs; decoding is left to `InputBatch`, for any thread.
public final class InputReader {
  private let items: [InputItem]
  private let pages: PageReader
  private let finished: Set<String>
  private var index = 0
  private var lines: LineChunkReader?

  /// - Parameters:
  ///   - pages: reads the files that are pages and not text.
  ///   - finished: ids of documents to pass over.
  public init(_ list: InputList, pages: PageReader = PageReader(jobs: 1), finished: Set<String> = []) {
    items = list.items.filter { $0.isJSONLines || !finished.contains($0.id) }
    self.pages = pages
    self.finished = finished
  }

  /// How many documents there are to read; nil where lines of JSON Lines are among them.
  public var documentCount: Int? { items.contains { $0.isJSONLines } ? nil : items.count }

  /// - Returns: nil at the end.
  public func next() -> InputBatch? {
    while index < items.count {
      let item = items[index]
      do throws(FileFailure) {
        if let batch = try nextBatch(of: item) { return batch }
      } catch {
        advance()
        return InputBatch(item: item, pages: pages, content: .failure(error.failure(id: item.id, path: item.path)))
      }
    }
    return nil
  }

  private func nextBatch(of item: InputItem) throws(FileFailure) -> InputBatch? {
    guard item.failure == nil, item.isJSONLines else {
      advance()
      return InputBatch(item: item, pages: pages, content: .file)
    }
    let reader = try openLines(of: item)
    guard let chunk = try reader.next() else {
      advance()
      return nil
    }
    return InputBatch(item: item, pages: pages, content: .lines(chunk), finished: finished)
  }

  private func openLines(of item: InputItem) throws(FileFailure) -> LineChunkReader {
    if let lines { return lines }
    let reader = LineChunkReader(try InputFile(path: item.path))
    lines = reader
    return reader
  }

  private func advance() {
    index += 1
    lines = nil
  }
}

/// A piece of input that one thread works on.
public struct InputBatch: Sendable {
  enum Content: Sendable {
    case file
    case lines(LineChunk)
    case failure(DocumentFailure)
  }

  let item: InputItem
  let pages: PageReader
  let content: Content
  var finished: Set<String> = []

  private static func id(of result: Result<IngestedDocument, DocumentFailure>) -> String {
    switch result {
    case .success(let document): document.id
    case .failure(let failure): failure.id
    }
  }

  /// Reads and decodes the documents in order.
  public func forEachDocument(_ body: (Result<IngestedDocument, DocumentFailure>) -> Void) {
    switch content {
    case .failure(let failure): body(.failure(failure))
    case .file: body(DocumentReader(item: item, pages: pages).document())
    case .lines(let chunk) where chunk.isOverlong: body(.failure(JSONLinesReader(item).overlong(line: chunk.firstLine)))
    case .lines(let chunk) where finished.isEmpty: JSONLinesReader(item).forEachDocument(in: chunk, body)
    case .lines(let chunk):
      JSONLinesReader(item).forEachDocument(in: chunk) { if !finished.contains(Self.id(of: $0)) { body($0) } }
    }
  }
}
