import ClinicalText
import Lexicon

/// Finds the diagnoses, injuries, syndromes and pains of named body parts that a document states of its patient.
public struct DiagnosisFinder: Sendable {
  let lexicon: DiagnosisLexicon

  /// Registers `Lexicons/diagnoses` with the builder.
  /// - Throws: `LexiconError` with file, line and reason for a lexicon that cannot be used.
  public init(in builder: inout LexiconBuilder) throws(LexiconError) {
    lexicon = try DiagnosisLexicon(in: &builder)
  }

  /// The sentences about the patient that name a problem or lead to one, as those that tell of a study, ascending.
  ///
  /// Headings and the parts of a letter that are not about its patient are passed over, and guideline text but for a
  /// rationale's that names a known problem: what guidelines say of is not "the" disorder.
  public func sentences(in document: AnalyzedDocument) -> [Int] {
    let reading = document.reading
    let names = document.phrases[lexicon.names]
    var next = 0
    var sentences: [Int] = []
    sentences.reserveCapacity(min(names.count, reading.sentenceCount))
    for sentence in 0..<reading.sentenceCount where Self.isClinical(sentence, document) {
      let tokens = reading.tokens(ofSentence: sentence)
      let isGuideline = document.statements[sentence] == .guideline
      var counts = !isGuideline && Self.leadsOn(tokens, reading)
      var kinds: DiagnosisNameKinds = []
      while next < names.count, Int(names[next].start) < tokens.lowerBound { next += 1 }
      while next < names.count, Int(names[next].start) < tokens.upperBound {
        if namesProblem(names[next], isGuideline, reading) { counts = true }
        kinds.formUnion(lexicon.nameKinds[Int(names[next].row)])
        next += 1
      }
      if counts || !isGuideline && kinds.isSuperset(of: [.part, .study]) { sentences.append(sentence) }
    }
    return sentences
  }

  private static func isClinical(_ sentence: Int, _ document: AnalyzedDocument) -> Bool {
    switch document.sentenceSections[sentence] {
    case .rationale: return true
    case nil, .caseSummary: return document.statements[sentence] == .patient
    case .header, .reviewer, .records, .decisions, .guidelines: return false
    }
  }

  private static func leadsOn(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
    reading.isMark(tokens.upperBound - 1, ":")
  }

  private func namesProblem(_ name: PhraseHit, _ isGuideline: Bool, _ reading: Reading) -> Bool {
    lexicon.nameKinds[Int(name.row)].contains(.head)
      && (!isGuideline || isDefinite(Int(name.start), reading, reach: Self.longestQualifier))
  }

  /// Words that may stand between a determiner and the head.
  private static let longestQualifier = 3

  /// Whether a definite determiner stands before a token, with at most `reach` words between them.
  private func isDefinite(_ token: Int, _ reading: Reading, reach: Int) -> Bool {
    var at = token - 1
    while at >= max(0, token - 1 - reach), reading.flags[at].contains(.word) {
      if lexicon.definiteWords.contains(reading.words[at]) { return true }
      at -= 1
    }
    return false
  }

  /// Tells `body` of the findings of sentences, in text order.
  /// - Parameters:
  ///   - sentences: of `sentences(in:)`; the document's phrases around problems have to be known there.
  ///   - isOne: whether a phrase that coordinates sites names one problem ("contusion of lower back and pelvis").
  public func forEachFinding(
    in sentences: [Int], of document: AnalyzedDocument, isOne: (String) -> Bool = { _ in false },
    _ body: (DiagnosisFinding) -> Void
  ) {
    var grammar = DiagnosisGrammar(lexicon)
    forEachFinding(in: sentences, of: document, &grammar, isOne: isOne, body)
  }

  /// The same with a grammar that has room from other documents.
  func forEachFinding(
    in sentences: [Int], of document: AnalyzedDocument, _ grammar: inout DiagnosisGrammar, isOne: (String) -> Bool,
    _ body: (DiagnosisFinding) -> Void
  ) {
    let longest = sentences.reduce(1) { max($0, document.reading.tokens(ofSentence: $1).count) }
    withUnsafeTemporaryAllocation(of: DiagnosisUnit.self, capacity: longest) { units in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: UnitList.capacity(tokens: longest)) { memory in
        forEachFinding(in: sentences, of: document, units, memory, &grammar, isOne, body)
      }
    }
  }

  private func forEachFinding(
    in sentences: [Int], of document: AnalyzedDocument, _ units: UnsafeMutableBufferPointer<DiagnosisUnit>,
    _ memory: UnsafeMutableBufferPointer<Int>, _ grammar: inout DiagnosisGrammar, _ isOne: (String) -> Bool,
    _ body: (DiagnosisFinding) -> Void
  ) {
    let reading = document.reading
    var reader = DiagnosisUnitReader(lexicon, document)
    var composer = DiagnosisComposer(lexicon: lexicon, reading: reading, memory: memory)
    var before = -1
    var age = 0
    for sentence in sentences {
      if before + 1 < sentence { composer.heading = DiagnosisHeading() }
      before = sentence
      composer.sentence = sentence
      let tokens = reading.tokens(ofSentence: sentence)
      let count = reader.read(tokens, into: units)
      grammar.read(DiagnosisUnits(rebasing: units[..<count]))
      if age > 0, grammar.names(.diagnosisCue) { composer.heading = DiagnosisHeading() }
      let isGuideline = document.statements[sentence] == .guideline
      for phrase in grammar.phrases {
        let isDefinite = isDefinite(grammar.tokens(of: phrase).lowerBound, reading, reach: 0)
        if isDefinite || !isGuideline {
          composer.forEachFinding(of: phrase, in: grammar, isDefinite: isDefinite, isOne: isOne, body)
        }
      }
      age = composer.heading.isEmpty ? 0 : age + 1
      if let heading = heading(after: tokens, reader.namesStudy, grammar, composer) {
        composer.heading = heading
        age = 0
      }
    }
    grammar.removeAll()
  }

  /// What a sentence gives to the next instead of what the one before gave, nil where it says nothing of a place.
  private func heading(
    after tokens: Range<Int>, _ namesStudy: Bool, _ grammar: DiagnosisGrammar, _ composer: DiagnosisComposer
  ) -> DiagnosisHeading? {
    if Self.leadsOn(tokens, composer.reading) {
      return composer.heading(grammar.lastSite(before: grammar.units.count), grammar)
    }
    if namesStudy, let site = grammar.firstSite() { return composer.heading(site, grammar) }
    return grammar.names(.side) ? DiagnosisHeading() : nil
  }
}
