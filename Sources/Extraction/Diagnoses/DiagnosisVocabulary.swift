/// What kind of problem a head word of `diagnoses/disorders.tsv` names.
enum DiagnosisKind: String, Sendable, CaseIterable {
  case injury, pain, finding, disorder, mental, symptom
}

/// What a head word needs to count as a diagnosis.
enum HeadCondition: String, Sendable, CaseIterable {
  /// Nothing.
  case none = "-"
  /// A site, a structure or a spinal level in the same phrase.
  case site
  /// A body part or a spinal level in the same phrase.
  case part
  /// To be written in capitals.
  case capitals
  /// To stand before the structure that it says something of ("torn meniscus").
  case participle
}

/// How far a problem reaches.
enum HeadReach: String, Sendable, CaseIterable {
  /// Of one structure: a site beside it or before it in the sentence is its own.
  case local
  case general
}

/// What a term of `diagnoses/sites.tsv` is good for.
enum SiteKind: String, Sendable, CaseIterable { case part, tissue, place, elliptic }

enum RegionSides: String, Sendable, CaseIterable { case paired, axial }

enum ModifierKind: String, Sendable, CaseIterable { case acuity, severity, kind }

enum ModifierLead: String, Sendable, CaseIterable { case keep, trim }

enum TailKind: String, Sendable, CaseIterable { case course, severity, type, unspecified }

enum ExclusionKind: String, Sendable, CaseIterable { case phrase, follower, preceder }

/// What a small word of `diagnoses/words.tsv` does in a diagnosis phrase.
enum GrammarRole: String, Sendable, CaseIterable {
  case left, right, bilateral, link, determiner, definite, coordinator, with, without, cause
  case diagnosisCue = "diagnosis-cue"
  case clauseBreak = "clause-break"
  case complaintNoun = "complaint-noun"
}

/// A side of `diagnoses/side-abbreviations.tsv`.
enum SideRole: String, Sendable, CaseIterable { case left, right, bilateral }

/// All that a unit of a sentence may be to the grammar of diagnosis phrases.
struct DiagnosisRoles: OptionSet, Sendable {
  let rawValue: UInt32

  static let head = DiagnosisRoles(rawValue: 1)
  static let participle = DiagnosisRoles(rawValue: 1 << 1)
  static let part = DiagnosisRoles(rawValue: 1 << 2)
  static let tissue = DiagnosisRoles(rawValue: 1 << 3)
  static let place = DiagnosisRoles(rawValue: 1 << 4)
  static let elliptic = DiagnosisRoles(rawValue: 1 << 5)
  static let modifier = DiagnosisRoles(rawValue: 1 << 6)
  static let trimmed = DiagnosisRoles(rawValue: 1 << 7)
  static let left = DiagnosisRoles(rawValue: 1 << 8)
  static let right = DiagnosisRoles(rawValue: 1 << 9)
  static let bilateral = DiagnosisRoles(rawValue: 1 << 10)
  static let level = DiagnosisRoles(rawValue: 1 << 11)
  static let measure = DiagnosisRoles(rawValue: 1 << 12)
  static let link = DiagnosisRoles(rawValue: 1 << 13)
  static let determiner = DiagnosisRoles(rawValue: 1 << 14)
  static let coordinator = DiagnosisRoles(rawValue: 1 << 15)
  static let comma = DiagnosisRoles(rawValue: 1 << 16)
  static let stop = DiagnosisRoles(rawValue: 1 << 17)
  static let with = DiagnosisRoles(rawValue: 1 << 18)
  static let without = DiagnosisRoles(rawValue: 1 << 19)
  static let cause = DiagnosisRoles(rawValue: 1 << 20)
  static let diagnosisCue = DiagnosisRoles(rawValue: 1 << 21)
  static let clauseBreak = DiagnosisRoles(rawValue: 1 << 22)
  static let complaintNoun = DiagnosisRoles(rawValue: 1 << 23)
  static let excluded = DiagnosisRoles(rawValue: 1 << 24)
  static let follower = DiagnosisRoles(rawValue: 1 << 25)
  static let preceder = DiagnosisRoles(rawValue: 1 << 26)
  /// A tail that needs no comma before it.
  static let closeTail = DiagnosisRoles(rawValue: 1 << 27)
  static let tail = DiagnosisRoles(rawValue: 1 << 28)
  static let severity = DiagnosisRoles(rawValue: 1 << 29)
  /// A determiner that points to what is known ("the", "her").
  static let definite = DiagnosisRoles(rawValue: 1 << 31)
  /// A semicolon.
  static let itemEnd = DiagnosisRoles(rawValue: 1 << 30)

  static let side: DiagnosisRoles = [.left, .right, .bilateral]
  static let site: DiagnosisRoles = [.part, .tissue, .place, .elliptic]
  /// Says where: enough for a finding.
  static let located: DiagnosisRoles = [.part, .tissue, .level]
  static let inner: DiagnosisRoles = [
    .modifier, .measure, .level, .left, .right, .bilateral, .part, .tissue, .place, .elliptic,
  ]

  func hasAny(_ roles: DiagnosisRoles) -> Bool { !isDisjoint(with: roles) }
}

extension DiagnosisRoles {
  init(_ kind: SiteKind) {
    switch kind {
    case .part: self = .part
    case .tissue: self = .tissue
    case .place: self = .place
    case .elliptic: self = .elliptic
    }
  }

  init(_ kind: ModifierKind, _ lead: ModifierLead) {
    self = .modifier
    if kind == .severity { insert(.severity) }
    if lead == .trim { insert(.trimmed) }
  }

  init(_ kind: TailKind) {
    switch kind {
    case .course, .type: self = [.tail, .closeTail]
    case .severity, .unspecified: self = .tail
    }
  }

  init(_ kind: ExclusionKind) {
    switch kind {
    case .phrase: self = .excluded
    case .follower: self = .follower
    case .preceder: self = .preceder
    }
  }

  init(_ side: SideRole) {
    switch side {
    case .left: self = .left
    case .right: self = .right
    case .bilateral: self = .bilateral
    }
  }

  init(_ role: GrammarRole) {
    switch role {
    case .left: self = .left
    case .right: self = .right
    case .bilateral: self = .bilateral
    case .link: self = .link
    case .determiner: self = .determiner
    case .definite: self = .definite
    case .coordinator: self = .coordinator
    case .with: self = .with
    case .without: self = .without
    case .cause: self = .cause
    case .diagnosisCue: self = .diagnosisCue
    case .clauseBreak: self = .clauseBreak
    case .complaintNoun: self = .complaintNoun
    }
  }
}
