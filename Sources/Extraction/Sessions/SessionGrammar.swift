import ClinicalText

/// Reads amounts of sessions in the tokens of a sentence: numbers with units, products of frequency and duration, and
/// numbers that only their surroundings tell to be amounts.
struct SessionGrammar {
  /// A unit stands at most so many words behind its number.
  private static let longestGap = 8

  let text: SessionTokens
  let phrases: SessionPhrases

  /// The amounts that start at `token` with `number`, or with another word where that is nil.
  func readings(at token: Int, _ number: SessionNumber?) -> SessionReadings {
    if text.has(token, [.once, .twice, .weekly, .monthly]) { return SessionReadings(first: product(at: token, nil)) }
    if !text.isNumeral(token), let multiple = multiple(at: token) { return SessionReadings(first: multiple) }
    return number.map { readings(of: $0) } ?? .none
  }

  /// What a number with what stands behind it says; most numbers are told to say nothing by the next token.
  private func readings(of number: SessionNumber) -> SessionReadings {
    let isSlash = text.isMark(number.end, "/")
    guard isSlash || text.isWord(number.end) || text.isNumeral(number.end) || text.isMark(number.end, "-") else {
      return SessionReadings(first: named(number))
    }
    let next = text.classes(number.end)
    if !next.isDisjoint(with: .dose), next.isDisjoint(with: [.day, .half, .hours]) { return .none }
    if isSlash || !next.isDisjoint(with: [.times, .unit, .day, .per]), let product = product(at: number.start, number) {
      return SessionReadings(first: product)
    }
    if !next.isDisjoint(with: [.times, .glued]), let grid = grid(number) { return SessionReadings(first: grid) }
    let isPeriod = !next.isDisjoint(with: [.week, .month])
    if isPeriod, let reading = reversedProduct(number) ?? daysOfPeriod(number) {
      return SessionReadings(first: reading)
    }
    let own = counted(number) ?? ratedProduct(number) ?? days(number)
    let mayBePart = own != nil || isSlash || !next.isDisjoint(with: [.partitive, .out, .naming, .participle])
    if mayBePart, let pair = portion(number, own) { return pair }
    return SessionReadings(first: own ?? someOf(number) ?? named(number))
  }

  // MARK: A number and its unit

  func counted(_ number: SessionNumber) -> SessionReading? {
    guard let unit = unit(behind: number), !text.has(unit + 1, .head), !isFrequency(behind: unit) else { return nil }
    let isAdjacent = unit <= number.end + 1
    if text.has(unit, .singular), number.high > 1, !isAdjacent, !isNamed(number.end..<unit) { return nil }
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
    var at = number.end
    var steps = 0
    while steps < Self.longestGap, text.bounds.contains(at) {
      if text.has(at, .unit), !text.isMark(at - 1, "/") { return at }
      if let phrase = phrases.first(at: at, [.unit], through: text.bounds.upperBound) { return Int(phrase.end) - 1 }
      if number.isScanned { return nil }
      if let next = behindLength(at) {
        at = next
      } else if text.isMark(at, "-") || text.isMark(at, "/") {
        // The second half of a compound ("post-surgical") does not end the gap.
        at += at > number.end && text.isTight(at) && text.isTight(at + 1) && text.isWord(at + 1) ? 2 : 1
      } else {
        let isParticiple = at == number.end && text.has(at, .participle)
        guard text.isWord(at), isParticiple || !text.has(at, .stop) else { return nil }
        at += 1
      }
      steps += 1
    }
    return nil
  }

  /// Behind "one-hour", "45-minute", "full-day", "half day".
  private func behindLength(_ token: Int) -> Int? {
    let isHalf = text.has(token, .half)
    guard isHalf || text.isNumeral(token) || text.has(token, .number) else { return nil }
    let next = text.isMark(token + 1, "-") ? token + 2 : token + 1
    if !isHalf, text.has(next, .half) { return next + 1 }
    return isHalf && text.has(next, [.day, .half]) ? next + 1 : nil
  }

  /// "visits per week": how often, not how many.
  func isFrequency(behind unit: Int) -> Bool {
    let per = unit + 1
    if text.has(per, .adverb) { return true }
    guard text.has(per, .per) || text.isMark(per, "/") else { return false }
    return text.has(per + 1, .period) || text.has(per + 1, .alternate) && text.has(per + 2, .period)
  }

  /// Takes in the time that the amount fills, and the same amount said as a product.
  private func extend(_ reading: inout SessionReading) {
    let end = reading.end
    if text.isMark(end, "+"), let more = text.number(at: end + 1), !text.isMark(more.end, "/") {
      reading.low += more.low
      reading.high += more.high
      reading.end = more.end
      return
    }
    if let interval = interval(at: end) {
      reading.end = interval
      return
    }
    if let duration = fillingDuration(at: end) {
      reading.duration = duration.length
      reading.end = duration.end
      return
    }
    guard let again = restatement(at: end), again.low <= reading.high, again.high >= reading.low else {
      reading.end = behindRestatement(at: end, of: reading.high)
      return
    }
    reading.frequency = again.frequency
    reading.duration = again.duration
    reading.end = again.end
  }

  /// "every 4-6 months".
  private func interval(at token: Int) -> Int? {
    guard text.has(token, .every), let number = text.number(at: token + 1) else { return nil }
    let last = text.range(at: token + 1) ?? number
    return text.has(last.end, .period) ? last.end + 1 : nil
  }

  /// "over 8 weeks", "/8 wks", ", over 6-8 weeks".
  func fillingDuration(at token: Int) -> SessionDuration? {
    let start = text.isMark(token, ",") ? token + 1 : token
    guard text.has(start, .filling) || text.isMark(start, "/") else { return nil }
    let duration = duration(at: start, implied: nil)
    return duration.flatMap { $0.length.period == .day ? nil : $0 }
  }

  /// "12 visits, 2 times weekly for 6 weeks", "Six sessions (15 mins), 3x2".
  private func restatement(at token: Int) -> SessionReading? {
    var at = token
    if text.isMark(at, "("), let close = (at + 1..<at + 5).first(where: { text.isMark($0, ")") }),
      let inner = text.range(at: at + 1), product(at: at + 1, inner) == nil
    {
      at = close + 1
    }
    let open = text.isMark(at, "(") || text.isMark(at, ",")
    if open { at += 1 }
    let number = text.range(at: at)
    var again = product(at: at, number)
    if again == nil, open, let number { again = grid(number) }
    guard let reading = again else { return nil }
    return text.isMark(reading.end, ")") && text.isMark(at - 1, "(") ? reading.through(reading.end + 1) : reading
  }

  /// "four of the psychotherapy sessions".
  private func someOf(_ number: SessionNumber) -> SessionReading? {
    guard number.high > 1, let start = behindOf(number.end, isSlashAllowed: false),
      !text.has(start, .stop)
    else { return nil }
    return counted(number.through(start))
  }

  // MARK: Days of a programme

  /// "20 full days", "20-day program", "20 days (4 weeks)".
  private func days(_ number: SessionNumber) -> SessionReading? {
    var at = number.end
    for _ in 0..<4 {
      if text.has(at, .day) {
        var end = at + 1
        if text.isMark(at - 1, "-") { while text.has(end, .trial) { end += 1 } }
        return SessionReading(.days, number, through: behindRestatement(at: end, of: number.high))
      }
      guard text.isMark(at, "-") || text.isWord(at) && !text.has(at, [.stop, .unit]) || text.has(at, .half) else {
        return nil
      }
      at += 1
    }
    return nil
  }

  /// "two weeks (10 days)".
  private func daysOfPeriod(_ number: SessionNumber) -> SessionReading? {
    guard let period = text.classes(number.end).period, period != .day, text.isMark(number.end + 1, "("),
      let inner = text.range(at: number.end + 2), var reading = days(inner), text.isMark(reading.end, ")")
    else { return nil }
    reading.start = number.start
    reading.end += 1
    reading.duration = SessionQuantity(low: number.low, high: number.high, period: period)
    return reading
  }

  // MARK: Parts of a whole

  /// "8 of 10 approved visits", "nine days out of the ten", "4/6 treatments": the part and the whole.
  private func portion(_ part: SessionNumber, _ own: SessionReading?) -> SessionReadings? {
    guard part.low == part.high else { return nil }
    var joint = own?.end ?? part.end
    let isAttended = text.has(joint, .participle) || text.has(joint, .naming) && !isOf(joint)
    if isAttended { joint += 1 }
    let isSlash = text.isMark(part.end, "/")
    guard let start = behindOf(joint, isSlashAllowed: own == nil), let whole = text.number(at: start),
      whole.low >= part.high, !text.isMark(whole.end, "/"), !text.isMark(whole.end, "%")
    else { return nil }
    var second = counted(whole) ?? days(whole) ?? SessionReading(.bare, whole, through: whole.end)
    second.isWhole = true
    second.isUntold = isSlash
    if let own, own.form == .counted, second.form == .bare { second.needsTopic = own.needsTopic }
    var first = own ?? SessionReading(second.form, part, through: second.end)
    if !isSlash { first.core = part.start..<(own == nil ? part.end : joint) }
    if own != nil { first.end = isAttended ? joint : second.end }
    first.needsTopic = own?.needsTopic ?? second.needsTopic
    first.isPortion = true
    return SessionReadings(first: first, second: isSlash && part.high == whole.low ? nil : second)
  }

  private func isOf(_ token: Int) -> Bool { behindOf(token, isSlashAllowed: false) != nil }

  /// The token behind "of", "out of the", "/".
  private func behindOf(_ token: Int, isSlashAllowed: Bool) -> Int? {
    if isSlashAllowed, text.isMark(token, "/"), text.isTight(token), text.isTight(token + 1) { return token + 1 }
    var at = token
    if text.has(at, .out) { at += 1 }
    guard text.has(at, .partitive) else { return nil }
    at += 1
    while text.has(at, .determiner) { at += 1 }
    return at
  }
}
