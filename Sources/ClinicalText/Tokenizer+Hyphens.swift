/// Words that a line end parts.
extension Tokenizer {
  /// Whether the last token is a hyphen right behind a word or a number.
  func endsInHyphen() -> Bool {
    guard tokenCount > 1, viewCount > 0, out.view[viewCount - 1] == UInt8(ascii: "-") else { return false }
    return !out.flags[tokenCount - 1].contains(.spaceBefore) && !out.flags[tokenCount - 2].contains(.punctuation)
  }

  /// Joins the word before the hyphen with the word behind it where the vocabulary knows the whole; else both stay, with
  /// the hyphen between them.
  mutating func joinHyphenated(at index: Int) {
    guard out.flags[index - 2].contains(.word), out.flags[index].contains(.word) else { return }
    let head = Int(out.starts[index - 2])..<Int(out.ends[index - 2])
    let tail = Int(out.starts[index])..<Int(out.ends[index])
    var whole = WordHash()
    for at in head { whole.add(out.view[at]) }
    for at in tail { whole.add(out.view[at]) }
    guard vocabulary.id(forHash: whole.value) != Vocabulary.unknown else { return }
    removeView(head.upperBound..<tail.lowerBound)
    out.ends[index - 2] = Int32(head.upperBound + tail.count)
    out.hashes[index - 2] = whole.value
    removeTokens(index - 1..<index + 1)
  }

  private mutating func removeView(_ range: Range<Int>) {
    for at in range.upperBound..<viewCount {
      out.view[at - range.count] = out.view[at]
      out.sourceOffsets[at - range.count] = out.sourceOffsets[at]
    }
    viewCount -= range.count
    var token = tokenCount
    while token > 0, Int(out.starts[token - 1]) >= range.upperBound {
      token -= 1
      out.starts[token] -= Int32(range.count)
      out.ends[token] -= Int32(range.count)
    }
  }

  private mutating func removeTokens(_ range: Range<Int>) {
    for at in range.upperBound..<tokenCount {
      out.starts[at - range.count] = out.starts[at]
      out.ends[at - range.count] = out.ends[at]
      out.hashes[at - range.count] = out.hashes[at]
      out.flags[at - range.count] = out.flags[at]
    }
    tokenCount -= range.count
  }
}
