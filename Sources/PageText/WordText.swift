/// The characters of a word as the text of the document has them.
enum WordText {
  /// Without blanks and control characters; ligatures as their letters, bullets of symbol fonts as bullets.
  static func cleaned(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) { return text }
    var word = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: break
      case 0xFB00...0xFB06: word += ligatures[Int(scalar.value - 0xFB00)]
      case 0xF0A7, 0xF0B7, 0xF06C, 0xF0A8: word += "\u{2022}"
      default: word.unicodeScalars.append(scalar)
      }
    }
    return word
  }

  /// U+FB00...U+FB06.
  private static let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]
}
