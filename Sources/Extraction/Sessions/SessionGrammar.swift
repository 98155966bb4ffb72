import ClinicalText

/// Reads amounts of sessions in the tokens of a sentence: numbers with units, products of frequency and duration, and
/// numbers that only their surroundings tell to be amounts.
struct SessionGrammar {
  /// A unit stands at most so many words behind its number.
  private static let longestGap = 8

  let text: SessionTokens

  /// The amounts that start at `token`: one, or two for "8 of 10 visits"; empty where there is none.
  func readings(at token: Int) -> [SessionReading] {
    let words = text.classes(token)
    if !words.isDisjoint(with: [.once, .twice, .weekly, .monthly]) { return product(at: token).map { [$0] } ?? [] }
    if let multiple = multiple(at: token) { return [multiple] }
    guard let number = text.range(at: token) else { return [] }
    if let reading = product(at: token) ?? grid(number) ?? reversedProduct(number) { return [reading] }
    if let pair = portion(number) { return pair }
    if let reading = counted(number) ?? someOf(number) ?? days(number) ?? named(number) { return [reading] }
    return []
  }

  // MARK: A number and its unit

  func counted(_ number: SessionNumber) -> SessionReading? {
    guard let unit = unit(behind: number), !text.has(unit + 1, .head), !isFrequency(behind: unit) else { return nil }
    let isAdjacent = unit <= number.tokens.upperBound + 1
    if text.has(unit, .singular), number.high > 1, !isAdjacent, !isNamed(number.tokens.upperBound..<unit) { return nil }
    var end = unit + 1
    if text.has(unit, .singular) { while text.has(end, .trial) { end += 1 } }
    var reading = SessionReading(.counted, number, through: end)
    reading.needsTopic = text.has(unit, .vagueUnit)
    extend(&reading)
    return reading
  }

  /// A treatment in the gap excuses a unit in the singular ("8 chiropractic visit"); the words of an adjective do not.
  private func isNamed(_ gap: Range<Int>) -> Bool { gap.count <= 3 }

  /// The unit that a number counts: "12 additional post-operative physical therapy sessions".
  func unit(behind number: SessionNumber) -> Int? {
    var at = number.tokens.upperBound
    var steps = 0
    while steps < Self.longestGap, text.bounds.contains(at) {
      if text.has(at, .unit), !text.isMark(at - 1, "/") { return at }
      if isText(at, "dates"), isText(at + 1, "of"), isText(at + 2, "service") { return at + 2 }
      if number.isScanned { return nil }
      if let next = behindLength(at) {
        at = next
      } else if text.isMark(at, "-") || text.isMark(at, "/") {
        at += 1
      } else {
        guard text.isWord(at), !text.has(at, .stop) else { return nil }
        at += 1
      }
      steps += 1
    }
    return nil
  }

  /// Behind "one-hour", "45-minute", "full-day", "half day".
  private func behindLength(_ token: Int) -> Int? {
    let isNumber = text.isNumeral(token) || text.vocabulary.value(of: text.reading.words[token]) != nil
    let next = text.isMark(token + 1, "-") ? token + 2 : token + 1
    if isNumber, text.has(next, .half) { return next + 1 }
    return text.has(token, .half) && text.has(next, [.day, .half]) ? next + 1 : nil
  }

  /// "visits per week": how often, not how many.
  private func isFrequency(behind unit: Int) -> Bool {
    let per = unit + 1
    if text.has(per, .adverb) { return true }
    guard text.has(per, .per) || text.isMark(per, "/") else { return false }
    return text.has(per + 1, .period) || text.has(per + 1, .alternate) && text.has(per + 2, .period)
  }

  /// Takes in the time that the amount fills, and the same amount said as a product.
  private func extend(_ reading: inout SessionReading) {
    let end = reading.tokens.upperBound
    if text.isMark(end, "+"), let more = text.number(at: end + 1), !text.isMark(more.tokens.upperBound, "/") {
      reading.low += more.low
      reading.high += more.high
      reading.tokens = reading.tokens.lowerBound..<more.tokens.upperBound
      return
    }
    if let interval = interval(at: end) {
      reading.tokens = reading.tokens.lowerBound..<interval
      return
    }
    if let duration = fillingDuration(at: end) {
      reading.duration = duration.quantity
      reading.tokens = reading.tokens.lowerBound..<duration.end
      return
    }
    guard let again = restatement(at: end), again.low <= reading.high, again.high >= reading.low else { return }
    reading.frequency = again.frequency
    reading.duration = again.duration
    reading.tokens = reading.tokens.lowerBound..<again.tokens.upperBound
  }

  /// "every 4-6 months".
  private func interval(at token: Int) -> Int? {
    guard text.has(token, .every), let number = text.number(at: token + 1) else { return nil }
    let last = text.range(at: token + 1) ?? number
    return text.has(last.tokens.upperBound, .period) ? last.tokens.upperBound + 1 : nil
  }

  /// "over 8 weeks", "/8 wks", ", over 6-8 weeks".
  private func fillingDuration(at token: Int) -> SessionDuration? {
    let start = text.isMark(token, ",") ? token + 1 : token
    guard text.has(start, .filling) || text.isMark(start, "/") else { return nil }
    let duration = duration(at: start, implied: nil)
    return duration.flatMap { $0.period == .day ? nil : $0 }
  }

  /// "12 visits, 2 times weekly for 6 weeks", "Six sessions (15 mins), 3x2".
  private func restatement(at token: Int) -> SessionReading? {
    var at = token
    if text.isMark(at, "("), let close = (at + 1..<at + 5).first(where: { text.isMark($0, ")") }),
      text.range(at: at + 1) != nil, product(at: at + 1) == nil
    {
      at = close + 1
    }
    let open = text.isMark(at, "(") || text.isMark(at, ",")
    if open { at += 1 }
    var again = product(at: at)
    if again == nil, open, let number = text.range(at: at) { again = grid(number) }
    guard var reading = again else { return nil }
    if text.isMark(reading.tokens.upperBound, ")"), text.isMark(at - 1, "(") {
      reading.tokens = reading.tokens.lowerBound..<reading.tokens.upperBound + 1
    }
    return reading
  }

  /// "four of the psychotherapy sessions".
  private func someOf(_ number: SessionNumber) -> SessionReading? {
    guard number.high > 1, let start = behindOf(number.tokens.upperBound, isSlashAllowed: false),
      !text.has(start, .stop)
    else { return nil }
    let whole = SessionNumber(low: number.low, high: number.high, tokens: number.tokens.lowerBound..<start)
    return counted(whole)
  }

  // MARK: Days of a programme

  /// "20 full days", "20-day".
  private func days(_ number: SessionNumber) -> SessionReading? {
    var at = number.tokens.upperBound
    for _ in 0..<4 {
      if text.has(at, .day) { return SessionReading(.days, number, through: at + 1) }
      guard text.isMark(at, "-") || text.isWord(at) && !text.has(at, [.stop, .unit]) || text.has(at, .half) else {
        return nil
      }
      at += 1
    }
    return nil
  }

  // MARK: Parts of a whole

  /// "8 of 10 approved visits", "nine days out of the ten", "4/6 treatments": the part and the whole.
  private func portion(_ part: SessionNumber) -> [SessionReading]? {
    guard part.low == part.high else { return nil }
    let own = counted(part) ?? days(part)
    var joint = own?.tokens.upperBound ?? part.tokens.upperBound
    let isAttended = text.has(joint, .participle) || text.has(joint, .naming) && !isOf(joint)
    if isAttended { joint += 1 }
    guard let start = behindOf(joint, isSlashAllowed: own == nil), let whole = text.number(at: start),
      whole.low >= part.high, !text.isMark(whole.tokens.upperBound, "/"), !text.isMark(whole.tokens.upperBound, "%")
    else { return nil }
    var second = counted(whole) ?? days(whole) ?? SessionReading(.bare, whole, through: whole.tokens.upperBound)
    second.isWhole = true
    second.isUntold = text.isMark(part.tokens.upperBound, "/")
    if let own, own.form == .counted, second.form == .bare { second.needsTopic = own.needsTopic }
    var first = own ?? SessionReading(second.form, part, through: second.tokens.upperBound)
    if !text.isMark(part.tokens.upperBound, "/") {
      first.core = part.tokens.lowerBound..<(own?.tokens.upperBound ?? part.tokens.upperBound)
    }
    if own != nil, !isAttended { first.tokens = first.tokens.lowerBound..<second.tokens.upperBound }
    first.needsTopic = own?.needsTopic ?? second.needsTopic
    if second.form == .counted, own == nil { first.needsTopic = second.needsTopic }
    let isAll = text.isMark(part.tokens.upperBound, "/") && part.high == whole.low
    first.isPortion = true
    return isAll ? [first] : [first, second]
  }

  private func isOf(_ token: Int) -> Bool { behindOf(token, isSlashAllowed: false) != nil }

  /// The token behind "of", "out of the", "/".
  private func behindOf(_ token: Int, isSlashAllowed: Bool) -> Int? {
    if isSlashAllowed, text.isMark(token, "/"), text.isTight(token), text.isTight(token + 1) { return token + 1 }
    var at = token
    if text.isWord(at), isText(at, "out") { at += 1 }
    guard isText(at, "of") else { return nil }
    at += 1
    while isText(at, "the") || isText(at, "these") || isText(at, "those") || isText(at, "a") { at += 1 }
    return at
  }

  func isText(_ token: Int, _ word: StaticString) -> Bool { text.isText(token, word) }
}
