/// What a line of JSON Lines says of its document.
struct JSONLine: Sendable, Equatable {
  /// A number is taken as it is printed.
  var id: String?
  /// Unescaped; the bytes may be invalid UTF-8 where the line's were.
  var text: [UInt8]?
  /// Offsets of the form feeds in `text`; nil where that is not known to be ASCII.
  var asciiPageBreaks: [Int]?
}

/// Why a line is not taken. Messages hold no text of the line.
enum JSONLineError: Error, Equatable {
  /// `byte` counts from 1 in the line.
  case malformed(byte: Int)
  case textIsNoString
  case noText

  var message: String {
    switch self {
    case .malformed(let byte): "the line is not a JSON object (byte \(byte))"
    case .textIsNoString: "\"text\" is not a string"
    case .noText: "the object has no \"text\""
    }
  }
}

/// Reads `{"id": …, "text": …}` out of one line (RFC 8259); other keys are checked and passed over, of a repeated key the
/// last counts.
struct JSONLineParser {
  private static let deepest = 256
  private let bytes: UnsafeRawBufferPointer
  private var index = 0
  /// What was read so far, also of a line that is not taken.
  private(set) var line = JSONLine()

  init(_ line: UnsafeRawBufferPointer) { bytes = line }

  mutating func parse() throws(JSONLineError) {
    skipBlanks()
    try expect("{")
    skipBlanks()
    if peek == UInt8(ascii: "}") {
      index += 1
    } else {
      repeat { try member() } while try goesOn(before: "}")
    }
    skipBlanks()
    guard index == bytes.count else { throw malformed }
    guard line.text != nil else { throw .noText }
  }

  private mutating func member() throws(JSONLineError) {
    skipBlanks()
    let key = try key()
    skipBlanks()
    try expect(":")
    skipBlanks()
    switch key {
    case .text:
      guard peek == UInt8(ascii: "\"") else { throw .textIsNoString }
      try readText()
    case .id: line.id = try identifier()
    case .other: try skipValue(depth: 1)
    }
  }

  private enum Key { case text, id, other }

  private mutating func key() throws(JSONLineError) -> Key {
    let name = try string()
    if name.elementsEqual("text".utf8) { return .text }
    return name.elementsEqual("id".utf8) ? .id : .other
  }

  private mutating func identifier() throws(JSONLineError) -> String? {
    if peek == UInt8(ascii: "\"") { return String(decoding: try string(), as: UTF8.self) }
    let start = index
    try skipValue(depth: 1)
    let isNumber = bytes[start] == UInt8(ascii: "-") || (0x30...0x39).contains(bytes[start])
    return isNumber ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
  }

  // MARK: Strings

  /// Takes the string at `index` for the text, and goes behind it; in one pass, with room for all of the line.
  private mutating func readText() throws(JSONLineError) {
    let start = index + 1
    guard let string = JSONUnescaper.string(in: bytes, from: start) else {
      try passString()
      throw .malformed(byte: start + 1)
    }
    line.text = string.content
    line.asciiPageBreaks = string.asciiPageBreaks
    index = string.end
  }

  /// The unescaped string at `index`, which goes behind it.
  private mutating func string() throws(JSONLineError) -> [UInt8] {
    let start = index + 1
    try passString()
    let content = UnsafeRawBufferPointer(rebasing: bytes[start..<index - 1])
    guard content.contains(UInt8(ascii: "\\")) else { return Array(content) }
    let quoted = UnsafeRawBufferPointer(rebasing: bytes[start..<index])
    guard let string = JSONUnescaper.string(in: quoted, from: 0) else { throw .malformed(byte: start + 1) }
    return string.content
  }

  /// Goes behind the string at `index`, whose escapes are not looked at.
  private mutating func passString() throws(JSONLineError) {
    try expect("\"")
    while true {
      index = JSONUnescaper.nextSpecial(in: bytes, from: index)
      guard index < bytes.count else { throw malformed }
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return
      case UInt8(ascii: "\\"): index += 2
      default: throw malformed
      }
    }
  }

  // MARK: Values that are passed over

  private mutating func skipValue(depth: Int) throws(JSONLineError) {
    guard depth < Self.deepest, let first = peek else { throw malformed }
    switch first {
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "{"): try skipMembers(depth: depth)
    case UInt8(ascii: "["): try skipElements(depth: depth)
    case UInt8(ascii: "t"): try expect("true")
    case UInt8(ascii: "f"): try expect("false")
    case UInt8(ascii: "n"): try expect("null")
    default: try skipNumber()
    }
  }

  private mutating func skipMembers(depth: Int) throws(JSONLineError) {
    index += 1
    skipBlanks()
    if peek == UInt8(ascii: "}") {
      index += 1
      return
    }
    repeat {
      skipBlanks()
      _ = try string()
      skipBlanks()
      try expect(":")
      skipBlanks()
      try skipValue(depth: depth + 1)
    } while try goesOn(before: "}")
  }

  private mutating func skipElements(depth: Int) throws(JSONLineError) {
    index += 1
    skipBlanks()
    if peek == UInt8(ascii: "]") {
      index += 1
      return
    }
    repeat {
      skipBlanks()
      try skipValue(depth: depth + 1)
    } while try goesOn(before: "]")
  }

  private mutating func skipNumber() throws(JSONLineError) {
    if peek == UInt8(ascii: "-") { index += 1 }
    if peek == UInt8(ascii: "0") { index += 1 } else { try skipDigits() }
    if peek == UInt8(ascii: ".") {
      index += 1
      try skipDigits()
    }
    if let mark = peek, mark | 0x20 == UInt8(ascii: "e") {
      index += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(JSONLineError) {
    let start = index
    while let digit = peek, (0x30...0x39).contains(digit) { index += 1 }
    guard index > start else { throw malformed }
  }

  // MARK: Bytes

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }
  private var malformed: JSONLineError { .malformed(byte: min(index, bytes.count) + 1) }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index] == 0x20 || (0x09...0x0D).contains(bytes[index]) { index += 1 }
  }

  private mutating func expect(_ token: StaticString) throws(JSONLineError) {
    let length = token.utf8CodeUnitCount
    guard index + length <= bytes.count else { throw malformed }
    for offset in 0..<length where bytes[index + offset] != token.utf8Start[offset] { throw malformed }
    index += length
  }

  /// Whether a comma follows; a `closing` mark ends the list.
  private mutating func goesOn(before closing: StaticString) throws(JSONLineError) -> Bool {
    skipBlanks()
    if peek == UInt8(ascii: ",") {
      index += 1
      return true
    }
    try expect(closing)
    return false
  }
}
