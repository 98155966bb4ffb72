/// A set of federal fiscal years, in which ICD-10-CM is released; fiscal year N runs from 1 October
/// of the year before to 30 September of year N. Holds 2016, the first year of ICD-10-CM, to 2079.
public struct FiscalYears: Hashable, Sendable {
  /// The first fiscal year in which ICD-10-CM was in force.
  public static let firstYear = 2016

  /// Bit 0 is `firstYear`.
  public private(set) var bits: UInt64

  public init(bits: UInt64 = 0) { self.bits = bits }

  /// The years of a closed range; years out of bounds are left out.
  public init(_ years: ClosedRange<Int>) {
    bits = 0
    for year in years { insert(year) }
  }

  public var isEmpty: Bool { bits == 0 }

  public var first: Int? { isEmpty ? nil : Self.firstYear + bits.trailingZeroBitCount }

  public var last: Int? { isEmpty ? nil : Self.firstYear + 63 - bits.leadingZeroBitCount }

  public func contains(_ year: Int) -> Bool { bits & Self.bit(year) != 0 }

  public mutating func insert(_ year: Int) { bits |= Self.bit(year) }

  public mutating func remove(_ year: Int) { bits &= ~Self.bit(year) }

  public mutating func formUnion(_ other: FiscalYears) { bits |= other.bits }

  private static func bit(_ year: Int) -> UInt64 {
    let place = year - firstYear
    return place >= 0 && place < 64 ? 1 << UInt64(place) : 0
  }
}

extension FiscalYears {
  /// Reads `2016-2019`, `2021`, `2016-2018,2021-`; an open range runs to `newest`.
  public init?(text: some StringProtocol, newest: Int) {
    self.init()
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard let first = ends.first.flatMap({ Int($0) }), ends.count <= 2 else { return nil }
      let last = ends.count == 1 ? first : ends[1].isEmpty ? newest : Int(ends[1])
      guard let last, last >= first else { return nil }
      for year in first...last { insert(year) }
    }
  }

  /// The text that `init(text:newest:)` reads. A range that reaches the newest table is left open,
  /// so that a new release changes the rows of changed codes only.
  public func text(newest: Int) -> String {
    var parts: [String] = []
    var year = first ?? newest + 1
    while year <= newest {
      guard contains(year) else {
        year += 1
        continue
      }
      var end = year
      while end < newest, contains(end + 1) { end += 1 }
      parts.append(end == newest ? "\(year)-" : end == year ? "\(year)" : "\(year)-\(end)")
      year = end + 1
    }
    return parts.joined(separator: ",")
  }
}
