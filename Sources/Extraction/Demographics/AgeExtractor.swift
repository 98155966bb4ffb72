import ClinicalText
import Lexicon

/// Finds ages and tells whose they are.
public struct AgeExtractor: Sendable {
  private enum Lead: String, CaseIterable { case age, now, who, comma }

  private let units: LayerID
  private let unitRules: [RuleReference]
  private let unitValues: [TimeUnit]
  /// Whether a unit is a letter for the sex ("42M").
  private let isSexUnit: [Bool]
  private let leads: LayerID
  private let leadRules: [RuleReference]
  private let leadKinds: [Lead]
  let context: AgeContext
  private let numbers: NumberReader
  private let relatives: [WordID]
  private static let plausible = 0...119
  /// Ages at which people work, where only the words around a number make it an age.
  private static let working = 14...99

  /// - Throws: `LexiconError` for an unusable file of `demographics/`.
  public init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    let unitRows = try builder.source.rows(of: "demographics/age-units.tsv", columns: 2)
    units = try builder.addLayer("age units", rows: unitRows)
    var values: [TimeUnit] = []
    for row in unitRows { values.append(try row.value(1, as: TimeUnit.self)) }
    unitValues = values
    unitRules = unitRows.map { RuleReference($0) }
    isSexUnit = unitRows.map { $0[2] == "sex" }
    let leadRows = try builder.source.rows(of: "demographics/age-leads.tsv", columns: 2)
    leads = try builder.addLayer("age leads", rows: leadRows)
    var kinds: [Lead] = []
    for row in leadRows { kinds.append(try row.value(1, as: Lead.self)) }
    leadKinds = kinds
    leadRules = leadRows.map { RuleReference($0) }
    context = try AgeContext(&builder)
    numbers = try NumberReader(&builder)
    relatives = try builder.words(of: "demographics/relatives.tsv")
  }

  /// The ages in text order. One that was true at an earlier day has evidence of its time.
  public func ages(in document: AnalyzedDocument) -> [Mention<Age>] {
    var mentions: [Mention<Age>] = []
    for hit in document.phrases[units] {
      guard let number = numbers.number(before: Int(hit.start), document.reading) else { continue }
      let (isSex, rule) = (isSexUnit[Int(hit.row)], unitRules[Int(hit.row)])
      if isSex, !isSexLetter(hit, behind: number, document.reading) { continue }
      let end = isSex ? number.tokens.upperBound : Int(hit.end)
      add(number.value, unitValues[Int(hit.row)], number.tokens.lowerBound..<end, rule, document, &mentions)
    }
    for hit in document.phrases[leads] {
      guard let number = numbers.number(at: skippingColon(Int(hit.end), document.reading), document.reading),
        isAge(number, behind: leadKinds[Int(hit.row)], document.reading),
        !mentions.contains(where: { $0.tokens.overlaps(number.tokens) })
      else { continue }
      let start = leadKinds[Int(hit.row)] == .age ? Int(hit.start) : number.tokens.lowerBound
      add(number.value, .year, start..<number.tokens.upperBound, leadRules[Int(hit.row)], document, &mentions)
    }
    for hit in context.pastCues(in: document) {
      guard let number = numbers.number(before: Int(hit.start), document.reading), Self.working.contains(number.value),
        !mentions.contains(where: { $0.tokens.overlaps(number.tokens) })
      else { continue }
      add(number.value, .year, number.tokens, context.rule(of: hit), document, &mentions)
    }
    if mentions.count > 1 { mentions.sort { $0.tokens.lowerBound < $1.tokens.lowerBound } }
    return mentions
  }

  /// "42M" at the start of a sentence.
  private func isSexLetter(_ hit: PhraseHit, behind number: NumberReader.Number, _ reading: Reading) -> Bool {
    let letter = reading.flags[Int(hit.start)]
    return letter.contains(.capitalized) && !letter.contains(.spaceBefore) && number.tokens.upperBound == Int(hit.start)
      && reading.flags[number.tokens.lowerBound].contains(.sentenceStart) && Self.working.contains(number.value)
  }

  private func skippingColon(_ token: Int, _ reading: Reading) -> Int {
    token < reading.tokenCount && reading.isMark(token, ":") ? token + 1 : token
  }

  /// "is now 38 (", not "is now 38 degrees".
  private func isAge(_ number: NumberReader.Number, behind lead: Lead, _ reading: Reading) -> Bool {
    let next = number.tokens.upperBound
    guard next < reading.tokenCount, !reading.flags[next].contains(.sentenceStart) else { return lead == .age }
    if reading.isMark(next, "/") || reading.isMark(next, "-") || reading.isMark(next, "%") { return false }
    if lead == .age { return true }
    guard Self.working.contains(number.value) else { return false }
    if lead == .who || relatives.contains(reading.words[next]) { return relatives.contains(reading.words[next]) }
    return reading.isMark(next, "(") || reading.isMark(next, ",") || reading.isMark(next, ".")
  }

  private func add(
    _ value: Int, _ unit: TimeUnit, _ tokens: Range<Int>, _ rule: RuleReference, _ document: AnalyzedDocument,
    _ mentions: inout [Mention<Age>]
  ) {
    guard Self.plausible.contains(value) else { return }
    let found = context.read(around: tokens, document)
    guard !found.isNone else { return }
    mentions.append(
      Mention(
        span: document.reading.span(ofTokens: tokens), tokens: tokens,
        value: Age(value: value, unit: unit, subject: found.subject), rule: rule, evidence: found.evidence))
  }
}
