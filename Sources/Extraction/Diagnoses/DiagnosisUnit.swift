import ClinicalText

/// A word or lexicon phrase of a sentence, as the grammar of diagnosis phrases sees it.
struct DiagnosisUnit: Sendable {
  /// Half-open range of tokens.
  var start: Int32
  var end: Int32
  var roles: DiagnosisRoles
  var head: Int32 = -1
  var site: Int32 = -1
  /// Index of the head that the word stands for in a coordination ("sleep and mood disorder"), -1 where it can for none.
  var ellipticHead: Int32 = -1
  var level: SpinalLevel?

  var tokens: Range<Int> { Int(start)..<Int(end) }

  /// May stand inside a diagnosis phrase beside its head.
  var isInner: Bool { roles.hasAny(.inner) }
  /// Names the problem; a participle does so only before a structure.
  var isHead: Bool { roles.contains(.head) && !roles.contains(.participle) }
  /// Stands beside a head and is none itself.
  var isPlainInner: Bool { isInner && !isHead }
}
