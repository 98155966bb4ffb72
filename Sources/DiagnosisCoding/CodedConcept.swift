import CodeSystems
import DiagnosisTerms

/// A diagnosis that a phrase names, with its codes.
public struct CodedConcept: Sendable, Equatable {
  public enum Laterality: String, Sendable { case left, right, bilateral }

  /// Rows of the ICD-10-CM table, best first; billable in the year asked for.
  public internal(set) var icd10: [Int] = []
  /// Rows of the ICD-9-CM table, best first.
  public internal(set) var icd9: [Int] = []
  public internal(set) var laterality: Laterality?
  /// Spinal levels that the phrase names.
  public internal(set) var levels: [SpinalLevel] = []
  /// The part of the phrase's weight that the first code's entry covers, 0...1; 1 for a printed code.
  public internal(set) var coverage = 1.0
  /// Where each code of `icd10` comes from.
  var origins: [Origin] = []
}

/// Where a code comes from.
enum Origin: Sendable, Equatable {
  /// The place of an entry in the coding index.
  case entry(Int)
  /// A code printed in the phrase.
  case printed
  /// A row of an overlay's `entries.tsv`.
  case overlay
}
