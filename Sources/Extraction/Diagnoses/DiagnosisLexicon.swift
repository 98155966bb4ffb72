import ClinicalText
import Lexicon

/// What kind of head a word is.
struct HeadTraits: Sendable, BitwiseCopyable {
  static let none = HeadTraits(kind: .disorder, condition: .none, reach: .general)

  var kind: DiagnosisKind
  var condition: HeadCondition
  var reach: HeadReach
}

/// A head of a diagnosis phrase.
struct DiagnosisHead: Sendable, BitwiseCopyable {
  var traits: HeadTraits
  /// The region that the term itself names ("wrist" for "carpal tunnel syndrome"), nil where it names none.
  var region: BodyRegion?
  /// The last six bytes of its name, 0 where the name is shorter.
  var ending: UInt64
  /// Rows of `diagnoses/combinations.tsv`, a bit each, that have it as first or second part.
  var combinesAsFirst: UInt32 = 0
  var combinesAsSecond: UInt32 = 0

  init(_ traits: HeadTraits, _ region: BodyRegion?, name: String) {
    self.traits = traits
    self.region = region
    ending = name.utf8.count < 6 ? 0 : name.utf8.suffix(6).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// An anatomical site.
struct DiagnosisSite: Sendable {
  /// Its name, in a list that the mentions of this site alone share.
  var names: [String]
  /// Nil for structures found in many places.
  var region: BodyRegion?

  var name: String { names[0] }
}

/// What a phrase of the lexicon is to the grammar.
struct DiagnosisEntry: Sendable, BitwiseCopyable {
  var roles: DiagnosisRoles = []
  /// Index of the head, -1 where it is none.
  var head: Int32 = -1
  /// Index of the site, -1 where it is none.
  var site: Int32 = -1
  /// Index of the head that it can stand for in a coordination, -1 where it can for none.
  var ellipticHead: Int32 = -1
  /// The region that it names as a site, else within a disorder.
  var region = BodyRegion.none
  /// Of the head.
  var traits = HeadTraits.none
  /// Whether it stands for a side only when written in capitals.
  var isAbbreviatedSide = false
  /// Whether it names an image or another study of a body part.
  var isStudy = false
}

/// What makes a sentence with a name worth reading.
struct DiagnosisNameKinds: OptionSet, Sendable {
  let rawValue: UInt8

  static let head = DiagnosisNameKinds(rawValue: 1)
  static let part = DiagnosisNameKinds(rawValue: 1 << 1)
  static let study = DiagnosisNameKinds(rawValue: 1 << 2)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ entry: DiagnosisEntry) {
    self = []
    if entry.roles.contains(.head) { insert(.head) }
    if entry.roles.contains(.part) { insert(.part) }
    if entry.isStudy { insert(.study) }
  }
}

/// What a word around names is to the grammar.
struct DiagnosisWord: Sendable, BitwiseCopyable {
  var roles: DiagnosisRoles
  /// The region that a side belongs to ("OS", the left eye).
  var region: BodyRegion
  /// Whether it counts only when written in capitals.
  var isAbbreviatedSide: Bool
}

/// The words of `Lexicons/diagnoses`, as two layers of the phrase matcher: names (heads, sites and studies, also in the
/// plural) and the words around them.
final class DiagnosisLexicon: Sendable {
  let names: LayerID
  let words: LayerID
  let nameEntries: [DiagnosisEntry]
  /// Beside the entries, so that looking through all names touches little memory.
  let nameKinds: [DiagnosisNameKinds]
  let wordEntries: [DiagnosisWord]
  let heads: [DiagnosisHead]
  /// The rows of the heads.
  let rules: [RuleReference]
  let sites: [DiagnosisSite]
  let combinations: [DiagnosisCombination]
  let levelWords: SpinalLevelWords
  /// Determiners that point to what is known.
  let definiteWords: [WordID]
  /// Units of length.
  let measures: [WordID]
  let findingWords: FindingWords

  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    var names = DiagnosisTerms()
    var words = DiagnosisTerms()
    let regions = try BodyRegion.all(builder.source)
    var rules: [RuleReference] = []
    var heads = try Self.heads(builder.source, regions, &names, &rules)
    self.rules = rules
    sites = try Self.sites(builder.source, regions, &names)
    try Self.readEllipticHeads(builder.source, &names)
    for row in try builder.source.rows(of: "diagnoses/studies.tsv", columns: 1) {
      names.update(row) { $0.isStudy = true }
    }
    try Self.readWords(builder.source, &words)
    try Self.readSideAbbreviations(builder.source, regions, &words)
    combinations = try Self.combinations(builder.source, names, &heads)
    self.heads = heads
    nameEntries = names.entries.map { [sites] in Self.completed($0, heads, sites) }
    nameKinds = nameEntries.map { DiagnosisNameKinds($0) }
    wordEntries = words.entries.map {
      DiagnosisWord(roles: $0.roles, region: $0.region, isAbbreviatedSide: $0.isAbbreviatedSide)
    }
    self.names = try builder.addLayer("diagnosis names", rows: names.rows, inflection: .plural)
    self.words = try builder.addLayer("diagnosis words", rows: words.rows, group: .aroundProblems)
    levelWords = try SpinalLevelWords(in: &builder)
    definiteWords = words.rows(with: .definite).map { builder.word($0[0]) }
    measures = try builder.words(of: "diagnoses/measures.tsv")
    findingWords = try FindingWords(builder.source)
  }

  /// An entry with what its head and site say.
  private static func completed(
    _ entry: DiagnosisEntry, _ heads: [DiagnosisHead], _ sites: [DiagnosisSite]
  ) -> DiagnosisEntry {
    var entry = entry
    let head = entry.head < 0 ? nil : heads[Int(entry.head)]
    let region = entry.roles.contains(.part) ? sites[Int(entry.site)].region : head?.region
    entry.region = region ?? .none
    entry.traits = head?.traits ?? .none
    return entry
  }

  private static func region(
    _ index: Int, of row: LexiconRow, _ regions: [String: BodyRegion]
  ) throws(LexiconError) -> BodyRegion? {
    if row[index] == "-" { return nil }
    guard let region = regions[row[index]] else {
      throw row.error("\(row[index]) is no region of diagnoses/regions.tsv")
    }
    return region
  }

  private static func heads(
    _ source: LexiconSource, _ regions: [String: BodyRegion], _ names: inout DiagnosisTerms,
    _ rules: inout [RuleReference]
  ) throws(LexiconError) -> [DiagnosisHead] {
    var heads: [DiagnosisHead] = []
    for row in try source.rows(of: "diagnoses/disorders.tsv", columns: 5) {
      let traits = HeadTraits(
        kind: try row.value(1, as: DiagnosisKind.self), condition: try row.value(2, as: HeadCondition.self),
        reach: try row.value(3, as: HeadReach.self))
      names.update(row) { entry in
        entry.head = Int32(heads.count)
        entry.roles.formUnion(traits.condition == .participle ? [.head, .participle] : .head)
      }
      let region = try Self.region(4, of: row, regions)
      rules.append(RuleReference(row))
      heads.append(DiagnosisHead(traits, region, name: rules[heads.count].name))
    }
    for row in try source.rows(of: "diagnoses/index-disorders.tsv", columns: 1) {
      names.update(row) { entry in
        entry.head = Int32(heads.count)
        entry.roles.insert(.head)
      }
      rules.append(RuleReference(row))
      heads.append(DiagnosisHead(.none, nil, name: rules[heads.count].name))
    }
    return heads
  }

  private static func sites(
    _ source: LexiconSource, _ regions: [String: BodyRegion], _ names: inout DiagnosisTerms
  ) throws(LexiconError) -> [DiagnosisSite] {
    var sites: [DiagnosisSite] = []
    for row in try source.rows(of: "diagnoses/sites.tsv", columns: 3) {
      let roles = DiagnosisRoles(try row.value(2, as: SiteKind.self))
      let region = try Self.region(1, of: row, regions)
      names.update(row) { entry in
        entry.site = Int32(sites.count)
        entry.roles.formUnion(roles)
      }
      sites.append(DiagnosisSite(names: [row[0]], region: region))
    }
    return sites
  }

  private static func readEllipticHeads(
    _ source: LexiconSource, _ names: inout DiagnosisTerms
  ) throws(LexiconError) {
    for row in try source.rows(of: "diagnoses/elliptic-heads.tsv", columns: 2) {
      guard let head = try names.heads(row[1], row).first else { continue }
      names.update(row) { $0.ellipticHead = Int32(head) }
    }
  }

  private static func readWords(_ source: LexiconSource, _ words: inout DiagnosisTerms) throws(LexiconError) {
    for row in try source.rows(of: "diagnoses/modifiers.tsv", columns: 3) {
      let roles = DiagnosisRoles(try row.value(1, as: ModifierKind.self), try row.value(2, as: ModifierLead.self))
      words.update(row) { $0.roles.formUnion(roles) }
    }
    for row in try source.rows(of: "diagnoses/tails.tsv", columns: 2) {
      let roles = DiagnosisRoles(try row.value(1, as: TailKind.self))
      words.update(row) { $0.roles.formUnion(roles) }
    }
    for row in try source.rows(of: "diagnoses/words.tsv", columns: 2) {
      let roles = DiagnosisRoles(try row.value(1, as: GrammarRole.self))
      words.update(row) { $0.roles.formUnion(roles) }
    }
    for row in try source.rows(of: "diagnoses/exclusions.tsv", columns: 2) {
      let roles = DiagnosisRoles(try row.value(1, as: ExclusionKind.self))
      words.update(row) { $0.roles.formUnion(roles) }
    }
  }

  private static func readSideAbbreviations(
    _ source: LexiconSource, _ regions: [String: BodyRegion], _ words: inout DiagnosisTerms
  ) throws(LexiconError) {
    for row in try source.rows(of: "diagnoses/side-abbreviations.tsv", columns: 3) {
      let side = DiagnosisRoles(try row.value(1, as: SideRole.self))
      let region = try Self.region(2, of: row, regions)
      words.update(row) { entry in
        entry.roles.formUnion(side)
        entry.region = region ?? .none
        entry.isAbbreviatedSide = true
      }
    }
  }

  private static func combinations(_ source: LexiconSource, _ names: DiagnosisTerms, _ heads: inout [DiagnosisHead])
    throws(LexiconError) -> [DiagnosisCombination]
  {
    var combinations: [DiagnosisCombination] = []
    for row in try source.rows(of: "diagnoses/combinations.tsv", columns: 3) {
      guard combinations.count < 32 else { throw row.error("more than 32 combinations") }
      let bit: UInt32 = 1 << UInt32(combinations.count)
      for index in try names.heads(row[0], row) { heads[index].combinesAsFirst |= bit }
      for index in try names.heads(row[2], row) { heads[index].combinesAsSecond |= bit }
      combinations.append(DiagnosisCombination(joint: try row.value(1, as: DiagnosisCombination.Joint.self)))
    }
    return combinations
  }
}

/// A pair of problems that make one diagnosis.
struct DiagnosisCombination: Sendable {
  enum Joint: String, Sendable, CaseIterable { case with, cause, and, of }
  var joint: Joint
}
