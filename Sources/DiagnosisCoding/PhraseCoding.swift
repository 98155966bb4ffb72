import CodeSystems
import DiagnosisTerms

extension DiagnosisCoder {
  /// Buffers and remembered results of one worker.
  public struct Scratch {
    var terms = TermScratch()
    var evidence: Evidence
    var candidates: [Candidate] = []
    var memo = PhraseMemo()
  }

  public func makeScratch() -> Scratch { Scratch(evidence: Evidence(wordCount: normalizer.vocabulary.count)) }

  /// The diagnoses that a phrase names: one, several where it is a coordination, none where it is no diagnosis.
  ///
  /// - Parameters:
  ///   - phrase: UTF-8, of any case.
  ///   - context: words known from elsewhere, such as a side or site that the sentence gives ("left knee"); they
  ///     support a code but are not needed.
  ///   - year: the fiscal year in which codes have to be billable.
  public func code(
    _ phrase: UnsafeBufferPointer<UInt8>, context: UnsafeBufferPointer<UInt8> = UnsafeBufferPointer(start: nil, count: 0),
    in year: FiscalYear, scratch: inout Scratch
  ) -> [CodedConcept] {
    let key = PhraseMemo.key(phrase, context, year)
    if let known = scratch.memo.concepts(key, phrase, context) { return known }
    let concepts = concepts(phrase, context, year, &scratch)
    scratch.memo.remember(concepts, key, phrase, context)
    return concepts
  }

  private func concepts(
    _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>, _ year: FiscalYear, _ scratch: inout Scratch
  ) -> [CodedConcept] {
    var contextTerms: [Term] = []
    if !context.isEmpty {
      normalizer.read(context, scratch: &scratch.terms)
      contextTerms = scratch.terms.terms
    }
    normalizer.read(phrase, scratch: &scratch.terms)
    let terms = scratch.terms.terms
    guard let whole = concept(terms, contextTerms, year, &scratch) else {
      return split(terms, nil, contextTerms, year, &scratch)
    }
    guard terms.contains(where: { !$0.link.isDisjoint(with: .coordinators) }) else { return [whole.concept] }
    let parts = split(terms, whole.mask, contextTerms, year, &scratch)
    return parts.count > 1 ? parts : [whole.concept]
  }

  /// The concepts of a coordination's members; empty where it is none, or one entry covers it as a whole.
  private func split(
    _ terms: [Term], _ covered: UInt64?, _ context: [Term], _ year: FiscalYear, _ scratch: inout Scratch
  ) -> [CodedConcept] {
    var readings = [terms]
    for group in coordination.groups(in: terms) where !isCovered(group, by: covered) {
      guard readings.count == 1 else { break }
      readings = coordination.expand(terms, group)
    }
    if readings.count == 1 { readings = clauses(terms, covered) }
    guard readings.count > 1 else { return [] }
    return readings.prefix(8).compactMap { concept($0, context, year, &scratch)?.concept }
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
        terms[position...].contains(where: { isHead($0.id) }), !spans(position, terms, covered)
      {
        clauses.append([])
      }
      clauses[clauses.count - 1].append(term)
    }
    return clauses.filter { $0.contains { isHead($0.id) } }.count > 1 ? clauses : []
  }

  /// Whether one entry covers disorders on both sides of a position.
  private func spans(_ position: Int, _ terms: [Term], _ covered: UInt64?) -> Bool {
    guard let covered else { return false }
    let heads = terms.indices.filter { $0 < 64 && isHead(terms[$0].id) && covered >> UInt64($0) & 1 == 1 }
    return heads.contains { $0 < position } && heads.contains { $0 >= position }
  }

  private func concept(
    _ terms: [Term], _ context: [Term], _ year: FiscalYear, _ scratch: inout Scratch
  ) -> (concept: CodedConcept, mask: UInt64)? {
    gather(terms, context, into: &scratch.evidence)
    search.candidates(for: scratch.evidence, into: &scratch.candidates)
    guard let best = scratch.candidates.first, isSupported(best, terms, scratch.evidence) else { return nil }
    var concept = CodedConcept()
    for candidate in scratch.candidates where candidate.score * 2 > best.score {
      guard let row = descent.refine(candidate.row, scratch.evidence, in: year), !concept.icd10.contains(row) else { continue }
      concept.icd10.append(row)
      concept.origins.append(.entry(candidate.entry))
      appendICD9(of: candidate, row: row, to: &concept)
    }
    return (concept, best.mask)
  }

  private func gather(_ terms: [Term], _ context: [Term], into evidence: inout Evidence) {
    evidence.removeAll()
    for term in terms {
      let implied = implications[term.id]
      let weight = index.weight(of: term.id)
      evidence.say(term.id, weight: implied.isEmpty ? weight : max(weight, 12))
      for (rank, word) in implied.enumerated() { evidence.imply(word, rank: rank) }
    }
    for term in context where evidence.stamp(of: term.id) == 0 {
      evidence.say(term.id, weight: 1)
      for (rank, word) in implications[term.id].enumerated() { evidence.imply(word, rank: rank) }
    }
  }

  /// Whether an entry says enough of the phrase: a disorder and two fifths of the weight, or nearly all of it.
  private func isSupported(_ best: Candidate, _ terms: [Term], _ evidence: Evidence) -> Bool {
    var total = 0
    var covered = 0
    var namesDisorder = false
    for (position, term) in terms.enumerated().prefix(Evidence.positionLimit) {
      let weight = term.id == 0 ? DiagnosisCoder.unknownWeight : evidence.weights[position]
      total += weight
      guard best.mask >> UInt64(position) & 1 == 1 else { continue }
      covered += weight
      if isHead(term.id) { namesDisorder = true }
    }
    return covered * 100 >= total * (namesDisorder ? 25 : 75)
  }

  /// The weight of a word that no entry holds.
  private static let unknownWeight = 16
}

extension DiagnosisCoder {
  /// The diagnoses that a phrase names, as `code(_:context:in:scratch:)` for bytes.
  public func code(_ phrase: String, context: String = "", in year: FiscalYear, scratch: inout Scratch) -> [CodedConcept] {
    Array(phrase.utf8).withUnsafeBufferPointer { phrase in
      Array(context.utf8).withUnsafeBufferPointer { context in
        code(phrase, context: context, in: year, scratch: &scratch)
      }
    }
  }
}
