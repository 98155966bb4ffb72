import ClinicalText
import Lexicon

/// Reads sentences, in text order, into the units that the grammar of diagnosis phrases works on.
struct DiagnosisUnitReader {
  private let lexicon: DiagnosisLexicon
  private let reading: Reading
  private var names: PhraseCursor
  private var words: PhraseCursor
  /// Whether the sentence read last names an image or another study.
  private(set) var namesStudy = false

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
    var hasRegionalSide = false
    namesStudy = false
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
        hasRegionalSide = hasRegionalSide || units[count].isRegionalSide
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
    if hasRegionalSide { dropForeignSides(units[..<count]) }
    return count
  }

  /// Drops the sides of organs that the sentence names no other word of: "AS" of a sentence in capitals.
  private func dropForeignSides(_ units: Slice<UnsafeMutableBufferPointer<DiagnosisUnit>>) {
    for index in units.indices where units[index].isRegionalSide {
      let region = units[index].region
      if !units.contains(where: { !$0.isRegionalSide && $0.region == region }) {
        units.base[index].roles.subtract(.side)
      }
    }
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
  private mutating func readPhrase(_ token: Int, into unit: inout DiagnosisUnit) {
    let nameEnd = names.start == token ? Int(names.hit.end) : 0
    let wordEnd = words.start == token ? Int(words.hit.end) : 0
    unit.take([], end: max(nameEnd, wordEnd))
    if nameEnd >= wordEnd {
      let entry = lexicon.nameEntries[Int(names.hit.row)]
      unit.take(entry)
      namesStudy = namesStudy || entry.isStudy
      if entry.traits.condition == .capitals, !isAbbreviation(token) { unit.dropHead() }
    }
    guard wordEnd >= nameEnd else { return }
    let word = lexicon.wordEntries[Int(words.hit.row)]
    if !word.isAbbreviatedSide || isInCapitals(token) { unit.take(word) }
  }

  /// In capitals, but for the "s" of a plural ("HAs").
  private func isAbbreviation(_ token: Int) -> Bool {
    let flags = reading.flags[token]
    guard flags.contains(.capitalized), !flags.contains(.upperCase) else { return flags.contains(.upperCase) }
    let bytes = reading.printed(reading.span(ofTokens: token..<token + 1))
    return bytes.count > 2 && bytes.last == UInt8(ascii: "s")
      && bytes.dropLast().allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }

  private func isInCapitals(_ token: Int) -> Bool {
    let isLetter = reading.viewBytes(ofToken: token).count == 1
    return reading.flags[token].contains(isLetter ? .capitalized : .upperCase)
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
