/// The differences of a run from an earlier one over the same letters, with what chance may have in them.
public struct AccuracyComparison: Sendable {
  public enum Verdict: String, Sendable {
    case loss, gain
    /// No difference, or one that the choice of letters may make.
    case none
  }

  public struct Row: Sendable {
    public let measure: String
    public let before: Double
    public let after: Double
    /// Of the difference, by paired bootstrap over letters.
    public let interval: Interval?
    /// The share of resamples in which the difference is none or goes the other way; 1 without a difference.
    public let p: Double
    public let verdict: Verdict

    public var difference: Double { after - before }
  }

  /// Letters that both runs have.
  public let letters: [String]
  /// Letters that only one of them has; they are left out.
  public let leftOut: [String]
  public let rows: [Row]

  /// Measures in which the run is really worse.
  public var losses: [Row] { rows.filter { $0.verdict == .loss } }

  /// - Parameter level: a difference is real where `p` lies below (one-sided).
  public init(
    of current: AccuracyReport, with baseline: AccuracyReport, level: Double = 0.05,
    settings: AccuracyReport.Settings = AccuracyReport.Settings()
  ) {
    let old = Dictionary(baseline.letters.enumerated().map { ($1, $0) }) { first, _ in first }
    let pairs = current.letters.enumerated().compactMap { index, letter in old[letter].map { (index, $0) } }
    letters = pairs.map { current.letters[$0.0] }
    leftOut = Set(current.letters).symmetricDifference(baseline.letters).sorted()
    let bootstrap = Bootstrap(letters: pairs.count, resamples: settings.resamples, seed: settings.seed)
    var rows: [Row] = []
    for result in current.measures {
      guard let before = baseline.measure(result.name) else { continue }
      let figure = MeasureResult.figure(result.kind)
      func row(_ name: String, _ old: Figures, _ new: Figures) -> Row {
        Row(
          name, pairs.map { old.byLetter[safe: $0.1] }, pairs.map { new.byLetter[safe: $0.0] }, bootstrap, figure, level
        )
      }
      rows.append(row(result.name, before.overlap, result.overlap))
      if let old = before.strict, let new = result.strict { rows.append(row(result.name + " (strict)", old, new)) }
    }
    self.rows = rows
  }
}

extension AccuracyComparison.Row {
  fileprivate init(
    _ measure: String, _ old: [Counts], _ new: [Counts], _ bootstrap: Bootstrap, _ figure: (Counts) -> Double,
    _ level: Double
  ) {
    self.measure = measure
    before = figure(old.reduce(Counts(), +))
    after = figure(new.reduce(Counts(), +))
    let difference = after - before
    let differences = zip(bootstrap.figures(new, figure), bootstrap.figures(old, figure)).map { $0 - $1 }
    interval = Bootstrap.interval(differences)
    let against = differences.count { difference < 0 ? $0 >= 0 : $0 <= 0 }
    p = difference == 0 || differences.isEmpty ? 1 : Double(against) / Double(differences.count)
    verdict = p >= level ? .none : difference < 0 ? .loss : .gain
  }
}

extension [Counts] {
  /// What a damaged baseline lacks counts as nothing.
  fileprivate subscript(safe index: Int) -> Counts { indices.contains(index) ? self[index] : Counts() }
}
