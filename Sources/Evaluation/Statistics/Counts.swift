/// What came out right, what came and is wrong, and what was missed.
public struct Counts: Sendable, Equatable {
  public var right: Int
  public var wrong: Int
  public var missed: Int

  public init(right: Int = 0, wrong: Int = 0, missed: Int = 0) {
    self.right = right
    self.wrong = wrong
    self.missed = missed
  }

  public var isEmpty: Bool { right + wrong + missed == 0 }

  /// 0...1, 0 where nothing came.
  public var precision: Double { Self.share(right, right + wrong) }

  /// 0...1, 0 where nothing is wanted.
  public var recall: Double { Self.share(right, right + missed) }

  /// The harmonic mean of precision and recall.
  public var f1: Double { Self.share(2 * right, 2 * right + wrong + missed) }

  private static func share(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

  public static func + (left: Counts, right: Counts) -> Counts {
    Counts(right: left.right + right.right, wrong: left.wrong + right.wrong, missed: left.missed + right.missed)
  }

  public static func += (left: inout Counts, right: Counts) { left = left + right }
}

/// As `[right, wrong, missed]`.
extension Counts: Codable {
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    right = try container.decode(Int.self)
    wrong = try container.decode(Int.self)
    missed = try container.decode(Int.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(right)
    try container.encode(wrong)
    try container.encode(missed)
  }
}
