/// A generator of numbers that a seed fixes (SplitMix64, Steele, Lea and Flood 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// One of 0..<`bound`, the same on every platform; `bound` is far below 2^64, so that the remainder is even enough.
  public mutating func number(below bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  /// A number of 0..<1.
  public mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}

/// Resamples letters with replacement (Efron 1979; for paired differences of systems, Koehn 2004).
public struct Bootstrap: Sendable {
  /// How often each letter is drawn, for each resample.
  private let draws: [[Int]]

  /// - Parameters:
  ///   - letters: their number.
  ///   - resamples: 1,000 or more for intervals that hold to the second digit.
  public init(letters: Int, resamples: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    draws = (0..<(letters > 0 ? resamples : 0)).map { _ in
      var times = [Int](repeating: 0, count: letters)
      for _ in 0..<letters { times[generator.number(below: letters)] += 1 }
      return times
    }
  }

  /// A figure of each resample's summed counts, in no particular order.
  public func figures(_ counts: [Counts], _ figure: (Counts) -> Double) -> [Double] {
    draws.map { times in
      var sum = Counts()
      for (count, times) in zip(counts, times) where times > 0 {
        sum.right += times * count.right
        sum.wrong += times * count.wrong
        sum.missed += times * count.missed
      }
      return figure(sum)
    }
  }

  /// The middle 95 % of `figures`, interpolated; nil of none.
  public static func interval(_ figures: [Double]) -> Interval? {
    guard !figures.isEmpty else { return nil }
    let sorted = figures.sorted()
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
    return Interval(low: quantile(0.025), high: quantile(0.975))
  }
}

/// A 95 % confidence interval.
public struct Interval: Sendable, Equatable, Codable {
  public var low: Double
  public var high: Double

  public init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }
}
