import ClinicalText
import Lexicon

/// Reads sentences, in text order, into the units that the grammar of diagnosis phrases works on.
struct DiagnosisUnitReader {
  private let lexicon: DiagnosisLexicon
  private let reading: Reading
  private var names: PhraseCursor
  private var words: PhraseCursor

  init(_ lexicon: DiagnosisLexicon, _ document: AnalyzedDocument) {
    self.lexicon = lexicon
    reading = document.reading
    names = PhraseCursor(document.phrases[lexicon.names])
    words = PhraseCursor(document.phrases[lexicon.words])
  }

  /// Writes the units of a sentence.
  /// - Parameter units: room for as many as there are tokens.
  /// - Returns: their number.
  mutating func read(_ tokens: Range<Int>, into units: UnsafeMutableBufferPointer<DiagnosisUnit>) -> Int {
    var count = 0
    var at = tokens.lowerBound
    while at < tokens.upperBound {
      names.skip(to: at)
      words.skip(to: at)
      let flags = reading.flags[at]
      units.initializeElement(at: count, to: DiagnosisUnit(start: at, end: at + 1))
      if flags.contains(.word), let level = lexicon.levelWords.level(at: at, before: tokens.upperBound, in: reading) {
        units[count].take(level.level, end: level.end)
      } else if flags.contains(.number), let end = endOfMeasure(at, tokens.upperBound) {
        units[count].take(.measure, end: end)
      } else if names.start == at || words.start == at {
        readPhrase(at, into: &units[count])
      } else if flags.contains(.punctuation) {
        if isTightHyphen(at, in: tokens) {
          at += 1
          continue
        }
        units[count].take(mark(at), end: at + 1)
      }
      at = Int(units[count].end)
      count += 1
    }
    return count
  }

  /// "3 mm", "3-mm", "4-5mm", "1.5 cm".
  private func endOfMeasure(_ token: Int, _ end: Int) -> Int? {
    var at = token + 1
    if at + 1 < end, reading.isMark(at, "-") || reading.isMark(at, ".") {
      at += reading.flags[at + 1].contains(.number) ? 2 : 1
      if at + 1 < end, reading.isMark(at, "-") { at += 1 }
    }
    return at < end && lexicon.measures.contains(reading.words[at]) ? at + 1 : nil
  }

  /// The longer of the phrases of the two layers that start at `token`; both where they are alike.
  @inline(__always)
  private func readPhrase(_ token: Int, into unit: inout DiagnosisUnit) {
    let nameEnd = names.start == token ? Int(names.hit.end) : 0
    let wordEnd = words.start == token ? Int(words.hit.end) : 0
    unit.take([], end: max(nameEnd, wordEnd))
    if nameEnd >= wordEnd {
      let entry = lexicon.nameEntries[Int(names.hit.row)]
      unit.take(entry)
      if entry.traits.condition == .capitals, !reading.flags[token].contains(.upperCase) { unit.dropHead() }
    }
    if wordEnd >= nameEnd { unit.roles.formUnion(lexicon.wordRoles[Int(words.hit.row)]) }
    if unit.roles.hasAny([.left, .right]), reading.viewBytes(ofToken: token).count == 1,
      !reading.flags[token].contains(.capitalized)
    {
      unit.roles.subtract(.side)
    }
  }

  private func mark(_ token: Int) -> DiagnosisRoles {
    switch reading.view[Int(reading.tokenStarts[token])] {
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

/// Goes through the phrases of a layer in text order.
private struct PhraseCursor {
  private let hits: PhraseHitList
  private var next = -1
  /// Where the next phrase starts, behind all tokens where there is none.
  private(set) var start = -1

  init(_ hits: PhraseHitList) { self.hits = hits }

  /// The next phrase; there has to be one.
  var hit: PhraseHit { hits[next] }

  /// Passes over the phrases that start before `token`.
  @inline(__always)
  mutating func skip(to token: Int) {
    while start < token {
      next += 1
      start = next < hits.count ? Int(hits[next].start) : .max
    }
  }
}
