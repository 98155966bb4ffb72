/// How one letter's annotation agrees with its gold, in all measures.
public struct LetterEvaluation: Sendable {
  /// How far the spans of a mention and of the gold have to agree.
  public enum Matching: String, Sendable, CaseIterable, Codable { case overlap, strict }

  public let letter: String
  /// Counts of mentions by measure; a measure whose field was not annotated is not there.
  public private(set) var overlap: [String: Counts] = [:]
  public private(set) var strict: [String: Counts] = [:]
  /// Counts of record keys: right and missed.
  public private(set) var record: [String: Counts] = [:]
  public private(set) var errors: [AnnotationError] = []
  var confusions: [String: ConfusionTable] = [:]
  /// Mentions whose text does not stand at their offsets.
  public private(set) var offsetErrors = 0

  /// - Parameter found: what is compared with the gold; its spans refer to the letter's text.
  public init(_ found: AnnotatedDocument, gold letter: GoldLetter, offsetErrors: Int = 0) {
    self.letter = letter.id
    self.offsetErrors = offsetErrors
    for field in MentionField.allCases {
      guard let golds = letter.annotation.mentions[field] else { continue }
      let matcher = MentionMatcher(found.mentions[field] ?? [], golds)
      measure(field, matcher)
      let alignment = FieldAlignment(field, matcher, in: letter)
      errors += alignment.errors
      for item in alignment.confusions {
        confusions[item.key.name, default: ConfusionTable(name: item.key.name)].count(item.wanted, item.found)
      }
    }
    let evaluation = RecordEvaluation(found, gold: letter.annotation)
    errors += evaluation.errors
    for (name, counts) in evaluation.counts {
      record[name, default: Counts()] += counts
      record["record", default: Counts()] += counts
    }
    if letter.annotation.record.keys.contains(where: { $0.hasPrefix("sessions") }) {
      overlap["record:sessions"] = evaluation.sessions
    }
  }

  private mutating func measure(_ field: MentionField, _ matcher: MentionMatcher) {
    for measure in Measure.all where measure.field == field {
      overlap[measure.name] = matcher.counts(where: measure.agrees)
      strict[measure.name] = matcher.counts { $0.span == $1.span && measure.agrees($0, $1) }
    }
    for measure in RareMeasure.all where measure.field == field { overlap[measure.name] = matcher.counts(measure) }
  }
}
