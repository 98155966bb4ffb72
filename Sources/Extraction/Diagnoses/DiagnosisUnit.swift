import ClinicalText

/// A word or lexicon phrase of a sentence, as the grammar of diagnosis phrases sees it.
struct DiagnosisUnit: Sendable, BitwiseCopyable {
  /// Half-open range of tokens.
  var start: Int32
  var end: Int32
  var roles: DiagnosisRoles
  var head: Int32 = -1
  var site: Int32 = -1
  /// Index of the head that the word stands for in a coordination ("sleep and mood disorder"), -1 where it can for none.
  var ellipticHead: Int32 = -1
  /// `none` where it is no level.
  private(set) var level = SpinalLevel.none
  /// Of the head.
  private(set) var traits = HeadTraits.none
  private var named = BodyRegion.none

  init(start: Int, end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
    roles = []
  }

  /// Takes in what it is, up to the token `end`.
  mutating func take(_ roles: DiagnosisRoles, end: Int) {
    self.roles = roles
    self.end = Int32(truncatingIfNeeded: end)
  }

  mutating func take(_ level: SpinalLevel, end: Int) {
    take(.level, end: end)
    self.level = level
  }

  /// Takes in what a name is.
  mutating func take(_ entry: DiagnosisEntry) {
    roles = entry.roles
    head = entry.head
    site = entry.site
    ellipticHead = entry.ellipticHead
    traits = entry.traits
    named = entry.region
  }

  /// Adds what a word is.
  mutating func take(_ word: DiagnosisWord) {
    roles.formUnion(word.roles)
    if word.region != .none { named = word.region }
  }

  /// Leaves what the name is beside a head.
  mutating func dropHead() {
    roles.subtract([.head, .participle])
    head = -1
    if !roles.contains(.part) { named = .none }
  }

  /// The region that it names as a site or within a disorder.
  var region: BodyRegion? { named == .none ? nil : named }

  /// A side that tells its organ: "OS", the left eye.
  var isRegionalSide: Bool { named != .none && roles.hasAny(.side) && !roles.hasAny([.part, .head]) }

  var tokens: Range<Int> { Int(start)..<Int(end) }

  /// May stand inside a diagnosis phrase beside its head.
  var isInner: Bool { roles.hasAny(.inner) }
  /// Names the problem; a participle does so only before a structure.
  var isHead: Bool { roles.contains(.head) && !roles.contains(.participle) }
  /// A problem that is always somewhere: a site beside it or before it in the sentence is its own.
  var isLocal: Bool { traits.reach == .local }
  /// Stands beside a head and is none itself.
  var isPlainInner: Bool { isInner && !isHead }
}

/// The units of a sentence, which live while it is read.
typealias DiagnosisUnits = UnsafeBufferPointer<DiagnosisUnit>

extension DiagnosisUnits {
  /// What the units of a range are, taken together.
  func roles(_ range: Range<Int>) -> DiagnosisRoles {
    var roles: DiagnosisRoles = []
    for index in range { roles.formUnion(self[index].roles) }
    return roles
  }
}
