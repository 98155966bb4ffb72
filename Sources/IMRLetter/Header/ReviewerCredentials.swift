import ClinicalText
import Extraction
import Lexicon

/// Reads the reviewer's specialties and states of licensure, from a list behind a label or from prose.
struct ReviewerCredentials: Sendable {
  private enum Kind: String, CaseIterable {
    case specialties
    case specialtiesInProse = "specialties-prose"
    case states
    case statesInProse = "states-prose"
    case stop

    var isProse: Bool { self == .specialtiesInProse || self == .statesInProse }
    var isSpecialty: Bool { self == .specialties || self == .specialtiesInProse }
  }

  private let markers: LayerID
  private let kinds: [Kind]
  private let specialties: LayerID
  private let states: LayerID
  /// Words between the items of a list in prose.
  private let listWords: [WordID]

  init(_ builder: inout LexiconBuilder) throws(LexiconError) {
    let rows = try builder.source.rows(of: "header/credentials.tsv", columns: 2)
    markers = try builder.addLayer("credentials", rows: rows)
    var kinds: [Kind] = []
    for row in rows { kinds.append(try row.value(1, as: Kind.self)) }
    self.kinds = kinds
    specialties = try builder.addLayer(
      "specialties", rows: try builder.source.rows(of: "header/specialties.tsv", columns: 1))
    states = try builder.addLayer("states", rows: try builder.source.rows(of: "header/states.tsv", columns: 1))
    listWords = try builder.words(of: "header/list-words.tsv")
  }

  /// Fills the lists of the description with those of the first statement of each.
  func read(_ document: AnalyzedDocument, into description: inout CaseDescription) {
    let hits = document.phrases[markers]
    var specialtiesFrom: Int?
    var statesFrom: Int?
    for (index, hit) in hits.enumerated() {
      let kind = kinds[Int(hit.row)]
      guard kind != .stop else { continue }
      let sentence = document.reading.sentence(ofToken: Int(hit.start))
      let list = list(behind: index, hits, kind, document.reading)
      let isSpecialty =
        kind.isSpecialty || kind == .statesInProse && document.phrases.hits(states, within: list).isEmpty
      let known = isSpecialty ? specialtiesFrom : statesFrom
      guard known == nil || known == sentence && kind.isProse else { continue }
      let items = split(list, inProse: kind.isProse, document)
      if isSpecialty {
        Self.add(items, to: &description.reviewerSpecialties)
        specialtiesFrom = items.isEmpty ? specialtiesFrom : sentence
      } else {
        Self.add(items, to: &description.licensureStates)
        statesFrom = items.isEmpty ? statesFrom : sentence
      }
    }
  }

  private static func add(_ items: [CaseItem<String>], to list: inout [CaseItem<String>]) {
    if list.isEmpty { list = items } else { list += items }
  }

  /// The tokens of the list that a marker introduces.
  private func list(behind index: Int, _ hits: PhraseHitList, _ kind: Kind, _ reading: Reading) -> Range<Int> {
    var start = Int(hits[index].end)
    while start < reading.tokenCount, reading.isMark(start, ":") || reading.isMark(start, ")") { start += 1 }
    guard start < reading.tokenCount else { return start..<start }
    let end = reading.tokens(ofSentence: reading.sentence(ofToken: start)).upperBound
    let next = hits[(index + 1)...].first { kind.isProse || kinds[Int($0.row)] != .stop }
    return start..<min(heading(in: start..<end, reading), max(start, next.map { Int($0.start) } ?? end))
  }

  /// Where a heading in capitals stands on a line of its own behind the list, the end of `tokens` where none does.
  private func heading(in tokens: Range<Int>, _ reading: Reading) -> Int {
    tokens.first { token in
      token > tokens.lowerBound && reading.flags[token].isSuperset(of: [.lineStart, .upperCase])
        && !reading.isMark(token - 1, ",") && !reading.flags[tokens.lowerBound].contains(.upperCase)
    } ?? tokens.upperBound
  }

  private func split(_ list: Range<Int>, inProse: Bool, _ document: AnalyzedDocument) -> [CaseItem<String>] {
    var items: [CaseItem<String>] = []
    var start = list.lowerBound
    let whole = inProse ? document.phrases.hits(specialties, within: list).map(\.tokens) : []
    for token in list
    where separates(token, inProse: inProse, document.reading) && !whole.contains(where: { $0.contains(token) }) {
      add(start..<token, document.reading, &items)
      start = token + 1
    }
    add(start..<list.upperBound, document.reading, &items)
    return items
  }

  private func separates(_ token: Int, inProse: Bool, _ reading: Reading) -> Bool {
    reading.isMark(token, ",") || reading.isMark(token, ";") || reading.isMark(token, ".")
      || inProse && listWords.contains(reading.words[token])
  }

  private func add(_ tokens: Range<Int>, _ reading: Reading, _ items: inout [CaseItem<String>]) {
    guard !tokens.isEmpty else { return }
    let span = reading.span(ofTokens: tokens)
    items.append(CaseItem(value: reading.printedWords(of: span), span: span))
  }
}
