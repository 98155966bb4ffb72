/// The dates that a letter's case header states: for each role their index among the letter's dates.
public struct HeaderDates: Sendable {
  private static let none: Int32 = -1
  /// By role.
  private var indices = SIMD8<Int32>(repeating: Self.none)

  public init() {}

  public subscript(role: DateRole) -> Int? {
    get { indices[role.index] == Self.none ? nil : Int(indices[role.index]) }
    set { indices[role.index] = newValue.map { Int32(truncatingIfNeeded: $0) } ?? Self.none }
  }

  public var isEmpty: Bool { indices == SIMD8(repeating: Self.none) }

  /// Whether the header states the date at `index`.
  func contains(_ index: Int) -> Bool { any(indices .== SIMD8(repeating: Int32(truncatingIfNeeded: index))) }

  /// The values of the dates.
  public func known(of dates: [Mention<DateValue>]) -> KnownDates {
    KnownDates(DateRole.allCases.compactMap { role in self[role].map { (role, dates[$0].value) } })
  }
}

extension DateRole {
  static let count = allCases.count

  /// Place among all roles.
  @inline(__always)
  var index: Int {
    switch self {
    case .injury: 0
    case .birth: 1
    case .utilizationReview: 2
    case .application: 3
    case .notice: 4
    case .determination: 5
    case .service: 6
    case .other: 7
    }
  }
}
