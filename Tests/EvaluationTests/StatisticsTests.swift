import Testing

@testable import Evaluation

@Suite struct StatisticsTests {
  @Test func figuresOfCounts() {
    let counts = Counts(right: 6, wrong: 2, missed: 4)
    #expect(counts.precision == 0.75)
    #expect(counts.recall == 0.6)
    #expect(abs(counts.f1 - 2 * 0.75 * 0.6 / 1.35) < 1e-12)
    #expect(Counts().f1 == 0)
  }

  @Test func aSeedFixesTheResamples() {
    let counts = (0..<40).map { Counts(right: $0 % 7, wrong: $0 % 3, missed: $0 % 2) }
    func interval(_ seed: UInt64) -> Interval? {
      Bootstrap.interval(Bootstrap(letters: 40, resamples: 500, seed: seed).figures(counts, \.f1))
    }
    #expect(interval(3) == interval(3))
    #expect(interval(3) != interval(4))
  }

  /// The bootstrap's interval of a share comes near the normal approximation: 0.5 ± 1.96 · √(0.25 / 400).
  @Test func theIntervalIsAsWideAsTheoryHasIt() throws {
    let counts = (0..<400).map { Counts(right: $0 % 2, missed: 1 - $0 % 2) }
    let bootstrap = Bootstrap(letters: 400, resamples: 4_000, seed: 1)
    let interval = try #require(Bootstrap.interval(bootstrap.figures(counts, \.recall)))
    #expect(abs(interval.low - 0.451) < 0.006)
    #expect(abs(interval.high - 0.549) < 0.006)
  }

  @Test func confusionsGiveFiguresOfEachValue() {
    var table = ConfusionTable(name: "x")
    for (wanted, found, times) in [("a", "a", 20), ("a", "b", 5), ("b", "a", 10), ("b", "b", 15)] {
      for _ in 0..<times { table.count(wanted, found) }
    }
    table.count("a", nil)
    table.count(nil, "b")
    #expect(table.counts(of: "a") == Counts(right: 20, wrong: 10, missed: 6))
    #expect(table.counts(of: "b") == Counts(right: 15, wrong: 6, missed: 10))
    #expect(table.labels == ["a", "b"])
    // Observed 35 of 50, by chance 0.5: kappa 0.4, the textbook's example.
    #expect(abs((table.kappa ?? 0) - 0.4) < 1e-12)
  }

  private func report(_ counts: [Counts]) -> AccuracyReport {
    var report = AccuracyReport([], tool: "x", gold: "y")
    report.letters = counts.indices.map { "letter-\($0)" }
    let bootstrap = Bootstrap(letters: counts.count, resamples: 200, seed: 1)
    report.measures = [MeasureResult(name: "dates", kind: .mentions, overlap: Figures(counts, bootstrap), strict: nil)]
    return report
  }

  @Test func aLossInManyLettersIsRealAndOneInASingleLetterIsNot() {
    let before = [Counts](repeating: Counts(right: 10), count: 20)
    var few = before
    few[3] = Counts(right: 9, missed: 1)
    var many = before
    for index in 0..<8 { many[index] = Counts(right: 9, missed: 1) }
    #expect(AccuracyComparison(of: report(few), with: report(before)).losses.isEmpty)
    #expect(AccuracyComparison(of: report(many), with: report(before)).losses.map(\.measure) == ["dates"])
    #expect(AccuracyComparison(of: report(before), with: report(many)).rows.map(\.verdict) == [.gain])
    #expect(AccuracyComparison(of: report(before), with: report(before)).rows.map(\.p) == [1])
  }

  @Test func onlyLettersOfBothRunsAreCompared() {
    let before = report([Counts](repeating: Counts(right: 10), count: 20))
    let after = report([Counts](repeating: Counts(right: 10), count: 18))
    let comparison = AccuracyComparison(of: after, with: before)
    #expect(comparison.letters.count == 18)
    #expect(comparison.leftOut == ["letter-18", "letter-19"])
    #expect(comparison.rows.map(\.difference) == [0])
  }
}
