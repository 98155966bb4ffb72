import ClinicalText

/// ICD codes printed beside a diagnosis: "Lumbar sprain (847.2)", "M54.16 Radiculopathy".
struct PrintedCodes {
  private let reading: Reading

  init(_ reading: Reading) { self.reading = reading }

  /// The codes directly behind `tokens`, else the one before; at most brackets, dashes or a comma part them. Behind a
  /// comma a code is the next item's where one stands before.
  func beside(_ tokens: Range<Int>) -> [String] {
    var codes: [String] = []
    var at = tokens.upperBound
    if at < reading.tokenCount, reading.isMark(at, ","), let own = code(before: tokens.lowerBound) { return [own] }
    while let found = code(behind: at) {
      codes.append(found.code)
      at = found.end
    }
    if codes.isEmpty, let code = code(before: tokens.lowerBound) { codes.append(code) }
    return codes
  }

  private func code(behind token: Int) -> (code: String, end: Int)? {
    var at = token
    while at < reading.tokenCount, at < token + 2, isSeparator(at) { at += 1 }
    return read(at).map { ($0.code, $0.end) }
  }

  private func code(before token: Int) -> String? {
    var end = token
    while end > 0, end > token - 2, isSeparator(end - 1), !reading.isMark(end - 1, ",") { end -= 1 }
    for start in stride(from: end - 1, through: max(0, end - 4), by: -1) {
      if let found = read(start), found.end == end { return found.code }
    }
    return nil
  }

  private func isSeparator(_ token: Int) -> Bool {
    guard reading.flags[token].contains(.punctuation) else { return false }
    switch reading.view[Int(reading.tokenStarts[token])] {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "-"),
      UInt8(ascii: ","), UInt8(ascii: ":"):
      return true
    default: return false
    }
  }

  /// A code that starts at `token`: a letter and digits or three digits, and the part behind the point.
  private func read(_ token: Int) -> (code: String, end: Int)? {
    guard token >= 0, token < reading.tokenCount, isCategory(reading.viewBytes(ofToken: token)) else { return nil }
    guard token + 2 < reading.tokenCount, reading.isMark(token + 1, "."), isTight(token + 1), isTight(token + 2) else {
      return nil
    }
    var end = token + 3
    while end < reading.tokenCount, isTight(end), !reading.flags[end].contains(.punctuation) { end += 1 }
    let bytes = reading.view[reading.viewRange(ofTokens: token..<end)]
    return bytes.count <= 8 ? (String(decoding: bytes, as: UTF8.self).uppercased(), end) : nil
  }

  private func isTight(_ token: Int) -> Bool { !reading.flags[token].contains(.spaceBefore) }

  /// "m54", "s33", "v58", "e11", "847".
  private func isCategory(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count == 3 else { return false }
    return (0x30...0x39).contains(bytes[1]) && (0x30...0x39).contains(bytes[2]) && bytes[0] > 0x2F
  }
}
