/// A vertebra or the segment between two neighbours, as it is written in a phrase ("L5", "L4-5", "C7/T1").
public struct SpinalLevel: Hashable, Sendable {
  /// Vertebrae counted from the skull: C1 is 1, T1 is 8, L1 is 20, S1 is 25.
  public var upper: UInt8
  /// The lower vertebra of a segment or range; equal to `upper` for a single vertebra.
  public var lower: UInt8

  /// The level as it is written in full: `L5`, `L4-L5`.
  public var name: String {
    upper == lower ? SpinalLevel.vertebra(upper) : SpinalLevel.vertebra(upper) + "-" + SpinalLevel.vertebra(lower)
  }

  static func vertebra(_ number: UInt8) -> String {
    switch number {
    case ...7: "C\(number)"
    case ...19: "T\(number - 7)"
    case ...24: "L\(number - 19)"
    default: "S\(number - 24)"
    }
  }

  /// Reads a level at `index` of folded text and gives it with the position after it.
  ///
  /// The first part needs its letter (`c`, `t`, `d`, `l`, `s`); the second may leave it out ("L4-5", "L5-S1").
  static func read(_ text: [UInt8], at index: Int) -> (level: SpinalLevel, end: Int)? {
    guard index == 0 || !isWordByte(text[index - 1]), let first = readVertebra(text, at: index, region: nil)
    else { return nil }
    let single = SpinalLevel(upper: first.number, lower: first.number)
    let after = skipJoint(text, from: first.end)
    guard after > first.end, let second = readVertebra(text, at: after, region: text[index]),
      second.number > first.number
    else { return isWordByte(text, first.end) ? nil : (single, first.end) }
    return (SpinalLevel(upper: first.number, lower: second.number), second.end)
  }

  private static func skipJoint(_ text: [UInt8], from index: Int) -> Int {
    var end = index
    while end < text.count, text[end] == UInt8(ascii: " ") { end += 1 }
    guard end < text.count, text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "/") else { return index }
    end += 1
    while end < text.count, text[end] == UInt8(ascii: " ") { end += 1 }
    return end
  }

  private static func readVertebra(_ text: [UInt8], at index: Int, region: UInt8?) -> (number: UInt8, end: Int)? {
    guard index < text.count else { return nil }
    var end = index
    var letter = text[index]
    if isDigit(letter) {
      guard let region else { return nil }
      letter = region
    } else {
      end += 1
      if end < text.count, text[end] == UInt8(ascii: "-"), end + 1 < text.count, isDigit(text[end + 1]) { return nil }
    }
    var value = 0
    let digits = end
    while end < text.count, isDigit(text[end]), end - digits < 2 {
      value = value * 10 + Int(text[end] - UInt8(ascii: "0"))
      end += 1
    }
    guard end > digits, !isWordByte(text, end), let number = number(of: value, region: letter) else { return nil }
    return (number, end)
  }

  private static func number(of value: Int, region: UInt8) -> UInt8? {
    switch region {
    case UInt8(ascii: "c") where (1...8).contains(value): UInt8(value)
    case UInt8(ascii: "t") where (1...12).contains(value), UInt8(ascii: "d") where (1...12).contains(value):
      UInt8(value + 7)
    case UInt8(ascii: "l") where (1...5).contains(value): UInt8(value + 19)
    case UInt8(ascii: "s") where (1...5).contains(value): UInt8(value + 24)
    default: nil
    }
  }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

@inline(__always)
func isWordByte(_ byte: UInt8) -> Bool {
  isDigit(byte) || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
}

@inline(__always)
private func isWordByte(_ text: [UInt8], _ index: Int) -> Bool { index < text.count && isWordByte(text[index]) }
