import ClinicalText
import Extraction
import Lexicon

/// Finds the guidelines, laws and publications that a decision rests on.
///
/// In guideline sections and behind "decision based on" each guideline named is a citation, up to the next one; in
/// other text only those with a page, section, chapter or table are, since guidelines merely named are no citations.
struct CitationExtractor: Sendable {
  private let lexicon: CitationLexicon

  /// - Throws: `LexiconError` for an unusable lexicon.
  init(in builder: inout LexiconBuilder) throws(LexiconError) { lexicon = try CitationLexicon(in: &builder) }

  func citations(in document: AnalyzedDocument) -> [Mention<Citation>] {
    var scanner = CitationScanner(document, lexicon)
    return scanner.citations()
  }
}

/// One pass over the guideline names of a document.
struct CitationScanner {
  /// Tokens between a guideline's name and its page, its chapter, its section of a law.
  private static let pageReach = 25
  private static let partReach = 8
  private static let lawReach = 14
  /// Tokens between two names that may be one citation ("MTUS: Low Back Disorders Guideline (ACOEM 2019)").
  private static let mergeReach = 12
  private static let partOfReach = 20

  private let document: AnalyzedDocument
  private let lexicon: CitationLexicon
  private let hits: PhraseHitList
  private var found: [Mention<Citation>] = []

  private var reading: Reading { document.reading }

  init(_ document: AnalyzedDocument, _ lexicon: CitationLexicon) {
    self.document = document
    self.lexicon = lexicon
    hits = document.phrases[lexicon.guidelines]
  }

  mutating func citations() -> [Mention<Citation>] {
    found.reserveCapacity(hits.count)
    var index = 0
    while index < hits.count {
      guard !isHeading(hits[index]) else {
        index += 1
        continue
      }
      let sentence = reading.sentence(ofToken: hits[index].tokens.lowerBound)
      let end = formalEnd(sentence)
      let next = endOfMerge(index, before: end)
      if isFormal(index, sentence) { formal(index, next, before: end) } else { running(index, next, sentence) }
      index = next
    }
    return found
  }

  // MARK: In guideline sections

  private mutating func formal(_ index: Int, _ next: Int, before end: Int) {
    let hit = hits[index]
    let start = hit.tokens.lowerBound
    let limit = stop(next, before: end)
    switch lexicon.entry(hit).role {
    case .marker: marked(index, next)
    case .same: running(index, next, reading.sentence(ofToken: start))
    case .name, .chapter, .publication:
      let known = hits[next - 1].tokens.upperBound
      guard !isSilent(start, known, limit) else { return }
      let pages =
        pages(from: start, to: limit)
        ?? CitationPages(bareRangeBefore: trimmed(start..<limit).upperBound, after: start, in: reading, lexicon)
      add(trimmed(start..<limit), hit, pages, confidence: 0.95)
    }
  }

  /// What "Non-MTUS Citation" marks, where it is none of the guidelines known.
  private mutating func marked(_ index: Int, _ next: Int) {
    let start = hits[index].tokens.upperBound
    guard start < reading.tokenCount, next >= hits.count || hits[next].tokens.lowerBound > start + 1 else { return }
    let limit = stop(next, before: blockEnd(start))
    for tokens in References.references(in: start..<limit, reading, lexicon) {
      let tokens = trimmed(tokens)
      if tokens.count > 1 {
        add(tokens, hits[index], pages(from: tokens.lowerBound, to: tokens.upperBound), confidence: 0.8)
      }
    }
  }

  /// "is silent", "outside of the MTUS", "does not address": the guideline is not what the decision rests on.
  private func isSilent(_ start: Int, _ end: Int, _ limit: Int) -> Bool {
    let before = max(0, start - 4)..<start
    if before.contains(where: { lexicon.isWord($0, .silent, reading) }) { return true }
    let after = end..<max(end, min(limit, end + 4))
    return after.contains { lexicon.isWord($0, .silent, reading) || lexicon.isWord($0, .verb, reading) }
  }

  // MARK: In other text

  private mutating func running(_ index: Int, _ next: Int, _ sentence: Int) {
    let hit = hits[index]
    let start = hit.tokens.lowerBound
    let end = hits[next - 1].tokens.upperBound
    let tokens = reading.tokens(ofSentence: sentence)
    let limit = stop(next, before: tokens.upperBound)
    if let pages = pagesBefore(start, from: tokens.lowerBound) {
      add(pages.tokens.lowerBound..<end, hit, pages, confidence: 0.95)
    } else if let pages = pages(from: start, to: min(limit, end + Self.pageReach)) {
      add(start..<pages.tokens.upperBound, hit, pages, confidence: 0.9)
    } else if let part = partEnd(end, limit, lexicon.entry(hit)) {
      add(start..<part, hit, nil, confidence: 0.8)
    }
  }

  /// "page 82 of the" before the name.
  private func pagesBefore(_ start: Int, from sentenceStart: Int) -> CitationPages? {
    let last = found.isEmpty ? 0 : found[found.count - 1].tokens.upperBound
    let floor = max(last, start - 12, sentenceStart)
    guard floor < start else { return nil }
    for token in (floor..<start).reversed() where lexicon.isWord(token, .page, reading) {
      guard let pages = CitationPages(at: token, before: start, in: reading, lexicon) else { return nil }
      let between = pages.tokens.upperBound..<start
      return !between.isEmpty && between.allSatisfy { lexicon.isWord($0, .link, reading) } ? pages : nil
    }
    return nil
  }

  /// The end of a chapter, table or section named behind the guideline, or of the section of a law.
  private func partEnd(_ end: Int, _ limit: Int, _ entry: CitationLexicon.Entry) -> Int? {
    if entry.role == .marker || entry.role == .same { return nil }
    let reach = min(limit, end + (entry.guideline == .laborCode ? Self.lawReach : Self.partReach))
    guard end <= reach else { return nil }
    for token in end..<reach {
      if entry.guideline == .laborCode {
        if let number = reading.number(token), number > 100 { return withNumber(token, limit) }
      } else if lexicon.isWord(token, .verb, reading) {
        return nil
      } else if lexicon.isWord(token, .part, reading) {
        return withNumber(token, limit)
      }
    }
    return nil
  }

  /// The end of "chapter 12-8", "4604.5(c)(1)".
  private func withNumber(_ token: Int, _ limit: Int) -> Int {
    var end = token + 1
    while end < limit, !reading.flags[end].contains(.word) || !reading.flags[end].contains(.spaceBefore) {
      if reading.isMark(end, ",") || reading.isMark(end, ";") { break }
      end += 1
    }
    return trimmed(token..<end).upperBound
  }

  // MARK: Extent

  /// The index behind the names that are one citation with the one at `index`.
  private func endOfMerge(_ index: Int, before end: Int) -> Int {
    var next = index + 1
    while next < hits.count, merges(index, next, before: end) { next += 1 }
    return next
  }

  private func merges(_ index: Int, _ next: Int, before end: Int) -> Bool {
    let (first, second) = (lexicon.entry(hits[index]), lexicon.entry(hits[next]))
    let start = hits[next].tokens.lowerBound
    let gap = hits[next - 1].tokens.upperBound..<start
    if first.role == .marker, second.role == .publication { return gap.count > 1 && start < blockEnd(gap.lowerBound) }
    guard start < end else { return false }
    if first.guideline == second.guideline, second.role == .name, gap.count == 1, reading.isMark(gap.lowerBound, "(") {
      return true
    }
    if second.guideline == .mtus, first.guideline == .mtus || first.guideline == .acoem, isPartOf(gap) { return true }
    guard first.guideline == .mtus, first.role != .marker, pages(from: hits[index].tokens.lowerBound, to: start) == nil,
      !gap.contains(where: { reading.isMark($0, ";") })
    else { return false }
    if second.guideline == .acoem { return gap.count <= Self.mergeReach }
    return second.guideline == .mtus && (second.role == .chapter || gap.count <= 1)
  }

  /// ", which is part of the".
  private func isPartOf(_ gap: Range<Int>) -> Bool {
    gap.count <= Self.partOfReach && gap.contains { lexicon.isWord($0, .partition, reading) }
  }

  private func isFormal(_ index: Int, _ sentence: Int) -> Bool {
    if document.sentenceSections[sentence] == .guidelines { return true }
    guard document.phrases.has(lexicon.anchors, inSentence: sentence) else { return false }
    let before = reading.tokens(ofSentence: sentence).lowerBound..<hits[index].tokens.lowerBound
    return !document.phrases.hits(lexicon.anchors, within: before).isEmpty
  }

  /// The end of the sentence, "Section(s)", "Page(s)" and page numbers that begin the next ones included.
  private func formalEnd(_ sentence: Int) -> Int {
    var next = sentence + 1
    var end = reading.tokens(ofSentence: sentence).upperBound
    while end < reading.tokenCount,
      lexicon.isWord(end, .part, reading) || lexicon.isWord(end, .page, reading)
        || reading.isMark(end - 1, ":") && reading.flags[end].contains(.number)
    {
      end = reading.tokens(ofSentence: next).upperBound
      next += 1
    }
    return end
  }

  /// The end of the guideline section, or of the next anchor in it.
  private func blockEnd(_ token: Int) -> Int {
    var sentence = reading.sentence(ofToken: token)
    let kind = document.sentenceSections[sentence]
    while sentence + 1 < reading.sentenceCount, document.sentenceSections[sentence + 1] == kind,
      !document.phrases.has(lexicon.anchors, inSentence: sentence + 1), !startsSection(sentence + 1)
    {
      sentence += 1
    }
    return reading.tokens(ofSentence: sentence).upperBound
  }

  /// "MTUS guideline:" at the head of its sentence.
  private func isHeading(_ hit: PhraseHit) -> Bool {
    let end = hit.tokens.upperBound
    return lexicon.entry(hit).role == .name && reading.flags[hit.tokens.lowerBound].contains(.sentenceStart)
      && end < reading.tokenCount && reading.isMark(end, ":")
  }

  private func startsSection(_ sentence: Int) -> Bool {
    document.sections.contains { $0.sentences.lowerBound == sentence }
  }

  private func stop(_ next: Int, before limit: Int) -> Int {
    next < hits.count ? min(limit, hits[next].tokens.lowerBound) : limit
  }

  private func pages(from start: Int, to limit: Int) -> CitationPages? {
    guard start < limit else { return nil }
    for token in start..<limit where lexicon.isWord(token, .page, reading) {
      if let pages = CitationPages(at: token, before: limit, in: reading, lexicon) { return pages }
    }
    return nil
  }

  private func trimmed(_ tokens: Range<Int>) -> Range<Int> {
    var end = tokens.upperBound
    while end > tokens.lowerBound + 1, lexicon.isWord(end - 1, .loose, reading) { end -= 1 }
    var start = tokens.lowerBound
    while start < end - 1, lexicon.isWord(start, .loose, reading), reading.flags[start].contains(.punctuation) {
      start += 1
    }
    return start..<end
  }

  private mutating func add(
    _ tokens: Range<Int>, _ hit: PhraseHit, _ pages: CitationPages?, confidence: Double
  ) {
    let entry = lexicon.entry(hit)
    let guideline =
      entry.role == .same && !found.isEmpty ? found[found.count - 1].value.guideline : entry.guideline
    let title =
      tokens
      .lowerBound..<(pages.map { max(tokens.lowerBound + 1, min($0.tokens.lowerBound, tokens.upperBound)) }
      ?? tokens.upperBound)
    found.append(
      Mention(
        span: reading.span(ofTokens: tokens), tokens: tokens,
        value: Citation(
          guideline: guideline, title: reading.printedWords(of: reading.span(ofTokens: trimmed(title))),
          pages: pages?.pages ?? []),
        confidence: confidence, rule: lexicon.rule(hit)))
  }
}
