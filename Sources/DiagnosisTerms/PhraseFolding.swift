/// Folds a phrase to lower-case ASCII: accents are dropped, typographic dashes, quotes and spaces become
/// their ASCII forms, and whatever else lies outside ASCII becomes a blank.
///
/// The result replaces the contents of `folded`.
public func fold(_ phrase: UnsafeBufferPointer<UInt8>, into folded: inout [UInt8]) {
  folded.removeAll(keepingCapacity: true)
  var index = 0
  while index < phrase.count {
    let byte = phrase[index]
    if byte < 0x80 {
      folded.append(lowercased(byte))
      index += 1
    } else {
      index += foldSequence(phrase, at: index, into: &folded)
    }
  }
}

@inline(__always)
func lowercased(_ byte: UInt8) -> UInt8 {
  byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

/// Latin-1 letters U+00C0...U+00FF without their accents (U+00D7 and U+00F7 are signs).
private let latinLetters: [UInt8] = Array("aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy".utf8)

private func foldSequence(_ phrase: UnsafeBufferPointer<UInt8>, at index: Int, into folded: inout [UInt8]) -> Int {
  let lead = phrase[index]
  let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
  guard index + length <= phrase.count else {
    folded.append(UInt8(ascii: " "))
    return phrase.count - index
  }
  switch (lead, length) {
  case (0xC3, 2): folded.append(latinLetters[Int(phrase[index + 1] & 0x3F)])
  case (0xE2, 3) where phrase[index + 1] == 0x80: folded.append(punctuation(phrase[index + 2]))
  default: folded.append(UInt8(ascii: " "))
  }
  return length
}

/// General punctuation U+2000...U+203F by its last byte: dashes and single quotes, else a blank.
private func punctuation(_ last: UInt8) -> UInt8 {
  switch last {
  case 0x90...0x95: UInt8(ascii: "-")
  case 0x98, 0x99, 0xB2: UInt8(ascii: "'")
  default: UInt8(ascii: " ")
  }
}
