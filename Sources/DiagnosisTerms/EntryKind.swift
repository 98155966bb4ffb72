/// Where an entry of the coding index comes from.
public enum EntryKind: UInt8, Sendable {
  /// `Lexicons/coding/entries.tsv`.
  case own
  case index
  /// A `See` of the Alphabetic Index.
  case crossReference
  case inclusionTerm
  case title
  /// The title of a heading that has codes below it.
  case category
  case externalCause
}
