/// How far two annotations of the same letters agree, in the measures of accuracy: the one is taken for the gold, the
/// other for what is measured. F1 is the same whichever is taken.
public struct Agreement: Sendable {
  public let report: AccuracyReport
  /// Letters that only one side annotates.
  public let leftOut: [String]

  public init(
    _ first: GoldFolder, _ second: GoldFolder, names: (first: String, second: String),
    settings: AccuracyReport.Settings = AccuracyReport.Settings()
  ) {
    let others = Dictionary(second.letters.map { ($0.id, $0) }) { first, _ in first }
    var evaluations: [LetterEvaluation] = []
    for letter in first.letters {
      guard let other = others[letter.id] else { continue }
      evaluations.append(Self.evaluation(letter, other.annotation))
    }
    report = AccuracyReport(evaluations, tool: names.second, gold: names.first, settings: settings)
    leftOut = Set(first.letters.map(\.id)).symmetricDifference(second.letters.map(\.id)).sorted()
  }

  /// What one annotator holds for optional is scored on neither side; a field or record key that one of them left out is not
  /// scored.
  private static func evaluation(_ letter: GoldLetter, _ other: AnnotatedDocument) -> LetterEvaluation {
    var letter = letter
    for (field, mentions) in letter.annotation.mentions {
      guard let others = other.mentions[field] else {
        letter.annotation.mentions[field] = nil
        continue
      }
      let optional = others.filter(\.isOptional)
      letter.annotation.mentions[field] = mentions.map { mention in
        var mention = mention
        mention.isOptional = mention.isOptional || optional.contains { $0.span.overlapShare(mention.span) >= 0.5 }
        return mention
      }
    }
    letter.annotation.record = letter.annotation.record.filter { other.record[$0.key] != nil }
    letter.annotation.caseDescription = letter.annotation.caseDescription.filter {
      other.caseDescription[$0.key] != nil
    }
    return LetterEvaluation(other, gold: letter)
  }
}
