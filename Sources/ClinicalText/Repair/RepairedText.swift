/// A stretch of a source that is read as something else.
public struct TextEdit: Sendable, Equatable {
  /// In UTF-8 bytes of the source; empty where a blank was added.
  public let span: Span
  public let reading: [UInt8]

  /// Both lists in one, ascending; of two that overlap, the one of `first`.
  static func merged(_ first: [TextEdit], _ second: [TextEdit]) -> [TextEdit] {
    guard !first.isEmpty else { return second }
    var merged: [TextEdit] = []
    var next = 0
    for edit in second {
      while next < first.count, first[next].span.start <= edit.span.start {
        merged.append(first[next])
        next += 1
      }
      let isFree = edit.span.start >= merged.last?.span.end ?? 0
      if isFree, next == first.count || edit.span.end <= first[next].span.start { merged.append(edit) }
    }
    return merged + first[next...]
  }
}

/// A text with its edits made, and where its bytes come from.
struct RepairedText {
  let edits: [TextEdit]
  private(set) var bytes: [UInt8] = []
  /// For each byte where its characters begin and end in the source.
  private(set) var starts: [Int32] = []
  private(set) var ends: [Int32] = []

  /// - Parameter edits: ascending, without overlap.
  init(_ source: UnsafeBufferPointer<UInt8>, _ edits: [TextEdit]) {
    self.edits = edits
    bytes.reserveCapacity(source.count + edits.count)
    starts.reserveCapacity(source.count + edits.count)
    ends.reserveCapacity(source.count + edits.count)
    var at = 0
    for edit in edits {
      copy(source, at..<edit.span.start)
      for byte in edit.reading { append(byte, edit.span) }
      at = edit.span.end
    }
    copy(source, at..<source.count)
  }

  private mutating func copy(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    for at in range { append(source[at], Span(at, at + 1)) }
  }

  private mutating func append(_ byte: UInt8, _ span: Span) {
    bytes.append(byte)
    starts.append(Int32(span.start))
    ends.append(Int32(span.end))
  }

  /// Byte offsets of the form feeds, each of which ends a page.
  var pageBreaks: [Int] { bytes.indices.filter { bytes[$0] == 0x0C } }

  /// Turns offsets into these bytes into offsets into the source.
  /// - Returns: where the characters end there.
  func place(_ offsets: UnsafeMutablePointer<Int32>, count: Int) -> [Int32] {
    (0..<count).map { index in
      let at = Int(offsets[index])
      var last = at
      while last + 1 < bytes.count, bytes[last + 1] & 0xC0 == 0x80 { last += 1 }
      offsets[index] = starts[at]
      return ends[last]
    }
  }
}
