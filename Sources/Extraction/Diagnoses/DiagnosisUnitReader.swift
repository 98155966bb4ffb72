import ClinicalText
import Lexicon

/// Reads sentences into the units that the grammar of diagnosis phrases works on.
struct DiagnosisUnitReader {
  private let lexicon: DiagnosisLexicon
  private let reading: Reading
  private let names: PhraseHitList
  private let words: PhraseHitList
  private let measures: Set<WordID>
  private var nextName = 0
  private var nextWord = 0

  init(_ lexicon: DiagnosisLexicon, _ document: AnalyzedDocument) {
    self.lexicon = lexicon
    reading = document.reading
    names = document.phrases[lexicon.names]
    words = document.phrases[lexicon.words]
    measures = lexicon.measures
  }

  /// The units of a sentence, in place of what `units` held.
  mutating func read(_ tokens: Range<Int>, into units: inout [DiagnosisUnit]) {
    units.removeAll(keepingCapacity: true)
    var at = tokens.lowerBound
    while at < tokens.upperBound {
      skip(to: at)
      if let unit = level(at, tokens.upperBound) ?? measure(at, tokens.upperBound) ?? phrase(at) {
        units.append(unit)
        at = Int(unit.end)
      } else {
        if !isTightHyphen(at, in: tokens) { units.append(single(at)) }
        at += 1
      }
    }
  }

  private mutating func skip(to token: Int) {
    while nextName < names.count, Int(names[nextName].start) < token { nextName += 1 }
    while nextWord < words.count, Int(words[nextWord].start) < token { nextWord += 1 }
  }

  private func level(_ token: Int, _ end: Int) -> DiagnosisUnit? {
    guard reading.flags[token].contains(.word),
      let found = lexicon.levelWords.level(at: token, before: end, in: reading)
    else { return nil }
    return DiagnosisUnit(start: Int32(token), end: Int32(found.end), roles: .level, level: found.level)
  }

  /// "3 mm", "3-mm", "4-5mm", "1.5 cm".
  private func measure(_ token: Int, _ end: Int) -> DiagnosisUnit? {
    guard reading.flags[token].contains(.number) else { return nil }
    var at = token + 1
    if at + 1 < end, reading.isMark(at, "-") || reading.isMark(at, ".") {
      at += reading.flags[at + 1].contains(.number) ? 2 : 1
      if at + 1 < end, reading.isMark(at, "-") { at += 1 }
    }
    guard at < end, measures.contains(reading.words[at]) else { return nil }
    return DiagnosisUnit(start: Int32(token), end: Int32(at + 1), roles: .measure)
  }

  /// The longer of the phrases of the two layers that start at `token`; both where they are alike.
  private func phrase(_ token: Int) -> DiagnosisUnit? {
    let name = nextName < names.count && Int(names[nextName].start) == token ? names[nextName] : nil
    let word = nextWord < words.count && Int(words[nextWord].start) == token ? words[nextWord] : nil
    let end = max(name?.end ?? 0, word?.end ?? 0)
    guard end > 0 else { return nil }
    var unit = DiagnosisUnit(start: Int32(token), end: end, roles: [])
    if let name, name.end == end { add(lexicon.nameEntries[Int(name.row)], to: &unit) }
    if let word, word.end == end { unit.roles.formUnion(lexicon.wordEntries[Int(word.row)].roles) }
    if unit.roles.hasAny([.left, .right]), reading.viewBytes(ofToken: token).count == 1, !isCapital(token) {
      unit.roles.subtract(.side)
    }
    return unit
  }

  private func add(_ entry: DiagnosisEntry, to unit: inout DiagnosisUnit) {
    unit.roles.formUnion(entry.roles)
    unit.site = entry.site
    unit.ellipticHead = entry.ellipticHead
    guard entry.head >= 0 else { return }
    let needsCapitals = lexicon.heads[Int(entry.head)].condition == .capitals
    if needsCapitals, !reading.flags[Int(unit.start)].contains(.upperCase) {
      unit.roles.subtract([.head, .participle])
    } else {
      unit.head = entry.head
    }
  }

  private func isCapital(_ token: Int) -> Bool { reading.flags[token].contains(.capitalized) }

  private func single(_ token: Int) -> DiagnosisUnit {
    DiagnosisUnit(start: Int32(token), end: Int32(token + 1), roles: mark(token))
  }

  private func mark(_ token: Int) -> DiagnosisRoles {
    guard reading.flags[token].contains(.punctuation) else { return [] }
    switch reading.viewBytes(ofToken: token).first {
    case UInt8(ascii: ","): return [.coordinator, .comma]
    case UInt8(ascii: "/"), UInt8(ascii: "&"): return .coordinator
    case UInt8(ascii: ";"): return [.stop, .itemEnd]
    default: return .stop
    }
  }

  /// A hyphen that joins two words.
  private func isTightHyphen(_ token: Int, in sentence: Range<Int>) -> Bool {
    reading.isMark(token, "-") && token > sentence.lowerBound && token + 1 < sentence.upperBound
      && !reading.flags[token].contains(.spaceBefore) && !reading.flags[token + 1].contains(.spaceBefore)
  }
}
