import ClinicalText
import Lexicon

/// The context lexicons: terms that deny, doubt, date or give away a condition, and what ends their scopes.
final class ContextLexicon: Sendable {
  /// A file of triggers and its layer in the phrase automaton.
  struct Layer: Sendable {
    let id: LayerID
    let rules: [ContextRule]
  }

  private static let triggerFiles = ["negation", "uncertainty", "temporality", "experiencer", "general"]

  let triggers: [Layer]
  let terminatorLayer: LayerID
  let terminators: [ScopeSet]
  let conditionLayer: LayerID
  /// The classes of each condition.
  let conditions: [[ContextCategory]]
  let sectionLayer: LayerID
  /// What the list under each heading is.
  let sections: [ContextCategory]
  /// The rows of the trigger files, then of the conditions, then of the sections.
  private let rules: [[RuleReference]]
  /// The layers of triggers and conditions, a bit each; the other layers have something to say only beside them.
  let tellingLayers: UInt64
  let words: ContextWords

  /// - Throws: `LexiconError` for a row that cannot be used.
  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    var layers: [Layer] = []
    var sources: [[LexiconRow]] = []
    for name in Self.triggerFiles {
      let rows = try builder.source.rows(of: "context/\(name).tsv", columns: 2)
      let rules = try Self.rules(rows)
      let id = try builder.addLayer("context/\(name)", rows: rows, group: .aroundProblems)
      layers.append(Layer(id: id, rules: rules))
      sources.append(rows)
    }
    triggers = layers

    let terminatorRows = try builder.source.rows(of: "context/terminators.tsv", columns: 2)
    terminatorLayer = try builder.addLayer("context/terminators", rows: terminatorRows, group: .aroundProblems)
    terminators = try Self.terminators(terminatorRows)

    let conditionRows = try builder.source.rows(of: "context/conditions.tsv", columns: 2)
    conditionLayer = try builder.addLayer("context/conditions", rows: conditionRows, group: .aroundProblems)
    var classes: [[ContextCategory]] = []
    for row in conditionRows { classes.append(try Self.classes(row)) }
    conditions = classes

    let sectionRows = try builder.source.rows(of: "context/sections.tsv", columns: 2)
    sectionLayer = try builder.addLayer("context/sections", rows: sectionRows)
    var headings: [ContextCategory] = []
    for row in sectionRows { headings.append(try Self.section(row)) }
    sections = headings
    rules = (sources + [conditionRows, sectionRows]).map { $0.map { RuleReference($0) } }
    tellingLayers = (triggers.map(\.id) + [conditionLayer]).reduce(0) { $0 | 1 << UInt64($1.index) }

    words = try ContextWords(in: &builder)
  }

  var conditionFile: Int { triggers.count }
  var sectionFile: Int { triggers.count + 1 }

  func rule(of cue: ContextCue) -> RuleReference { rules[Int(cue.file)][Int(cue.row)] }

  /// Few rules are distinct, so each is read once.
  private static func rules(_ rows: [LexiconRow]) throws(LexiconError) -> [ContextRule] {
    var known: [UInt64: ContextRule] = [:]
    var rules: [ContextRule] = []
    rules.reserveCapacity(rows.count)
    for row in rows {
      let key = row.withUTF8(1) { WordHash.of($0) } &* 31 ^ row.withUTF8(2) { WordHash.of($0) }
      if let rule = known[key] {
        rules.append(rule)
      } else {
        rules.append(try ContextRule(row))
        known[key] = rules.last
      }
    }
    return rules
  }

  /// The longest term found hides those inside it, so it ends what they end as well ("who had", "had").
  private static func terminators(_ rows: [LexiconRow]) throws(LexiconError) -> [ScopeSet] {
    var ends: [UInt64: ScopeSet] = [:]
    for row in rows {
      let key = row.withUTF8(0) { WordHash.of($0) }
      ends[key] = try scopes(row)
    }
    return rows.map { row in row.withUTF8(0) { endsWithin($0, ends) } }
  }

  /// What a term and the terms within it end.
  /// - Parameter ends: by the hash of a term.
  private static func endsWithin(_ term: UnsafeBufferPointer<UInt8>, _ ends: [UInt64: ScopeSet]) -> ScopeSet {
    if let own = ends[WordHash.of(term)], own.contains(.only) { return own }
    var all: ScopeSet = []
    let words = term.split(separator: 0x20)
    for start in words.indices {
      for end in start..<words.count {
        let part = UnsafeBufferPointer(rebasing: term[words[start].startIndex..<words[end].endIndex])
        if let scopes = ends[WordHash.of(part)] { all.formUnion(scopes) }
      }
    }
    return all
  }

  private static func scopes(_ row: LexiconRow) throws(LexiconError) -> ScopeSet {
    var set: ScopeSet = []
    for name in row.list(1) {
      guard let scope = ScopeSet.names[name] else { throw row.error("nothing of this name has a scope: \(name)") }
      set.insert(scope)
    }
    return set
  }

  private static func classes(_ row: LexiconRow) throws(LexiconError) -> [ContextCategory] {
    var classes: [ContextCategory] = []
    for name in row.list(1) {
      guard let category = ContextCategory(rawValue: name),
        [.episodic, .injury, .chronic, .background].contains(category)
      else {
        throw row.error("no such class of conditions: \(name)")
      }
      classes.append(category)
    }
    return classes
  }

  private static func section(_ row: LexiconRow) throws(LexiconError) -> ContextCategory {
    guard let category = ContextCategory(rawValue: row[1]), category == .history || category == .family else {
      throw row.error("a section is history or family")
    }
    return category
  }
}
