import CodeSystems
import DiagnosisTerms

extension DiagnosisCoder {
  /// Whether a phrase has one ICD-10-CM code whose title has all its words, and no "other" or "unspecified" that the
  /// phrase has not: "contusion of lower back and pelvis", "sprain of other part of left hand and wrist".
  ///
  /// - Parameters:
  ///   - phrase: of any case.
  ///   - year: the fiscal year in which the code has to be billable.
  public func isTitle(_ phrase: String, in year: FiscalYear, scratch: inout Scratch) -> Bool {
    let bytes = Array(phrase.utf8)
    return bytes.withUnsafeBufferPointer { phrase in
      if !tables.printedCodes(in: phrase).isEmpty {
        let concepts = code(phrase, in: year, scratch: &scratch)
        return concepts.count == 1 && isTitle(phrase, of: concepts[0], &scratch)
      }
      normalizer.read(phrase, scratch: &scratch.terms)
      let terms = problem(of: scratch.terms.terms)
      guard let whole = concept(terms, [], year, 1, &scratch) else {
        let parts = split(terms, nil, [], year, 1, &scratch)
        return parts.count == 1 && isTitle(phrase, of: parts[0], &scratch)
      }
      // Few titles say all of a phrase, and only then does it matter whether its parts have codes of their own.
      return isTitle(phrase, of: whole.concept, &scratch) && parts(of: terms, whole, [], year, 1, &scratch).count <= 1
    }
  }

  private func isTitle(_ phrase: UnsafeBufferPointer<UInt8>, of concept: CodedConcept, _ scratch: inout Scratch) -> Bool
  {
    guard let row = concept.icd10.first else { return false }
    var title: [UInt8] = []
    tables.icd10cm.appendTitle(of: row, to: &title)
    let named = title.withUnsafeBufferPointer { words(of: $0, &scratch) }
    let said = words(of: phrase, &scratch)
    return said.isSubset(of: named) && !named.contains { isVague($0) && !said.contains($0) }
  }

  private func words(of text: UnsafeBufferPointer<UInt8>, _ scratch: inout Scratch) -> Set<UInt32> {
    normalizer.read(text, scratch: &scratch.terms)
    return Set(scratch.terms.terms.map(\.id))
  }

  private func isVague(_ word: UInt32) -> Bool {
    let kind = classes.class(of: word)
    return kind == .unspecified || kind == .other
  }
}
