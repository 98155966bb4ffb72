import ClinicalText
import Lexicon

/// A head of a diagnosis phrase.
struct DiagnosisHead: Sendable {
  var kind: DiagnosisKind
  var condition: HeadCondition
  var reach: HeadReach
  /// The region that the term itself names ("wrist" for "carpal tunnel syndrome"), nil where it names none.
  var region: BodyRegion?
  var rule: RuleReference
  /// Rows of `diagnoses/combinations.tsv`, a bit each, that have it as first or second part.
  var combinesAsFirst: UInt32 = 0
  var combinesAsSecond: UInt32 = 0
}

/// An anatomical site.
struct DiagnosisSite: Sendable {
  var name: String
  /// Nil for structures found in many places.
  var region: BodyRegion?
}

/// A region of the body.
struct BodyRegion: Sendable, Equatable {
  var name: String
  /// There is a left and a right one.
  var isPaired: Bool
  /// The limb whose side is the region's own, nil where it is part of none.
  var limb: String?

  /// Whether a side that is given with `other` is the region's side, too.
  func sharesSide(with other: BodyRegion) -> Bool {
    isPaired && (name == other.name || limb != nil && limb == other.limb)
  }
}

/// What a phrase of the lexicon is to the grammar.
struct DiagnosisEntry: Sendable {
  var roles: DiagnosisRoles = []
  /// Index of the head, -1 where it is none.
  var head: Int32 = -1
  /// Index of the site, -1 where it is none.
  var site: Int32 = -1
  /// Index of the head that it can stand for in a coordination, -1 where it can for none.
  var ellipticHead: Int32 = -1
}

/// The words of `Lexicons/diagnoses`, as two layers of the phrase matcher: names (heads and sites, also in the
/// plural) and the words around them.
final class DiagnosisLexicon: Sendable {
  let names: LayerID
  let words: LayerID
  let nameEntries: [DiagnosisEntry]
  let wordEntries: [DiagnosisEntry]
  let heads: [DiagnosisHead]
  let sites: [DiagnosisSite]
  let combinations: [DiagnosisCombination]
  let levelWords: SpinalLevelWords
  /// Determiners that point to what is known.
  let definiteWords: Set<WordID>
  /// Units of length.
  let measures: Set<WordID>

  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    var names = DiagnosisTerms()
    var words = DiagnosisTerms()
    let regions = try Self.regions(builder.source)
    var heads = try Self.heads(builder.source, regions, &names)
    sites = try Self.sites(builder.source, regions, &names)
    try Self.readEllipticHeads(builder.source, &names)
    try Self.readWords(builder.source, &words)
    combinations = try Self.combinations(builder.source, names, &heads)
    self.heads = heads
    nameEntries = names.entries
    wordEntries = words.entries
    self.names = try builder.addLayer("diagnosis names", rows: names.rows, inflection: .plural)
    self.words = try builder.addLayer("diagnosis words", rows: words.rows, group: .aroundProblems)
    levelWords = SpinalLevelWords(in: &builder)
    definiteWords = Set(words.rows(with: .definite).map { builder.word($0[0]) })
    measures = [builder.word("mm"), builder.word("cm")]
  }

  private static func regions(_ source: LexiconSource) throws(LexiconError) -> [String: BodyRegion] {
    var regions: [String: BodyRegion] = [:]
    for row in try source.rows(of: "diagnoses/regions.tsv", columns: 3) {
      let isPaired = try row.value(1, as: RegionSides.self) == .paired
      regions[row[0]] = BodyRegion(name: row[0], isPaired: isPaired, limb: row[2] == "-" ? nil : row[2])
    }
    return regions
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
    _ source: LexiconSource, _ regions: [String: BodyRegion], _ names: inout DiagnosisTerms
  ) throws(LexiconError) -> [DiagnosisHead] {
    var heads: [DiagnosisHead] = []
    for row in try source.rows(of: "diagnoses/disorders.tsv", columns: 5) {
      let kind = try row.value(1, as: DiagnosisKind.self)
      let condition = try row.value(2, as: HeadCondition.self)
      let reach = try row.value(3, as: HeadReach.self)
      names.update(row) { entry in
        entry.head = Int32(heads.count)
        entry.roles.formUnion(condition == .participle ? [.head, .participle] : .head)
      }
      let region = try Self.region(4, of: row, regions)
      heads.append(
        DiagnosisHead(kind: kind, condition: condition, reach: reach, region: region, rule: RuleReference(row)))
    }
    for row in try source.rows(of: "diagnoses/index-disorders.tsv", columns: 1) {
      names.update(row) { entry in
        entry.head = Int32(heads.count)
        entry.roles.insert(.head)
      }
      heads.append(DiagnosisHead(kind: .disorder, condition: .none, reach: .general, rule: RuleReference(row)))
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
      sites.append(DiagnosisSite(name: row[0], region: region))
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
  enum Joint: String, Sendable, CaseIterable { case with, cause, and }
  var joint: Joint
}

/// Terms of several files in one layer: what one file says of a term is added to what another said.
struct DiagnosisTerms {
  private(set) var rows: [LexiconRow] = []
  private(set) var entries: [DiagnosisEntry] = []
  /// By the hash of the term.
  private var indices: [UInt64: Int] = [:]

  mutating func update(_ row: LexiconRow, _ change: (inout DiagnosisEntry) -> Void) {
    let key = row.withUTF8(0) { Self.key($0) }
    let index = indices[key] ?? rows.count
    if index == rows.count {
      indices[key] = index
      rows.append(row)
      entries.append(DiagnosisEntry())
    }
    change(&entries[index])
  }

  /// The rows of one word that have a role.
  func rows(with role: DiagnosisRoles) -> [LexiconRow] {
    rows.indices.filter { entries[$0].roles.hasAny(role) }.map { rows[$0] }
  }

  /// The heads named in a list parted by `|`.
  func heads(_ list: String, _ row: LexiconRow) throws(LexiconError) -> [Int] {
    var heads: [Int] = []
    for term in list.split(separator: "|") {
      var term = String(term)
      guard let index = indices[term.withUTF8 { Self.key($0) }], entries[index].head >= 0 else {
        throw row.error("\(term) is no term of diagnoses/disorders.tsv")
      }
      heads.append(Int(entries[index].head))
    }
    return heads
  }

  /// Hyphens and blanks are alike to the matcher.
  private static func key(_ term: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in term { hash.add(byte == UInt8(ascii: "-") ? UInt8(ascii: " ") : byte) }
    return hash.value
  }
}
