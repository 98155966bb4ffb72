/// Finds the cheapest way to read a zone as words, numbers and marks.
struct ZoneDecoder {
  /// How a stretch of the zone is read.
  enum Step {
    case start
    /// As it stands.
    case asIs
    /// Blank space between tokens.
    case blank
    /// Not there.
    case dropped
    /// A word, by its node.
    case word(Int32)
    /// Other characters, by index in `texts`.
    case text(Int)
  }

  let zone: RepairZone
  let knowledge: TextRepair.Knowledge
  private var costs: [Float]
  private var steps: [(from: Int, step: Step)]
  private var texts: [[UInt8]] = []
  /// Cost up to the place that is being read from.
  private var base: Float = 0

  init(_ zone: RepairZone, _ knowledge: TextRepair.Knowledge) {
    self.zone = zone
    self.knowledge = knowledge
    costs = Array(repeating: .infinity, count: zone.count + 1)
    steps = Array(repeating: (0, .start), count: zone.count + 1)
  }

  mutating func edits() -> [TextEdit] {
    costs[0] = 0
    for at in 0..<zone.count where costs[at] < .infinity {
      base = costs[at]
      if zone.folded[at] == 0x20 {
        take(at, at + 1, 0, .blank)
        continue
      }
      readAsIs(at)
      readStray(at)
      readWords(at)
      readNumbers(at)
    }
    return edits(of: path())
  }

  /// Takes a step that ends at `end` where it is the cheapest way there.
  mutating func take(_ start: Int, _ end: Int, _ cost: Float, _ step: Step) {
    guard base + cost < costs[end] else { return }
    costs[end] = base + cost
    steps[end] = (start, step)
  }

  mutating func take(_ start: Int, _ end: Int, _ cost: Float, text: [UInt8]) {
    guard base + cost < costs[end] else { return }
    texts.append(text)
    take(start, end, cost, .text(texts.count - 1))
  }

  /// What it costs that a token ends at `end`: a blank is missing where a word byte follows.
  func endCost(_ end: Int) -> Float {
    guard zone.isWordByte(end) else { return 0 }
    return zone.isTokenBoundary(end) ? 0.5 : knowledge.confusions.droppedBlank
  }

  /// A mark that was read where nothing was printed.
  private mutating func readStray(_ at: Int) {
    guard !zone.isWordByte(at) else { return }
    let mark = zone.raw[at]
    if mark == UInt8(ascii: "."), isCommaPlace(at) {
      take(at, at + 1, knowledge.confusions.commaAsStop, text: [UInt8(ascii: ",")])
    }
    let cost = strayCost(at)
    if cost < .infinity { take(at, at + 1, cost, .dropped) }
    if mark == UInt8(ascii: "~"), zone.isWordByte(at - 1), zone.isWordByte(at + 1) {
      take(at, at + 1, knowledge.confusions.wavyHyphen, text: [UInt8(ascii: "-")])
    }
  }

  /// What it costs that nothing was printed at `at`.
  func strayCost(_ at: Int) -> Float {
    let index = zone.tokenAt[at]
    return index >= 0 && zone.tokens[index].isStray ? Cost.speck : knowledge.confusions.strays[Int(zone.raw[at])]
  }

  // MARK: From steps to edits

  private func path() -> [(range: Range<Int>, step: Step)] {
    var path: [(range: Range<Int>, step: Step)] = []
    var end = zone.count
    while end > 0 {
      let (from, step) = steps[end]
      path.append((from..<end, step))
      end = from
    }
    return path.reversed()
  }

  private func edits(of path: [(range: Range<Int>, step: Step)]) -> [TextEdit] {
    var edits: [TextEdit] = []
    for (range, step) in path {
      let start = range.lowerBound
      if case .blank = step { continue }
      if needsBlank(before: start, step) {
        let place = zone.places[start].start
        edits.append(TextEdit(span: Span(place, place), reading: [0x20]))
      }
      if let reading = reading(of: range, step) {
        edits.append(
          TextEdit(span: Span(zone.places[start].start, zone.places[range.upperBound - 1].end), reading: reading))
      }
    }
    return edits
  }

  /// Whether two words meet at `start` that the source does not part.
  private func needsBlank(before start: Int, _ step: Step) -> Bool {
    guard start > 0, zone.isWordByte(start - 1), zone.isWordByte(start) else { return false }
    return !zone.isTokenBoundary(start) || isWordBehindNumber(start)
  }

  /// A word of some length right behind digits, which has no unit's shape ("2025for", not "50mg").
  private func isWordBehindNumber(_ start: Int) -> Bool {
    let word = zone.tokens[zone.tokenAt[start]]
    return ASCII.isDigit(zone.folded[start - 1]) && word.range.count > 2
      && (word.isKnown || knowledge.words.cost(of: zone.folded[word.range]) != nil)
  }

  /// What a stretch is read as, nil where that is what stands there.
  private func reading(of range: Range<Int>, _ step: Step) -> [UInt8]? {
    switch step {
    case .start, .asIs, .blank: return nil
    case .dropped:
      let (before, behind) = (range.lowerBound - 1, range.upperBound)
      guard zone.isWordByte(before), zone.isWordByte(behind) else { return [] }
      return ASCII.isDigit(zone.folded[before]) && ASCII.isDigit(zone.folded[behind]) ? [] : [0x20]
    case .text(let index): return texts[index]
    case .word(let node):
      let word = knowledge.words.word(at: node)
      return zone.folded[range].elementsEqual(word) ? nil : cased(word, range)
    }
  }

  /// The word in the case of what was read.
  private func cased(_ word: [UInt8], _ range: Range<Int>) -> [UInt8] {
    let raw = zone.raw[range]
    let letters = raw.filter(ASCII.isLetter)
    let capitals = letters.count(where: ASCII.isUpper)
    if capitals > 1 && capitals * 3 >= letters.count * 2 || OddCase.holds(raw) {
      return word.map { ASCII.isLower($0) ? $0 & 0xDF : $0 }
    }
    guard let first = raw.first, isCapital(first, of: word) else { return word }
    return [word[0] & 0xDF] + word.dropFirst()
  }

  /// `I`, `l` and `1` are taken for one another and for no small i; other digits that stand for a letter, but for `0`,
  /// stand for a capital.
  private func isCapital(_ read: UInt8, of word: [UInt8]) -> Bool {
    switch read {
    case UInt8(ascii: "I"), UInt8(ascii: "l"), UInt8(ascii: "1"), UInt8(ascii: "|"): word[0] == UInt8(ascii: "i")
    case UInt8(ascii: "2"), UInt8(ascii: "5"), UInt8(ascii: "8"): true
    default: ASCII.isUpper(read)
    }
  }
}
