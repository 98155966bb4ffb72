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
    return bytes.withUnsafeBytes { bytes in
      checkpoints[block] + Self.width(of: bytes, block * Self.stride..<offset, unit)
    }
  }

  private static func checkpoints(of bytes: [UInt8], unit: OffsetUnit) -> [Int] {
    var marks: [Int] = []
    marks.reserveCapacity(bytes.count / stride + 1)
    var position = 0
    bytes.withUnsafeBytes { bytes in
      for start in Swift.stride(from: 0, through: bytes.count, by: stride) {
        marks.append(position)
        position += width(of: bytes, start..<min(start + stride, bytes.count), unit)
      }
    }
    return marks
  }

  /// The units of the characters that begin in `range`, eight bytes a step: a character counts where its first byte
  /// stands, and one beyond the basic plane, whose first byte is 1111xxxx, is two UTF-16 units.
  @inline(__always)
  private static func width(of bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ unit: OffsetUnit) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var width = range.count
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      width -= Int(((word >> 7 & ~(word >> 6) & ones) &* ones) >> 56)
      if unit == .utf16 { width += Int(((word >> 7 & word >> 6 & word >> 5 & word >> 4 & ones) &* ones) >> 56) }
      index += 8
    }
    while index < range.upperBound {
      if bytes[index] & 0xC0 == 0x80 { width -= 1 }
      if unit == .utf16, bytes[index] >= 0xF0 { width += 1 }
      index += 1
    }
    return width
  }
}
