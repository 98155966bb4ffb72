/// What offsets count: the contract's `--offsets`.
public enum OffsetUnit: String, Sendable, CaseIterable {
  case codepoint, utf8, utf16
}

/// Turns byte offsets of a text into offsets of another unit.
public struct OffsetMap: Sendable {
  private static let stride = 64
  private let bytes: [UInt8]
  private let unit: OffsetUnit
  /// Offset in `unit` of every `stride`-th byte; empty where the units are the same as bytes.
  private let checkpoints: [Int]

  public init(_ text: SourceText, unit: OffsetUnit) {
    self.unit = unit
    bytes = text.bytes
    checkpoints = unit == .utf8 || text.isASCII ? [] : Self.checkpoints(of: text.bytes, unit: unit)
  }

  /// The offset in the map's unit of byte `offset` (0...count, at a character's start).
  public func offset(ofByte offset: Int) -> Int {
    guard !checkpoints.isEmpty else { return offset }
    let block = offset / Self.stride
    var position = checkpoints[block]
    for index in block * Self.stride..<offset { position += Self.width(of: bytes[index], unit) }
    return position
  }

  private static func checkpoints(of bytes: [UInt8], unit: OffsetUnit) -> [Int] {
    var marks: [Int] = []
    marks.reserveCapacity(bytes.count / stride + 1)
    var position = 0
    for index in bytes.indices {
      if index % stride == 0 { marks.append(position) }
      position += width(of: bytes[index], unit)
    }
    if bytes.count % stride == 0 { marks.append(position) }
    return marks
  }

  /// A character counts where its first byte stands; one beyond the basic plane is two UTF-16 units.
  private static func width(of byte: UInt8, _ unit: OffsetUnit) -> Int {
    if byte & 0xC0 == 0x80 { return 0 }
    return unit == .utf16 && byte >= 0xF0 ? 2 : 1
  }
}
