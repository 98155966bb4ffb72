extension Reading {
  /// The characters of a source span as they were printed, with one blank between words.
  public func printedWords(of span: Span) -> String {
    if edits.isEmpty {
      return text.bytes.withUnsafeBufferPointer {
        Self.words(in: UnsafeBufferPointer(rebasing: $0[span.start..<span.end]))
      }
    }
    return printed(span).withUnsafeBufferPointer { Self.words(in: $0) }
  }

  /// Without blanks and control characters but for one blank between words.
  private static func words(in bytes: UnsafeBufferPointer<UInt8>) -> String {
    let blank: UInt8 = 0x20
    return String(unsafeUninitializedCapacity: bytes.count) { out in
      var count = 0
      var isParted = false
      for byte in bytes {
        guard byte > blank else {
          isParted = count > 0
          continue
        }
        if isParted {
          out[count] = blank
          count += 1
          isParted = false
        }
        out[count] = byte
        count += 1
      }
      return count
    }
  }
}
