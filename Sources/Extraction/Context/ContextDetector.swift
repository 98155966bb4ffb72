import ClinicalText
import Lexicon

/// Tells how a mention is asserted, after the ConText algorithm (Harkema et al. 2009; NegEx, Chapman et al. 2001).
///
/// Terms of the lexicons under `context/` have a scope in their sentence, forward, backward or both, that terminators end.
/// A longer term silences those inside it, and a pseudo-trigger says nothing itself. A denial goes before doubt; of two
/// terms of one kind the nearer counts. A mention's own words count where they doubt or date it ("childhood asthma"), and
/// never where they deny ("no acute lesion" given as the mention is a finding).
public struct ContextDetector: Sendable {
  let lexicon: ContextLexicon

  /// - Throws: `LexiconError` for a row of the context lexicons that cannot be used.
  public init(_ builder: inout LexiconBuilder) throws(LexiconError) { lexicon = try ContextLexicon(&builder) }

  /// The context of the mention that covers `tokens`.
  /// - Parameter hits: the phrases that the lexicon found in `reading`.
  public func context(of tokens: Range<Int>, in reading: Reading, _ hits: PhraseHits) -> MentionContext {
    guard !tokens.isEmpty, tokens.upperBound <= reading.tokenCount else { return MentionContext() }
    return context(of: tokens, inSentence: reading.sentence(ofToken: tokens.lowerBound), in: reading, hits)
  }

  /// As `context(of:in:_:)`, for a mention that begins in a sentence.
  /// - Parameter injuryYear: of the injury that the document is about; an event of an earlier year is history.
  func context(
    of tokens: Range<Int>, inSentence sentenceIndex: Int, in reading: Reading, _ hits: PhraseHits,
    injuryYear: Int? = nil
  ) -> MentionContext {
    let heading = heading(ofSentence: sentenceIndex, in: reading, hits)
    let layers = hits.layers(of: .aroundProblems, inSentence: sentenceIndex) & lexicon.tellingLayers
    guard layers != 0 || heading != nil else { return MentionContext() }
    let sentence = reading.tokens(ofSentence: sentenceIndex)
    let mention = tokens.clamped(to: sentence)
    var evaluation = ContextEvaluation(
      ContextScope(
        lexicon: lexicon, reading: reading, sentence: sentence, mention: mention,
        terminators: hits.hits(lexicon.terminatorLayer, within: sentence)), injuryYear: injuryYear)
    for file in lexicon.triggers.indices where layers.holds(lexicon.triggers[file].id) {
      let found = hits.hits(lexicon.triggers[file].id, within: sentence)
      evaluation.lookForward(found, file: file)
      evaluation.lookBackward(found, file: file)
    }
    if evaluation.goesOn {
      for file in lexicon.triggers.indices where layers.holds(lexicon.triggers[file].id) {
        evaluation.lookBackward(hits.hits(lexicon.triggers[file].id, within: sentence), file: file)
      }
    }
    if layers.holds(lexicon.conditionLayer) {
      evaluation.readConditions(hits.hits(lexicon.conditionLayer, within: mention))
    }
    evaluation.inherit(heading)
    return evaluation.context
  }

  /// The heading on a line of its own that the sentence is a list item under.
  private func heading(ofSentence index: Int, in reading: Reading, _ hits: PhraseHits) -> ContextCue? {
    var above = index
    while above > max(0, index - Self.longestList) {
      let item = reading.tokens(ofSentence: above)
      guard startsItem(above, reading), colon(in: item, reading) == nil else { return nil }
      above -= 1
      let line = reading.tokens(ofSentence: above)
      guard let colon = colon(in: line, reading) else { continue }
      guard colon == line.upperBound - 1, let hit = hits[lexicon.sectionLayer].hits(in: line).last,
        Int(hit.end) == colon
      else { return nil }
      let category = lexicon.sections[Int(hit.row)]
      return ContextCue(category, tokens: hit.tokens, file: lexicon.sectionFile, row: hit.row)
    }
    return nil
  }

  /// Whether a sentence opens a line; a list number before it may be taken for a sentence ("1. Asthma").
  private func startsItem(_ index: Int, _ reading: Reading) -> Bool {
    let first = reading.tokens(ofSentence: index).lowerBound
    if reading.flags[first].contains(.blockStart) { return true }
    let before = reading.tokens(ofSentence: index - 1)
    return before.count <= 2 && reading.flags[before.lowerBound].contains(.number)
  }

  private static let longestList = 30
  private static let longestHeading = 6

  /// The colon behind a heading at the start of a sentence.
  private func colon(in sentence: Range<Int>, _ reading: Reading) -> Int? {
    sentence.prefix(Self.longestHeading).first { reading.isMark($0, ":") }
  }

  /// The lexicon row that a cue comes from.
  public func rule(of cue: ContextCue) -> RuleReference { lexicon.rule(of: cue) }

  /// The cue of the assertion, for `--explain`; nothing for a plain statement.
  public func evidence(for context: MentionContext, in reading: Reading) -> EvidenceList {
    guard let cue = context.assertionCue else { return EvidenceList() }
    return EvidenceList(Evidence(key: .assertion, rule: rule(of: cue), cue: reading.span(ofTokens: cue.tokens)))
  }
}

extension UInt64 {
  /// Whether a set of layers, a bit each, holds one.
  fileprivate func holds(_ layer: LayerID) -> Bool { self >> UInt64(layer.index) & 1 != 0 }
}
