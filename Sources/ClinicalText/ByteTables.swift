/// What the tokenizer asks of single bytes, made once for the whole program.
final class ByteTables: @unchecked Sendable {
  // Unchecked, since nothing changes after `init`.
  enum Kind: UInt8 { case blank, letter, digit, mark, multibyte }

  static let shared = ByteTables()

  let kinds: UnsafePointer<Kind>
  /// ASCII letters in lower case and digits as they are, 0 for all other bytes.
  let folded: UnsafePointer<UInt8>
  /// What `LineShape` makes of each byte.
  let shapes: UnsafePointer<UInt8>

  private init() {
    let kinds = UnsafeMutablePointer<Kind>.allocate(capacity: 256)
    let folded = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    let shapes = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      (kinds + Int(byte)).initialize(to: Self.kind(of: byte))
      (folded + Int(byte)).initialize(to: Self.folded(byte))
      (shapes + Int(byte)).initialize(to: LineShape.folded(byte))
    }
    self.kinds = UnsafePointer(kinds)
    self.folded = UnsafePointer(folded)
    self.shapes = UnsafePointer(shapes)
  }

  private static func kind(of byte: UInt8) -> Kind {
    switch byte {
    case 0...0x20, 0x7F: .blank
    case 0x30...0x39: .digit
    case 0x41...0x5A, 0x61...0x7A: .letter
    case 0x80...0xFF: .multibyte
    default: .mark
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39, 0x61...0x7A: byte
    case 0x41...0x5A: byte | 0x20
    default: 0
    }
  }
}
