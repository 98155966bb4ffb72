/// Numbers, dates, levels and codes.
extension ZoneDecoder {
  private static let slash = UInt8(ascii: "/")
  private static let hyphen = UInt8(ascii: "-")

  mutating func readNumbers(_ at: Int) {
    guard digit(at) != nil || zone.isWordByte(at) else { return }
    let isInside = zone.isWordByte(at - 1) && !zone.isTokenBoundary(at)
    if isInside, !ASCII.isLetter(zone.folded[at - 1]) { return }
    if !isInside || ASCII.isDigit(zone.raw[at]) { readDate(at) }
    readNumber(at, isInside: isInside)
    if isInside { return }
    readProduct(at)
    readYear(at)
    readLevel(at)
    readCode(at)
  }

  // MARK: Digits

  /// The cheapest digit that may have been printed at `at`.
  func digit(_ at: Int) -> (digit: UInt8, cost: Float)? {
    guard at >= 0, at < zone.count else { return nil }
    let byte = zone.raw[at]
    if ASCII.isDigit(byte) { return (byte, 0) }
    return knowledge.confusions.digits[Int(byte)].min { $0.cost < $1.cost }.map { ($0.digit, $0.cost) }
  }

  /// Digits from `at` on, as long as there are any.
  func digits(_ at: Int, most: Int) -> (text: [UInt8], cost: Float, real: Int) {
    var (text, cost, real): ([UInt8], Float, Int) = ([], 0, 0)
    while text.count < most, let next = digit(at + text.count) {
      if next.cost == 0 { real += 1 }
      cost += next.cost
      text.append(next.digit)
    }
    return (text, cost, real)
  }

  /// - Parameter isInside: whether a word ends right before `at`.
  private mutating func readNumber(_ at: Int, isInside: Bool) {
    let number = digits(at, most: 9)
    guard number.cost > 0, !number.text.isEmpty else { return }
    let end = at + number.text.count
    // A gram is no nine, and a letter that the recogniser is sure of stays one: "(b)", "I10".
    if number.real > 0, zone.raw[end - 1] == UInt8(ascii: "g") { return }
    if number.real == 0 && number.text.count == 1 || zone.raw[at] == UInt8(ascii: "I"), isSureWord(at) { return }
    let isClear = number.real > (isInside ? 1 : 0) && startsNumber(at, number.text)
    guard isClear || !isInside && (isNumberPlace(at..<end) || isLoneLetter(at)) else { return }
    let unit: Float = zone.isWordByte(end) ? 2 : 0
    take(at, end, Cost.number + number.cost + unit, text: number.text)
  }

  /// Beside a slash that has a digit on its other side, in parentheses, or between a word and the comma before a year.
  func isNumberPlace(_ range: Range<Int>) -> Bool {
    func isDigit(_ at: Int) -> Bool { zone.folded.indices.contains(at) && ASCII.isDigit(zone.folded[at]) }
    func byte(_ at: Int) -> UInt8 { zone.folded.indices.contains(at) ? zone.folded[at] : 0x20 }
    if byte(range.lowerBound - 1) == Self.slash, isDigit(range.lowerBound - 2) { return true }
    if byte(range.upperBound) == Self.slash, isDigit(range.upperBound + 1) { return true }
    if byte(range.lowerBound - 1) == UInt8(ascii: "("), byte(range.upperBound) == UInt8(ascii: ")") { return true }
    return range.lowerBound > 1 && ASCII.isLetter(byte(range.lowerBound - 2))
      && byte(range.upperBound) == UInt8(ascii: ",") && byte(range.upperBound + 1) == 0x20
      && digits(range.upperBound + 2, most: 4).real > 2
  }

  /// A digit, or a letter that digits behind it do not make a name of, as they do in "B12" and "S1".
  private func startsNumber(_ at: Int, _ text: [UInt8]) -> Bool {
    let end = at + text.count
    let isCategory = end + 1 < zone.count && zone.folded[end] == UInt8(ascii: ".") && digit(end + 1) != nil
    switch zone.raw[at] {
    case UInt8(ascii: "O"), UInt8(ascii: "o"), UInt8(ascii: "l"), UInt8(ascii: "I"), UInt8(ascii: "|"): return true
    case UInt8(ascii: "Z"): return !isCategory
    case UInt8(ascii: "S"): return !isCategory && zone.raw[at + 1] == UInt8(ascii: "0")
    case let byte: return ASCII.isDigit(byte)
    }
  }

  /// A small letter or a Z on its own.
  private func isLoneLetter(_ at: Int) -> Bool {
    guard ASCII.isLower(zone.raw[at]) || zone.raw[at] == UInt8(ascii: "Z") else { return false }
    return !zone.isWordByte(at - 1) && !zone.isWordByte(at + 1) && !isBesideStop(at) && !isSlashed(at)
  }

  /// As the letters of "w/o".
  private func isSlashed(_ at: Int) -> Bool {
    func isLetter(_ at: Int) -> Bool { zone.folded.indices.contains(at) && ASCII.isLetter(zone.folded[at]) }
    return at > 1 && zone.folded[at - 1] == Self.slash && isLetter(at - 2)
      || at + 2 < zone.count && zone.folded[at + 1] == Self.slash && isLetter(at + 2)
  }

  /// As the letters of "e.g.".
  private func isBesideStop(_ at: Int) -> Bool {
    at > 0 && zone.folded[at - 1] == UInt8(ascii: ".")
      || at + 1 < zone.count && zone.folded[at + 1] == UInt8(ascii: ".")
  }

  /// "2x6" in "Zx6", "1x" in "lx/wk".
  private mutating func readProduct(_ at: Int) {
    let times = digits(at, most: 2)
    let sign = at + times.text.count
    guard !times.text.isEmpty, sign < zone.count, zone.folded[sign] == UInt8(ascii: "x") else { return }
    let rest = digits(sign + 1, most: 2)
    let end = sign + 1 + rest.text.count
    guard times.cost + rest.cost > 0, !zone.isWordByte(end) || !rest.text.isEmpty else { return }
    take(
      at, end, Cost.number + 1 + times.cost + rest.cost + endCost(end),
      text: times.text + [zone.raw[sign]] + rest.text)
  }

  /// A year with a blank or a stray mark in it, behind a comma or a word.
  private mutating func readYear(_ at: Int) {
    guard at > 1, zone.folded[at - 1] == 0x20, let first = digit(at), first.digit == 0x31 || first.digit == 0x32
    else { return }
    var text: [UInt8] = []
    var cost: Float = 0
    var place = at
    var blanks = 0
    while text.count < 4, place < zone.count {
      if !ASCII.isWordByte(zone.folded[place]), blanks == 0, !text.isEmpty, digit(place) == nil {
        blanks = 1
        cost += knowledge.confusions.strays[Int(zone.folded[place])]
        place += 1
      } else if let digit = digit(place) {
        text.append(digit.digit)
        cost += digit.cost
        place += 1
      } else {
        return
      }
    }
    guard text.count == 4, blanks == 1, text.starts(with: [0x31, 0x39]) || text.starts(with: [0x32, 0x30]),
      !zone.isWordByte(place), ASCII.isLetter(zone.folded[at - 2]) || zone.folded[at - 2] == UInt8(ascii: ",")
    else { return }
    take(at, place, Cost.number - 1.5 + cost, text: text)
  }

  // MARK: Dates

  /// A date in digits that has slashes or hyphens, with what stands in the way of reading it.
  private mutating func readDate(_ at: Int) {
    guard digit(at) != nil else { return }
    var matcher = DateMatcher(zone, knowledge.confusions)
    guard let date = matcher.date(at) else { return }
    take(at, date.end, Cost.number + 1 + date.cost, text: date.text)
  }

  // MARK: Levels and codes

  /// "S1" in "L5-Sl".
  private mutating func readLevel(_ at: Int) {
    if zone.raw[at] == UInt8(ascii: "5") { return readSacralLevel(at) }
    let letter = zone.folded[at]
    guard [UInt8(ascii: "c"), UInt8(ascii: "t"), UInt8(ascii: "l"), UInt8(ascii: "s")].contains(letter),
      ASCII.isUpper(zone.raw[at])
    else { return }
    let number = digits(at + 1, most: 2)
    let end = at + 1 + number.text.count
    guard number.cost > 0, !number.text.isEmpty, !zone.isWordByte(end), isLevelPlace(at..<end) else { return }
    let value = number.text.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    guard (1...12).contains(value) else { return }
    take(at, end, Cost.number + 1 + number.cost, text: [zone.raw[at]] + number.text)
  }

  /// "S1" where "51" stands, in "L5-51".
  private mutating func readSacralLevel(_ at: Int) {
    guard at > 2, zone.folded[at - 1] == Self.hyphen || zone.folded[at - 1] == Self.slash,
      ASCII.isDigit(zone.folded[at - 2]), ASCII.isUpper(zone.raw[at - 3]), let number = digit(at + 1),
      (0x31...0x33).contains(number.digit), !zone.isWordByte(at + 2)
    else { return }
    take(at, at + 2, number.cost, text: [UInt8(ascii: "S"), number.digit])
  }

  /// Beside a hyphen or slash that has a level or a digit on its other side.
  private func isLevelPlace(_ range: Range<Int>) -> Bool {
    func joins(_ at: Int) -> Bool {
      zone.folded.indices.contains(at) && (zone.folded[at] == Self.hyphen || zone.folded[at] == Self.slash)
    }
    if joins(range.lowerBound - 1), digit(range.lowerBound - 2) != nil { return true }
    guard joins(range.upperBound), range.upperBound + 1 < zone.count else { return false }
    let next = zone.folded[range.upperBound + 1]
    return "ctls".utf8.contains(next) && digit(range.upperBound + 2) != nil || ASCII.isDigit(next)
  }

  /// The category of an ICD-10-CM code before its point ("M5l.26") and the digits behind it ("M54.l6").
  private mutating func readCode(_ at: Int) {
    guard ASCII.isUpper(zone.raw[at]) else { return }
    let category = digits(at + 1, most: 2)
    let point = at + 3
    guard category.text.count == 2, point < zone.count, zone.folded[point] == UInt8(ascii: ".") else { return }
    let rest = digits(point + 1, most: 4)
    let end = point + 1 + rest.text.count
    guard !rest.text.isEmpty, category.real + rest.real > 1, category.cost + rest.cost > 0, !zone.isWordByte(end)
    else { return }
    take(
      at, end, Cost.number + 4 + category.cost + rest.cost,
      text: [zone.raw[at]] + category.text + [UInt8(ascii: ".")] + rest.text)
  }
}
