import Foundation

/// The figures of one run over a set of letters, with what each letter gave to them: a later run can be compared with it.
public struct AccuracyReport: Sendable, Codable {
  public static let version = 1

  /// Raised where the meaning of a key changes.
  public var reportVersion = AccuracyReport.version
  /// What made the annotation ("imr-extract 0.1.0").
  public var tool: String
  /// What the letters were compared with: a folder's name.
  public var gold: String
  /// Ids, in order.
  public var letters: [String]
  public var resamples: Int
  public var seed: UInt64
  /// Mentions whose text does not stand at their offsets.
  public var offsetErrors: Int
  public var measures: [MeasureResult]
  public var confusions: [ConfusionTable]
  public var errors: [AnnotationError]

  public struct Settings: Sendable {
    public var resamples: Int
    public var seed: UInt64

    public init(resamples: Int = 1_000, seed: UInt64 = 1) {
      self.resamples = resamples
      self.seed = seed
    }
  }

  public init(_ evaluations: [LetterEvaluation], tool: String, gold: String, settings: Settings = Settings()) {
    self.tool = tool
    self.gold = gold
    letters = evaluations.map(\.letter)
    resamples = settings.resamples
    seed = settings.seed
    offsetErrors = evaluations.reduce(0) { $0 + $1.offsetErrors }
    let bootstrap = Bootstrap(letters: letters.count, resamples: resamples, seed: seed)
    measures = MeasureResult.all(evaluations, bootstrap)
    var tables: [String: ConfusionTable] = [:]
    for evaluation in evaluations {
      for (name, table) in evaluation.confusions { tables[name, default: ConfusionTable(name: name)].add(table) }
    }
    confusions = ConfusionKey.all.compactMap { tables[$0.name] }
    errors = evaluations.flatMap(\.errors)
  }

  /// The figures of a measure, nil where it was not scored.
  public func measure(_ name: String) -> MeasureResult? { measures.first { $0.name == name } }

  /// Letters with their number of errors, those with most first.
  public var lettersByErrors: [(letter: String, errors: Int)] {
    let numbers = Dictionary(grouping: errors, by: \.letter).mapValues(\.count)
    return letters.map { ($0, numbers[$0] ?? 0) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  /// The report without the letters' own words, so that it can be kept where these may not be.
  public var withoutText: AccuracyReport {
    var report = self
    report.errors = errors.map {
      var error = $0
      error.goldText = nil
      error.foundText = nil
      return error
    }
    return report
  }
}

/// One figure over all letters.
public struct MeasureResult: Sendable, Codable {
  public enum Kind: String, Sendable, Codable {
    /// Precision, recall and F1.
    case mentions
    /// The share of values that are right.
    case values
  }

  public var name: String
  public var kind: Kind
  /// A mention meets a gold one where their spans overlap.
  public var overlap: Figures
  /// Their spans have to be the same; nil where the measure has no spans.
  public var strict: Figures?

  static func all(_ evaluations: [LetterEvaluation], _ bootstrap: Bootstrap) -> [MeasureResult] {
    var names: [String] = []
    for field in MentionField.allCases {
      names += Measure.all.filter { $0.field == field }.map(\.name)
      names += RareMeasure.all.filter { $0.field == field }.map(\.name)
    }
    let mentions = (names + ["record:sessions"]).compactMap { name -> MeasureResult? in
      guard evaluations.contains(where: { $0.overlap[name] != nil }) else { return nil }
      let strict = evaluations.contains { $0.strict[name] != nil }
      return MeasureResult(
        name: name, kind: .mentions, overlap: Figures(evaluations.map { $0.overlap[name] ?? Counts() }, bootstrap),
        strict: strict ? Figures(evaluations.map { $0.strict[name] ?? Counts() }, bootstrap) : nil)
    }
    let keys = Set(evaluations.flatMap(\.record.keys)).sorted()
    let values = keys.map { key in
      MeasureResult(
        name: key, kind: .values,
        overlap: Figures(evaluations.map { $0.record[key] ?? Counts() }, bootstrap, figure: \.recall), strict: nil)
    }
    return mentions + values
  }

  /// The figure that counts: F1, or of the record the share that is right.
  public static func figure(_ kind: Kind) -> @Sendable (Counts) -> Double {
    switch kind {
    case .mentions: { $0.f1 }
    case .values: { $0.recall }
    }
  }
}

/// Counts over all letters and what follows from them.
public struct Figures: Sendable, Codable {
  public var total: Counts
  public var precision: Double
  public var recall: Double
  /// F1 of the summed counts; of the record the share that is right.
  public var value: Double
  /// Of `value`, by bootstrap over letters.
  public var interval: Interval?
  /// The mean over letters that have anything to score.
  public var macro: Double
  /// Counts of each letter, in the report's order.
  public var byLetter: [Counts]

  init(_ counts: [Counts], _ bootstrap: Bootstrap, figure: @escaping @Sendable (Counts) -> Double = \.f1) {
    byLetter = counts
    total = counts.reduce(Counts(), +)
    precision = total.precision
    recall = total.recall
    value = figure(total)
    interval = Bootstrap.interval(bootstrap.figures(counts, figure))
    let scored = counts.filter { !$0.isEmpty }
    macro = scored.isEmpty ? 0 : scored.reduce(0) { $0 + figure($1) } / Double(scored.count)
  }
}

extension AccuracyReport {
  /// All fields together, each by the measure in which everything has to agree: F1 of the summed counts (micro) and the
  /// mean of the fields' F1 (macro).
  public func overall(_ matching: LetterEvaluation.Matching) -> (micro: Counts, macro: Double) {
    let figures = MentionField.allCases.compactMap { field -> Figures? in
      guard let result = measure(Measure.full(field).name) else { return nil }
      return matching == .overlap ? result.overlap : result.strict
    }
    let macro = figures.isEmpty ? 0 : figures.reduce(0) { $0 + $1.value } / Double(figures.count)
    return (figures.reduce(Counts()) { $0 + $1.total }, macro)
  }
}
