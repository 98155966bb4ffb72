/// The figures of each field as the characters of the letters go wrong.
public struct RobustnessCurve: Sendable, Codable {
  public struct Line: Sendable, Codable {
    public var measure: String
    /// F1 at each rate; of the record the share that is right.
    public var values: [Double]
    public var intervals: [Interval?]
  }

  /// Shares of characters that are wrong, 0 the first.
  public var rates: [Double]
  public var letters: Int
  /// Noisy copies made of each letter.
  public var copies: Int
  public var lines: [Line]

  /// The measures shown: the one of each field in which everything has to agree, and the record.
  public static let measures = [
    "dates+role", "diagnoses:code+assertion", "sessions:full", "services:category+decision", "citations", "record",
  ]

  /// - Parameter annotate: what is measured.
  public init(
    _ letters: [GoldLetter], rates: [Double], copies: Int, noise: OCRNoise, settings: AccuracyReport.Settings,
    annotate: (GoldLetter) throws -> AnnotatedDocument
  ) rethrows {
    self.rates = rates
    self.letters = letters.count
    self.copies = copies
    var reports: [AccuracyReport] = []
    for rate in rates {
      var evaluations: [LetterEvaluation] = []
      for copy in 0..<(rate == 0 ? 1 : copies) {
        for (index, letter) in letters.enumerated() {
          let seed = settings.seed &* 1_000_003 &+ UInt64(copy * letters.count + index)
          let noisy = rate == 0 ? letter : letter.degraded(by: noise, rate: rate, seed: seed)
          evaluations.append(LetterEvaluation(try annotate(noisy), gold: noisy))
        }
      }
      reports.append(AccuracyReport(evaluations, tool: "", gold: "", settings: settings))
    }
    lines = Self.measures.compactMap { name in
      let figures = reports.compactMap { $0.measure(name)?.overlap }
      guard figures.count == rates.count else { return nil }
      return Line(measure: name, values: figures.map(\.value), intervals: figures.map(\.interval))
    }
  }
}
