#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What optical character recognition takes for what, seen from what was read.
public struct CharacterConfusions: Sendable {
  /// Letters that were printed where other characters were read.
  struct Misreading: Sendable {
    /// Folded to lower case.
    var printed: [UInt8]
    var read: [UInt8]
    var cost: Float
  }

  /// A digit that was printed where another character was read.
  struct MisreadDigit: Sendable {
    var digit: UInt8
    var cost: Float
  }

  /// The share of places that go wrong where everything that can go wrong does: the middle of what is worth a repair.
  private static let rate = 0.3

  /// By the first byte read.
  private(set) var letters = [[Misreading]](repeating: [], count: 256)
  /// By the byte read.
  private(set) var digits = [[MisreadDigit]](repeating: [], count: 256)
  /// Cost of a byte that was read where nothing was printed, by byte; infinite for one that is never added.
  private(set) var strays = [Float](repeating: .infinity, count: 256)
  /// Cost of a blank that was not read.
  private(set) var droppedBlank: Float = .infinity
  /// Cost of a hyphen read as `~`.
  private(set) var wavyHyphen: Float = .infinity

  /// Cost of a comma read as a full stop.
  private(set) var commaAsStop: Float = .infinity

  public init() {}

  /// Adds a row of the table of confusions.
  /// - Parameters:
  ///   - printed: empty for what was added.
  ///   - read: empty for what was dropped.
  ///   - weight: how often, above 0 and at most 1.
  public mutating func add(printed: String, read: String, weight: Double) {
    let cost = Float(-log(min(1, weight) * Self.rate))
    let (from, to) = (Array(printed.utf8), Array(read.utf8))
    if from.isEmpty, to.count == 1 {
      strays[Int(to[0])] = cost
    } else if to.isEmpty, from == [0x20] {
      droppedBlank = cost
    } else if from.allSatisfy({ ASCII.isLetter($0) || $0 == UInt8(ascii: "/") }), let first = to.first {
      letters[Int(first)].append(Misreading(printed: from.map(ASCII.folded), read: to, cost: cost))
    } else if from.count == 1, to.count == 1, ASCII.isDigit(from[0]) {
      digits[Int(to[0])].append(MisreadDigit(digit: from[0], cost: cost))
    } else if printed == "-", read == "~" {
      wavyHyphen = cost
    } else if printed == ",", read == "." {
      commaAsStop = cost
    }
  }
}

/// Classes of ASCII bytes.
enum ASCII {
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
  static func isLower(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }
  static func isUpper(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }
  /// A capital as a small letter, any other byte as it is.
  static func folded(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  /// A letter, a digit or a byte of a character beyond ASCII.
  static func isWordByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte >= 0x80 }
}
