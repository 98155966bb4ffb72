/// How characters beyond ASCII are read: typographic forms as the ASCII that a typist would write.
enum CharacterFolding {
  enum Reading: Equatable {
    /// Blank space of any width.
    case space
    /// Not there at all (zero-width characters).
    case nothing
    /// A hyphen that shows at a line end only.
    case softHyphen
    /// A letter, as folded ASCII (one or two for ligatures).
    case letters(UInt8, UInt8)
    /// One ASCII punctuation mark or digit.
    case ascii(UInt8)
    /// A vulgar fraction, as "n/d".
    case fraction(UInt8, UInt8)
    /// A letter that has no ASCII form.
    case otherLetter
    /// A mark that has no ASCII form.
    case other
  }

  static func reading(of scalar: UInt32) -> Reading {
    switch scalar {
    case 0xC0...0x17F: latin(scalar)
    case 0x80...0xBF: latinSign(scalar)
    case 0x2000...0x206F: generalPunctuation(scalar)
    case 0xFB00: .letters(asciiF, asciiF)
    case 0xFB01: .letters(asciiF, UInt8(ascii: "i"))
    case 0xFB02: .letters(asciiF, UInt8(ascii: "l"))
    case 0xFB05, 0xFB06: .letters(UInt8(ascii: "s"), UInt8(ascii: "t"))
    case 0xFEFF: .nothing
    case 0x3000, 0x1680: .space
    case 0x2153: .fraction(UInt8(ascii: "1"), UInt8(ascii: "3"))
    case 0x2154: .fraction(UInt8(ascii: "2"), UInt8(ascii: "3"))
    case 0x2212: .ascii(UInt8(ascii: "-"))
    case 0x2215: .ascii(UInt8(ascii: "/"))
    case 0x2190...0x2BFF, 0xE000...0xF8FF, 0xFFF0...0xFFFF: .other
    case 0x3001...0x303F, 0x1F000...0x1FAFF: .other
    default: .otherLetter
    }
  }

  private static let asciiF = UInt8(ascii: "f")

  private static func latinSign(_ scalar: UInt32) -> Reading {
    switch scalar {
    case 0x80...0xA0: .space
    case 0xAD: .softHyphen
    case 0xB4, 0x91, 0x92: .ascii(UInt8(ascii: "'"))
    case 0xAB, 0xBB: .ascii(UInt8(ascii: "\""))
    case 0xB9: .ascii(UInt8(ascii: "1"))
    case 0xB2: .ascii(UInt8(ascii: "2"))
    case 0xB3: .ascii(UInt8(ascii: "3"))
    case 0xBC: .fraction(UInt8(ascii: "1"), UInt8(ascii: "4"))
    case 0xBD: .fraction(UInt8(ascii: "1"), UInt8(ascii: "2"))
    case 0xBE: .fraction(UInt8(ascii: "3"), UInt8(ascii: "4"))
    default: .other
    }
  }

  private static func generalPunctuation(_ scalar: UInt32) -> Reading {
    switch scalar {
    case 0x2000...0x200A, 0x202F, 0x205F, 0x2028, 0x2029: .space
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: .nothing
    case 0x2010...0x2015: .ascii(UInt8(ascii: "-"))
    case 0x2018...0x201B, 0x2032: .ascii(UInt8(ascii: "'"))
    case 0x201C...0x201F, 0x2033: .ascii(UInt8(ascii: "\""))
    case 0x2044: .ascii(UInt8(ascii: "/"))
    case 0x2026: .ascii(UInt8(ascii: "."))
    default: .other
    }
  }

  private static func latin(_ scalar: UInt32) -> Reading {
    if scalar == 0xD7 { return .letters(UInt8(ascii: "x"), 0) }
    if scalar == 0xF7 { return .other }
    let base = latinBase[Int(scalar - 0xC0)]
    return base == UInt8(ascii: "?") ? .otherLetter : .letters(base, scalar == 0xDF ? base : 0)
  }

  /// The unaccented letter of U+00C0...U+017F, `?` where it is not one letter.
  private static let latinBase = Array(
    ("aaaaaa?ceeeeiiiidnooooo?ouuuuy?saaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
      + "lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
}
