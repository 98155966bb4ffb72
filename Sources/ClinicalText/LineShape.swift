/// The shape of a line: its words in lower case, one blank apart, `#` for each run that holds a digit, no punctuation.
enum LineShape {
  /// Writes the shape of a line.
  /// - Parameter out: room for as many bytes as the line has.
  /// - Returns: the bytes written, and whether a `#` is among them.
  static func write(
    _ line: UnsafeBufferPointer<UInt8>, to out: UnsafeMutablePointer<UInt8>
  ) -> (count: Int, isNumbered: Bool) {
    let shapes = ByteTables.shared.shapes
    var count = 0
    var isNumbered = false
    var at = 0
    while true {
      while at < line.count, shapes[Int(line[at])] == 0 { at &+= 1 }
      guard at < line.count else { return (count, isNumbered) }
      if count > 0 {
        out[count] = 0x20
        count &+= 1
      }
      let wordStart = count
      var hasDigit = false
      while at < line.count {
        let letter = shapes[Int(line[at])]
        if letter == 0 { break }
        out[count] = letter
        count &+= 1
        at &+= 1
        hasDigit = hasDigit || letter == number
      }
      guard hasDigit else { continue }
      out[wordStart] = number
      count = wordStart + 1
      isNumbered = true
    }
  }

  static let number = UInt8(ascii: "#")

  /// A letter in lower case, `#` for a digit and for itself, 0 for a byte that stands in no word.
  static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x61...0x7A, number: byte
    case 0x41...0x5A: byte | 0x20
    case 0x30...0x39: number
    default: 0
    }
  }
}
