/// A classification of diseases of which tables are held.
public enum CodeSystem: String, CaseIterable, Hashable, Sendable {
  /// In force since 1 October 2015, released for each federal fiscal year.
  case icd10cm = "ICD-10-CM"
  /// Version 32, the last; in force until 30 September 2015.
  case icd9cm = "ICD-9-CM"

  /// Its name in results.
  public var name: String { rawValue }
}
