/// The kinds of sections that a Final Determination letter has, by the names of the output contract.
public enum SectionKind: String, Sendable, CaseIterable {
  /// Case number, dates and parties, before the first heading.
  case header
  /// How the determination was made, and the reviewer's credentials.
  case reviewer
  /// The records that were reviewed.
  case records
  /// The clinical case summary.
  case caseSummary = "case-summary"
  /// The disputed items and what was decided, outside of guideline and rationale.
  case decisions
  /// The guidelines that the claims administrator and the reviewer relied on.
  case guidelines
  /// Why the reviewer decided so.
  case rationale
}

/// A run of sentences under one heading.
public struct Section: Sendable {
  public var kind: SectionKind
  /// Indices of sentences, the heading among them.
  public var sentences: Range<Int>
  /// Which disputed item the section is about, from 0 in letter order; nil where it is about none or all.
  public var item: Int?

  public init(kind: SectionKind, sentences: Range<Int>, item: Int? = nil) {
    self.kind = kind
    self.sentences = sentences
    self.item = item
  }
}

/// Whom a sentence speaks about.
public enum StatementKind: UInt8, Sendable {
  /// This patient, this case.
  case patient
  /// What a guideline, a law or the literature says, quoted or told, or a statement about patients in general.
  case guideline
}
