/// Writes what `PackedData` reads: the build's side of a packed literal.
public struct PackedDataWriter: Sendable {
  /// The literal's bytes so far, all of them printable ASCII without quote and backslash.
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// Length in bytes, the offset of what is appended next.
  public var count: Int { bytes.count }

  /// A number does not fit its digits.
  public struct Overflow: Error, CustomStringConvertible {
    public let number: Int
    public let digits: Int
    public var description: String { "\(number) does not fit \(digits) base-64 digits" }
  }

  /// Appends `number` in two digits (`number12`), three (`number18`) or four (`number24`).
  ///
  /// - Throws: `Overflow` if the number is negative or too large.
  public mutating func append(_ number: Int, digits: Int) throws(Overflow) {
    guard number >= 0, number <= PackedDigits.maximum(digits: digits) else {
      throw Overflow(number: number, digits: digits)
    }
    for place in stride(from: digits - 1, through: 0, by: -1) {
      bytes.append(PackedDigits.digit(UInt8(truncatingIfNeeded: number >> (6 * place) & 63)))
    }
  }

  /// Appends text for `PackedData.appendText`; its length in the literal is the growth of `count`.
  public mutating func append(text: some StringProtocol) {
    for scalar in text.unicodeScalars {
      if scalar.isASCII, PackedText.standsBare(UInt8(truncatingIfNeeded: scalar.value)) {
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        appendEscaped(scalar)
      }
    }
  }

  private mutating func appendEscaped(_ scalar: Unicode.Scalar) {
    bytes.append(PackedText.escape)
    let value = scalar.value <= 0x3FFFF ? scalar.value : 0xFFFD
    for shift in [12, 6, 0] as [UInt32] {
      bytes.append(PackedDigits.digit(UInt8(truncatingIfNeeded: value >> shift & 63)))
    }
  }

  /// Appends `text` cut or padded with spaces to `width` bytes; for codes and other plain ASCII.
  public mutating func append(key text: some StringProtocol, width: Int) {
    let key = text.utf8.prefix(width)
    bytes.append(contentsOf: key)
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: width - key.count))
  }

  /// Appends all that another writer holds.
  public mutating func append(_ other: PackedDataWriter) { bytes.append(contentsOf: other.bytes) }

  /// Swift source that declares the literal, `let NAME: StaticString`.
  public func declaration(named name: String) -> String {
    "let \(name): StaticString = \"\(String(decoding: bytes, as: UTF8.self))\(Self.closing)\"\n"
  }

  /// What ends every literal: one of a single character would not be kept as bytes.
  static let closing = "  "
}
