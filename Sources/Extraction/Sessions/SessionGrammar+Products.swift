import ClinicalText

extension SessionGrammar {
  /// More a week than this is no course of treatment.
  private static let mostPerWeek = 7

  // MARK: Frequency and duration

  /// "2-3x/wk x 4 wks", "once weekly x 12", "1 time a week times 6 weeks (6 sessions)".
  func product(at token: Int) -> SessionReading? {
    guard let frequency = frequency(at: token), frequency.period != .day else { return nil }
    if let duration = duration(at: behindComma(frequency.end), implied: frequency.period), duration.period != .day {
      return reading(from: token, frequency, duration, end: duration.end)
    }
    guard let total = total(at: frequency.end, within: nil) else { return nil }
    var reading = SessionReading(.product, total.number, through: total.end)
    reading.tokens = token..<total.end
    reading.frequency = frequency.quantity
    return reading
  }

  /// "six weeks, 1-2 a week".
  func reversedProduct(_ number: SessionNumber) -> SessionReading? {
    let end = number.tokens.upperBound
    let period = text.classes(end).intersection([.week, .month])
    guard !period.isEmpty else { return nil }
    var at = end + 1
    if text.isMark(at, ",") || isText(at, "at") { at += 1 }
    guard let frequency = frequency(at: at), frequency.period != .day else { return nil }
    let duration = SessionDuration(low: number.low, high: number.high, period: period, end: end + 1)
    return reading(from: number.tokens.lowerBound, frequency, duration, end: frequency.end)
  }

  private func reading(
    from start: Int, _ frequency: SessionFrequency, _ duration: SessionDuration, end: Int
  ) -> SessionReading? {
    let low = times(frequency.low, frequency, duration.low, duration.period)
    let high = times(frequency.high, frequency, duration.high, duration.period)
    guard low > 0, frequency.high <= Self.mostPerWeek else { return nil }
    var reading = SessionReading(.product, SessionNumber(low: low, high: high, tokens: start..<end), through: end)
    reading.frequency = frequency.quantity
    reading.duration = duration.quantity
    take(total(at: end, within: low...max(low, high)), &reading)
    return reading
  }

  /// How often in a duration. A month is taken as four weeks, as the requests have it.
  private func times(_ count: Int, _ frequency: SessionFrequency, _ length: Int, _ period: SessionWords) -> Int {
    var periods = length
    if frequency.period == .week, period == .month { periods *= 4 }
    if frequency.period == .month, period == .week { periods /= 4 }
    return count * periods / frequency.interval
  }

  private func take(_ total: (number: SessionNumber, end: Int)?, _ reading: inout SessionReading) {
    guard let total else { return }
    reading.low = total.number.low
    reading.high = total.number.high
    reading.tokens = reading.tokens.lowerBound..<total.end
  }

  // MARK: How often

  func frequency(at token: Int) -> SessionFrequency? {
    let words = text.classes(token)
    if words.contains(.once) || words.contains(.twice) {
      return frequency(words.contains(.once) ? 1...1 : 2...2, at: token + 1, isCounted: true)
    }
    if !words.isDisjoint(with: .adverb) {
      return SessionFrequency(low: 1, high: 1, period: words.contains(.weekly) ? .week : .month, end: token + 1)
    }
    guard let number = text.range(at: token) else { return nil }
    let end = number.tokens.upperBound
    let isCounted = text.has(end, [.times, .unit, .day])
    return frequency(number.low...number.high, at: isCounted ? end + 1 : end, isCounted: isCounted)
  }

  /// Behind the number of times: "a week", "/wk", "weekly", "every 2 weeks", "every other week".
  private func frequency(_ count: ClosedRange<Int>, at token: Int, isCounted: Bool) -> SessionFrequency? {
    var at = token
    if isCounted, text.has(at, .adverb) {
      return SessionFrequency(
        low: count.lowerBound, high: count.upperBound, period: text.has(at, .weekly) ? .week : .month, end: at + 1)
    }
    var isPer = isCounted
    while text.has(at, .per) || text.isMark(at, "/") {
      isPer = true
      at += 1
    }
    var interval = 1
    if text.has(at, .alternate) {
      interval = 2
      at += 1
    } else if text.has(at - 1, .every), let number = text.number(at: at), number.low > 0 {
      interval = number.low
      at = number.tokens.upperBound
    }
    let period = text.classes(at).intersection(.period)
    guard isPer, !period.isEmpty else { return nil }
    return SessionFrequency(
      low: count.lowerBound, high: count.upperBound, interval: interval, period: period, end: at + 1)
  }

  // MARK: How long

  private func behindComma(_ token: Int) -> Int { text.isMark(token, ",") ? token + 1 : token }

  /// "for 6 weeks", "x 4 wks", "over the next 2-3 months"; without a period ("x 6", "times six") it is the `implied` one.
  func duration(at token: Int, implied: SessionWords?) -> SessionDuration? {
    if let count = text.gluedTimes(at: token) {
      let period = text.classes(token + 1).intersection(.period)
      if !period.isEmpty { return SessionDuration(low: count, high: count, period: period, end: token + 2) }
      return implied.map { SessionDuration(low: count, high: count, period: $0, end: token + 1) }
    }
    var at = token
    var isMultiple = false
    while at < token + 6, text.has(at, [.filling, .filler]) || text.isMark(at, "/") || text.isMark(at, "*") {
      isMultiple = isMultiple || text.has(at, .times) || text.isMark(at, "*")
      at += 1
    }
    guard let first = text.number(at: at) else { return nil }
    let number = text.range(at: at) ?? first
    var end = number.tokens.upperBound
    if text.isMark(end, "-") { end += 1 }
    let period = text.classes(end).intersection(.period)
    if !period.isEmpty { return SessionDuration(low: number.low, high: number.high, period: period, end: end + 1) }
    guard isMultiple, let implied, !text.has(end, [.dose, .unit]) else { return nil }
    return SessionDuration(low: number.low, high: number.high, period: implied, end: number.tokens.upperBound)
  }

  // MARK: Totals and grids

  /// A total printed behind a product: "(12 sessions)", "(#12)", ", total of 12", ") 8 treatments".
  ///
  /// Outside of parentheses and without a word for it, it has to lie within what the product gives.
  private func total(at token: Int, within product: ClosedRange<Int>?) -> (number: SessionNumber, end: Int)? {
    var at = token
    var isTold = false
    var opened = false
    while at < token + 6 {
      if text.isMark(at, "(") { opened = true }
      let isSign = text.isMark(at, "#") || text.isMark(at, "=")
      if isSign || isText(at, "total") || isText(at, "qty") { isTold = true }
      let isPassed =
        isSign || text.isMark(at, "(") || text.isMark(at, ",") || text.isMark(at, ":") || text.isMark(at, ")")
        || text.isMark(at, "-") || isTotalWord(at)
      guard isPassed else { break }
      at += 1
    }
    guard at > token, let number = text.range(at: at) else { return nil }
    let unit = unit(behind: number)
    guard unit != nil || isTold || (opened && text.isMark(number.tokens.upperBound, ")")) else { return nil }
    if let product, !(isTold || opened), !product.contains(number.low) { return nil }
    if product == nil, unit == nil { return nil }
    if let unit, isText(unit + 1, "per") || isText(unit + 1, "a") { return nil }
    let end = unit.map { $0 + 1 } ?? number.tokens.upperBound
    return (number, opened && text.isMark(end, ")") ? end + 1 : end)
  }

  private func isTotalWord(_ token: Int) -> Bool {
    isText(token, "for") || isText(token, "a") || isText(token, "total") || isText(token, "of") || isText(token, "qty")
      || isText(token, "totaling")
  }

  /// "2x6", "3 x 4", "2-3 x 4 weeks".
  func grid(_ number: SessionNumber) -> SessionReading? {
    guard number.high <= Self.mostPerWeek, let second = gridFactor(at: number.tokens.upperBound) else { return nil }
    let end = second.end
    guard !text.has(end, [.dose, .times]), text.gluedTimes(at: end) == nil, !text.isMark(end, "%") else { return nil }
    var reading = SessionReading(.grid, number, through: text.has(end, [.week, .unit]) ? end + 1 : end)
    reading.low = number.low * second.low
    reading.high = number.high * second.high
    reading.frequency = Quantity(low: number.low, high: number.high, unit: "wk")
    reading.duration = Quantity(low: second.low, high: second.high, unit: "wk")
    take(total(at: reading.tokens.upperBound, within: reading.low...reading.high), &reading)
    return reading
  }

  private func gridFactor(at token: Int) -> (low: Int, high: Int, end: Int)? {
    if let count = text.gluedTimes(at: token) { return (count, count, token + 1) }
    guard isText(token, "x") || isText(token, "times"), let number = text.number(at: token + 1), number.low > 0 else {
      return nil
    }
    let range = text.range(at: token + 1) ?? number
    if isText(token, "times"), !text.has(range.tokens.upperBound, .week) { return nil }
    return (range.low, range.high, range.tokens.upperBound)
  }
}
