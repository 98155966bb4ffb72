import CodeSystems
import DiagnosisTerms

extension DiagnosisCoder {
  /// Buffers of one worker.
  public struct Scratch {
    var terms = TermScratch()
    var evidence: Evidence
    var candidates: [Candidate] = []
  }

  public func makeScratch() -> Scratch { Scratch(evidence: Evidence(wordCount: normalizer.vocabulary.count)) }

  /// The diagnoses that a phrase names: one, several where it is a coordination, none where it is no diagnosis.
  ///
  /// - Parameters:
  ///   - phrase: UTF-8, of any case.
  ///   - context: words known from elsewhere, such as a side or site that the sentence gives ("left knee"); they
  ///     support a code but are not needed.
  ///   - year: the fiscal year in which codes have to be billable.
  ///   - limit: how many codes of ICD-10-CM a diagnosis may have; those after the first are alternatives.
  public func code(
    _ phrase: UnsafeBufferPointer<UInt8>,
    context: UnsafeBufferPointer<UInt8> = UnsafeBufferPointer(start: nil, count: 0),
    in year: FiscalYear, limit: Int = 1, scratch: inout Scratch
  ) -> [CodedConcept] {
    let printed = tables.printedCodes(in: phrase)
    return printed.isEmpty
      ? concepts(phrase, context, year, limit, &scratch)
      : join(printed, with: concepts(without(printed, phrase), context, year, limit, &scratch), in: year)
  }

  private func concepts(
    _ words: [UInt8], _ context: UnsafeBufferPointer<UInt8>, _ year: FiscalYear, _ limit: Int, _ scratch: inout Scratch
  ) -> [CodedConcept] {
    words.withUnsafeBufferPointer { concepts($0, context, year, limit, &scratch) }
  }

  /// The phrase with its printed codes blanked.
  private func without(_ codes: [PrintedCode], _ phrase: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var words = Array(phrase)
    for code in codes { for index in code.range { words[index] = UInt8(ascii: " ") } }
    return words
  }

  private func concepts(
    _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>, _ year: FiscalYear, _ limit: Int,
    _ scratch: inout Scratch
  ) -> [CodedConcept] {
    var contextTerms: [Term] = []
    if !context.isEmpty {
      normalizer.read(context, scratch: &scratch.terms)
      contextTerms = scratch.terms.terms
    }
    normalizer.read(phrase, scratch: &scratch.terms)
    let terms = problem(of: scratch.terms.terms)
    guard let whole = concept(terms, contextTerms, year, limit, &scratch) else {
      return split(terms, nil, contextTerms, year, limit, &scratch)
    }
    let parts = parts(of: terms, whole, contextTerms, year, limit, &scratch)
    return parts.count > 1 ? parts : [whole.concept]
  }

  /// The concepts of the members of a coordination that has one as a whole, too.
  func parts(
    of terms: [Term], _ whole: (concept: CodedConcept, mask: UInt64), _ context: [Term], _ year: FiscalYear,
    _ limit: Int, _ scratch: inout Scratch
  ) -> [CodedConcept] {
    guard terms.contains(where: { !$0.link.isDisjoint(with: .coordinators) }) else { return [] }
    return split(terms, whole.mask, context, year, limit, &scratch)
  }

  /// The terms before what ends the problem, where they name one: "knee pain status post meniscectomy".
  func problem(of terms: [Term]) -> [Term] {
    let places = terms.indices.dropFirst().dropLast()
    guard let end = places.first(where: { problemEnds.holds(terms[$0].id, terms[$0 + 1].id, normalizer.vocabulary) }),
      terms[..<end].contains(where: { isHead($0.id) })
    else { return terms }
    return Array(terms[..<end])
  }

  /// The concepts of a coordination's members; empty where it is none, or one entry covers it as a whole.
  func split(
    _ terms: [Term], _ covered: UInt64?, _ context: [Term], _ year: FiscalYear, _ limit: Int, _ scratch: inout Scratch
  ) -> [CodedConcept] {
    var readings = [terms]
    for group in coordination.groups(in: terms) where !isCovered(group, by: covered) {
      guard readings.count == 1 else { break }
      readings = coordination.expand(terms, group)
    }
    if readings.count == 1 { return codeClauses(clauses(terms, covered), context, year, limit, &scratch) }
    return readings.prefix(8).compactMap { concept($0, context, year, limit, &scratch)?.concept }
  }

  /// The concepts of clauses; none where one of them has no code for a disorder that those before it do not name.
  private func codeClauses(
    _ clauses: [[Term]], _ context: [Term], _ year: FiscalYear, _ limit: Int, _ scratch: inout Scratch
  ) -> [CodedConcept] {
    var concepts: [CodedConcept] = []
    var named: Set<UInt32> = []
    for clause in clauses.prefix(8) {
      guard let (concept, mask) = concept(clause, context, year, limit, &scratch) else { return [] }
      let heads = clause.indices.filter { $0 < 64 && mask >> UInt64($0) & 1 == 1 && isHead(clause[$0].id) }
      guard heads.contains(where: { !named.contains(clause[$0].id) }) else { return [] }
      named.formUnion(heads.map { clause[$0].id })
      concepts.append(concept)
    }
    return concepts
  }

  private func isCovered(_ group: Range<Int>, by mask: UInt64?) -> Bool {
    guard let mask, group.upperBound < 64 else { return false }
    return group.allSatisfy { mask >> UInt64($0) & 1 == 1 }
  }

  /// Parts of a phrase that are joined by "and" or a comma and each name a disorder of their own.
  private func clauses(_ terms: [Term], _ covered: UInt64?) -> [[Term]] {
    var clauses: [[Term]] = [[]]
    for (position, term) in terms.enumerated() {
      let joins = !term.link.isDisjoint(with: .coordinators)
      if joins, let last = clauses.last, last.contains(where: { isHead($0.id) }),
        namesNewDisorder(terms[position...], after: terms[..<position]), !spans(position, terms, covered)
      {
        clauses.append([])
      }
      clauses[clauses.count - 1].append(term)
    }
    return clauses.filter { $0.contains { isHead($0.id) } }.count > 1 ? clauses : []
  }

  private func namesNewDisorder(_ terms: ArraySlice<Term>, after earlier: ArraySlice<Term>) -> Bool {
    terms.contains { term in isHead(term.id) && !earlier.contains { $0.id == term.id } }
  }

  /// Whether one entry covers disorders on both sides of a position.
  private func spans(_ position: Int, _ terms: [Term], _ covered: UInt64?) -> Bool {
    guard let covered else { return false }
    let heads = terms.indices.filter { $0 < 64 && isHead(terms[$0].id) && covered >> UInt64($0) & 1 == 1 }
    return heads.contains { $0 < position } && heads.contains { $0 >= position }
  }

  func concept(
    _ terms: [Term], _ context: [Term], _ year: FiscalYear, _ limit: Int, _ scratch: inout Scratch
  ) -> (concept: CodedConcept, mask: UInt64)? {
    gather(terms, context, into: &scratch.evidence)
    search.candidates(for: scratch.evidence, into: &scratch.candidates)
    if let (own, score) = overlay.best(for: scratch.evidence, search), score >= scratch.candidates.first?.score ?? 0 {
      return (overlayConcept(own, terms, context, year, scratch.evidence), 0)
    }
    guard let (place, coverage) = firstSupported(scratch.candidates, terms, scratch.evidence) else { return nil }
    let best = scratch.candidates[place]
    var concept = CodedConcept()
    concept.coverage = coverage
    concept.levels = terms.compactMap(\.level)
    concept.laterality = coordination.laterality(of: terms) ?? coordination.laterality(of: context)
    for candidate in scratch.candidates[place...] where candidate.score * 2 > best.score {
      guard concept.icd10.count < limit else { break }
      guard let row = descent.refine(candidate.row, scratch.evidence, in: year), !concept.icd10.contains(row) else {
        continue
      }
      concept.icd10.append(row)
      concept.origins.append(.entry(candidate.entry))
      if concept.icd9.isEmpty || limit > 1 {
        appendICD9(of: candidate, row: row, to: &concept, scratch.evidence, &scratch.terms)
      }
    }
    return concept.icd10.isEmpty ? nil : (concept, best.mask)
  }

  /// A word that only implies others tells as much as a common site, one that only an overlay holds as much as a rare
  /// disorder.
  private func weight(of word: UInt32, _ implied: [UInt32]) -> Int {
    if word > index.wordCount { return 40 }
    let weight = index.weight(of: word)
    return weight == 0 && !implied.isEmpty ? 12 : weight
  }

  private func overlayConcept(
    _ entry: OverlayEntries.Entry, _ terms: [Term], _ context: [Term], _ year: FiscalYear, _ evidence: Evidence
  ) -> CodedConcept {
    var concept = CodedConcept()
    concept.levels = terms.compactMap(\.level)
    concept.laterality = coordination.laterality(of: terms) ?? coordination.laterality(of: context)
    if let row = descent.refine(entry.icd10, evidence, in: year) {
      concept.icd10 = [row]
      concept.origins = [.overlay]
    }
    concept.icd9 = entry.icd9.map { [$0] } ?? concept.icd10.first.map { equivalents(of: $0) } ?? []
    return concept
  }

  private func gather(_ terms: [Term], _ context: [Term], into evidence: inout Evidence) {
    evidence.removeAll()
    var isSecondary = false
    for term in terms {
      let implied = implications[term.id]
      let weight = weight(of: term.id, implied)
      isSecondary = isSecondary || !term.link.isDisjoint(with: [.with, .due])
      evidence.say(term.id, weight: isSecondary ? (weight + 1) / 2 : weight)
      for (rank, word) in implied.enumerated() { evidence.imply(word, rank: rank) }
    }
    for term in context where evidence.stamp(of: term.id) == 0 {
      evidence.say(term.id, weight: 1)
      for (rank, word) in implications[term.id].enumerated() { evidence.imply(word, rank: rank) }
    }
  }

  /// The best candidate that covers enough of the phrase, with the part of its weight that it covers: what covers more
  /// may say no more than the site ("felon of the thumb").
  private func firstSupported(
    _ candidates: [Candidate], _ terms: [Term], _ evidence: Evidence
  ) -> (place: Int, coverage: Double)? {
    for place in candidates.indices {
      if let coverage = support(of: candidates[place], terms, evidence) { return (place, coverage) }
    }
    return nil
  }

  /// The part of the phrase's weight that an entry covers, `nil` where that is too little: a disorder and a quarter of
  /// the weight, or three quarters of it, are enough.
  private func support(of best: Candidate, _ terms: [Term], _ evidence: Evidence) -> Double? {
    var total = 0
    var covered = 0
    var namesDisorder = best.kind == .own
    for (position, term) in terms.enumerated().prefix(Evidence.positionLimit) {
      let weight = term.id == 0 ? DiagnosisCoder.unknownWeight : evidence.weights[position]
      total += weight
      guard best.mask >> UInt64(position) & 1 == 1 else { continue }
      covered += weight
      if isHead(term.id), best.row < firstRowOfCircumstances { namesDisorder = true }
    }
    guard total > 0, covered * 100 >= total * (namesDisorder ? 25 : 75) else { return nil }
    return Double(covered) / Double(total)
  }

  /// The weight of a word that no entry holds.
  private static let unknownWeight = 16
}

extension DiagnosisCoder {
  /// The diagnoses that a phrase names, as `code(_:context:in:scratch:)` for bytes.
  public func code(
    _ phrase: String, context: String = "", in year: FiscalYear, limit: Int = 1, scratch: inout Scratch
  ) -> [CodedConcept] {
    Array(phrase.utf8).withUnsafeBufferPointer { phrase in
      Array(context.utf8).withUnsafeBufferPointer { context in
        code(phrase, context: context, in: year, limit: limit, scratch: &scratch)
      }
    }
  }
}
