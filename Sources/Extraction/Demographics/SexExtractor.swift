import ClinicalText
import Lexicon

/// Finds what tells the sex of a person: words, titles, the letter behind an age, and runs of pronouns.
public struct SexExtractor: Sendable {
  private enum Kind: String, CaseIterable { case word, title, letter, pronoun }

  private let layer: LayerID
  private let rules: [RuleReference]
  private let values: [AdministrativeGender]
  private let kinds: [Kind]
  private let context: AgeContext

  /// - Throws: `LexiconError` for an unusable file of `demographics/`.
  /// - Parameter ages: tells family members from the patient by the same words.
  public init(_ builder: inout LexiconBuilder, ages: AgeExtractor) throws(LexiconError) {
    let rows = try builder.source.rows(of: "demographics/sexes.tsv", columns: 3)
    layer = try builder.addLayer("sexes", rows: rows)
    var values: [AdministrativeGender] = []
    var kinds: [Kind] = []
    for row in rows {
      values.append(try row.value(1, as: AdministrativeGender.self))
      kinds.append(try row.value(2, as: Kind.self))
    }
    self.values = values
    self.kinds = kinds
    rules = rows.map { RuleReference($0) }
    context = ages.context
  }

  /// The mentions in text order: one for each word, one for each run of pronouns of one sex.
  /// - Parameter ages: the document's.
  public func sexes(in document: AnalyzedDocument, ages: [Mention<Age>]) -> [Mention<Sex>] {
    var words: [Mention<Sex>] = []
    var pronouns: [PhraseHit] = []
    for hit in document.phrases[layer] where isInForce(hit, document, ages) {
      if kinds[Int(hit.row)] == .pronoun {
        pronouns.append(hit)
      } else {
        words.append(mention(hit, subject: subject(of: hit, document, ages), document.reading))
      }
    }
    let stated = words.firstIndex { $0.value.subject == .patient }
    let patient = stated.map { words[$0].value.value } ?? majority(of: pronouns)
    guard !pronouns.isEmpty else { return words }
    addRuns(of: pronouns, patient, document.reading, to: &words)
    words.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
    return words
  }

  private func isInForce(_ hit: PhraseHit, _ document: AnalyzedDocument, _ ages: [Mention<Age>]) -> Bool {
    let reading = document.reading
    let token = Int(hit.start)
    switch kinds[Int(hit.row)] {
    case .word: return true
    case .title:
      return Int(hit.end) < reading.tokenCount && reading.isMark(Int(hit.end), ".")
        || reading.flags[token].contains(.capitalized) && !reading.flags[token].contains(.upperCase)
    case .letter: return ages.contains { (0...1).contains(token - $0.tokens.upperBound) }
    case .pronoun:
      let sentence = reading.sentence(ofToken: token)
      if document.sentenceSections[sentence] == .reviewer || document.statements[sentence] == .guideline {
        return false
      }
      return !isAlternative(hit.tokens, reading)
    }
  }

  /// "he/she", "his or her" of the reviewer.
  private func isAlternative(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
    let before = tokens.lowerBound - 1
    return before >= 0 && reading.isMark(before, "/")
      || tokens.upperBound < reading.tokenCount && reading.isMark(tokens.upperBound, "/")
  }

  private func subject(of hit: PhraseHit, _ document: AnalyzedDocument, _ ages: [Mention<Age>]) -> Subject {
    if let age = ages.last(where: { (0...2).contains(Int(hit.start) - $0.tokens.upperBound) }) {
      return age.value.subject
    }
    return context.read(around: hit.tokens, document).subject
  }

  private func mention(_ hit: PhraseHit, subject: Subject, _ reading: Reading) -> Mention<Sex> {
    Mention(
      span: reading.span(ofTokens: hit.tokens), tokens: hit.tokens,
      value: Sex(value: values[Int(hit.row)], subject: subject), rule: rules[Int(hit.row)])
  }

  private func majority(of pronouns: [PhraseHit]) -> AdministrativeGender? {
    let female = pronouns.count { values[Int($0.row)] == .female }
    let male = pronouns.count - female
    return female == male ? nil : female > male ? .female : .male
  }

  /// Adds the first pronoun of each run; runs of the other sex than the patient's are about somebody else.
  private func addRuns(
    of pronouns: [PhraseHit], _ patient: AdministrativeGender?, _ reading: Reading, to mentions: inout [Mention<Sex>]
  ) {
    var last: AdministrativeGender?
    for hit in pronouns {
      let value = values[Int(hit.row)]
      if value != last { mentions.append(mention(hit, subject: value == patient ? .patient : .other, reading)) }
      last = value
    }
  }
}
