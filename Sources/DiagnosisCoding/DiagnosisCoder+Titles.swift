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
    let concepts = code(phrase, in: year, scratch: &scratch)
    guard concepts.count == 1, let row = concepts[0].icd10.first else { return false }
    var title: [UInt8] = []
    tables.icd10cm.appendTitle(of: row, to: &title)
    let named = words(of: title, &scratch)
    let said = words(of: Array(phrase.utf8), &scratch)
    return said.isSubset(of: named) && !named.contains { isVague($0) && !said.contains($0) }
  }

  private func words(of text: [UInt8], _ scratch: inout Scratch) -> Set<UInt32> {
    text.withUnsafeBufferPointer { normalizer.read($0, scratch: &scratch.terms) }
    return Set(scratch.terms.terms.map(\.id))
  }

  private func isVague(_ word: UInt32) -> Bool {
    let kind = classes.class(of: word)
    return kind == .unspecified || kind == .other
  }
}
