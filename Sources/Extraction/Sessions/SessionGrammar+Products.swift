import ClinicalText

extension SessionGrammar {
  /// More a week than this is no course of treatment.
  private static let mostPerWeek = 7

  // MARK: Frequency and duration

  /// "2-3x/wk x 4 wks", "once weekly x 12", "1 time a week times 6 weeks (6 sessions)".
  /// - Parameter number: the number at `token`; nil where another word stands there.
  func product(at token: Int, _ number: SessionNumber?) -> SessionReading? {
    guard let frequency = frequency(at: token, number), frequency.times.period != .day else { return nil }
    if let duration = duration(at: behindComma(frequency.end), implied: frequency.times.period),
      duration.length.period != .day
    {
      return reading(from: token, frequency, duration.length, end: duration.end)
    }
    guard let total = total(at: frequency.end, within: nil) else { return nil }
    var reading = SessionReading(.product, total.number, through: total.end)
    reading.start = token
    reading.frequency = frequency.whole
    return reading
  }

  /// "six weeks, 1-2 a week".
  func reversedProduct(_ number: SessionNumber) -> SessionReading? {
    guard let period = text.classes(number.end).period, period != .day else { return nil }
    var at = number.end + 1
    if text.isMark(at, ",") || text.has(at, .rate) { at += 1 }
    guard let frequency = frequency(at: at, text.range(at: at)), frequency.times.period != .day else { return nil }
    let duration = SessionQuantity(low: number.low, high: number.high, period: period)
    return reading(from: number.start, frequency, duration, end: frequency.end)
  }

  private func reading(
    from start: Int, _ frequency: SessionFrequency, _ duration: SessionQuantity, end: Int
  ) -> SessionReading? {
    let low = total(frequency.times.low, frequency, duration.low, duration.period)
    let high = total(frequency.times.high, frequency, duration.high, duration.period)
    guard low > 0, frequency.times.high <= Self.mostPerWeek else { return nil }
    var reading = SessionReading(.product, SessionNumber(low: low, high: high, tokens: start..<end), through: end)
    reading.frequency = frequency.whole
    reading.duration = duration
    take(total(at: end, within: low...max(low, high)), &reading)
    return continued(reading)
  }

  /// "5x/week x 2 weeks then 2x/week x 4 weeks": the sum of what follows each other.
  private func continued(_ reading: SessionReading) -> SessionReading {
    guard let joint = phrases.first(at: behindComma(reading.end), .sequel, through: text.bounds.upperBound) else {
      return reading
    }
    let start = Int(joint.end)
    let number = text.range(at: start)
    guard let next = product(at: start, number) ?? number.flatMap(grid) else { return reading }
    var reading = reading.through(next.end)
    reading.low += next.low
    reading.high += next.high
    reading.frequency = nil
    reading.duration = nil
    take(total(at: reading.end, within: reading.low...reading.high), &reading)
    return reading
  }

  /// "2-3 physical therapy visits a week for 6 weeks": a product whose unit stands behind its treatment.
  func ratedProduct(_ number: SessionNumber) -> SessionReading? {
    guard let unit = unit(behind: number), isFrequency(behind: unit),
      let frequency = frequency(number.low, number.high, at: unit + 1, isCounted: true), frequency.times.period != .day,
      let duration = duration(at: behindComma(frequency.end), implied: frequency.times.period),
      duration.length.period != .day
    else { return nil }
    return self.reading(from: number.start, frequency, duration.length, end: duration.end)
  }

  /// How often in a duration. A month is taken as four weeks, as the requests have it.
  private func total(
    _ times: Int, _ frequency: SessionFrequency, _ length: Int, _ period: SessionQuantity.Period
  ) -> Int {
    var periods = length
    if frequency.times.period == .week, period == .month { periods *= 4 }
    if frequency.times.period == .month, period == .week { periods /= 4 }
    return times * periods / frequency.interval
  }

  private func take(_ total: (number: SessionNumber, end: Int)?, _ reading: inout SessionReading) {
    guard let total else { return }
    reading.low = total.number.low
    reading.high = total.number.high
    reading.end = total.end
  }

  // MARK: How often

  func frequency(at token: Int, _ number: SessionNumber?) -> SessionFrequency? {
    let words = text.classes(token)
    if !words.isDisjoint(with: [.once, .twice]) {
      let times = words.contains(.once) ? 1 : 2
      return frequency(times, times, at: token + 1, isCounted: true)
    }
    if !words.isDisjoint(with: .adverb) {
      return SessionFrequency(times: SessionQuantity(low: 1, high: 1, period: Self.period(of: words)), end: token + 1)
    }
    guard let number else { return nil }
    let isCounted = text.has(number.end, [.times, .unit, .day])
    return frequency(number.low, number.high, at: isCounted ? number.end + 1 : number.end, isCounted: isCounted)
  }

  /// The period of "weekly" or "monthly".
  private static func period(of adverb: SessionWords) -> SessionQuantity.Period {
    adverb.contains(.weekly) ? .week : .month
  }

  /// Behind the number of times: "a week", "/wk", "weekly", "every 2 weeks", "every other week".
  private func frequency(_ low: Int, _ high: Int, at token: Int, isCounted: Bool) -> SessionFrequency? {
    var at = token
    if isCounted, text.has(at, .adverb) {
      let period = Self.period(of: text.classes(at))
      return SessionFrequency(times: SessionQuantity(low: low, high: high, period: period), end: at + 1)
    }
    var isPer = isCounted
    while text.has(at, .per) || text.isMark(at, "/") {
      isPer = true
      at += 1
    }
    guard isPer else { return nil }
    var interval = 1
    if text.has(at, .alternate) {
      interval = 2
      at += 1
    } else if text.has(at - 1, .every), let number = text.number(at: at), number.low > 0 {
      interval = number.low
      at = number.end
    }
    guard let period = text.classes(at).period else { return nil }
    return SessionFrequency(
      times: SessionQuantity(low: low, high: high, period: period), interval: interval, end: at + 1)
  }

  // MARK: How long

  private func behindComma(_ token: Int) -> Int { text.isMark(token, ",") ? token + 1 : token }

  /// "for 6 weeks", "x 4 wks", "over the next 2-3 months"; without a period ("x 6", "times six") it is the `implied` one.
  func duration(at token: Int, implied: SessionQuantity.Period?) -> SessionDuration? {
    if let count = text.gluedTimes(at: token) {
      let own = text.classes(token + 1).period
      return (own ?? implied).map {
        SessionDuration(length: SessionQuantity(low: count, high: count, period: $0), end: token + (own == nil ? 1 : 2))
      }
    }
    var at = token
    var isMultiple = false
    while at < token + 6, text.has(at, [.filling, .filler]) || text.isMark(at, "/") || text.isMark(at, "*") {
      isMultiple = isMultiple || text.has(at, .times) || text.isMark(at, "*")
      at += 1
    }
    guard let number = text.span(at: at) else { return singleMonth(at: at) }
    let end = text.isMark(number.end, "-") ? number.end + 1 : number.end
    if let period = text.classes(end).period {
      return SessionDuration(length: SessionQuantity(low: number.low, high: number.high, period: period), end: end + 1)
    }
    guard isMultiple, let implied, !text.has(end, [.dose, .unit]) else { return nil }
    return SessionDuration(
      length: SessionQuantity(low: number.low, high: number.high, period: implied), end: number.end)
  }

  /// "for a month", whose article stands before `token`.
  private func singleMonth(at token: Int) -> SessionDuration? {
    guard text.has(token - 1, .article), text.has(token, .month) else { return nil }
    return SessionDuration(length: SessionQuantity(low: 1, high: 1, period: .month), end: token + 1)
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
      if isSign || text.has(at, [.total, .quantity]) { isTold = true }
      let isPassed =
        isSign || text.isMark(at, "(") || text.isMark(at, ",") || text.isMark(at, ":") || text.isMark(at, ")")
        || text.isMark(at, "-") || text.has(at, .totalling)
      guard isPassed else { break }
      at += 1
    }
    guard at > token, let number = text.range(at: at) else { return nil }
    let unit = unit(behind: number)
    guard unit != nil || isTold || (opened && text.isMark(number.end, ")")) else { return nil }
    if let product, !(isTold || opened), !product.contains(number.low) { return nil }
    if product == nil, unit == nil, !(token..<at).contains(where: { text.has($0, .total) }) { return nil }
    if let unit, text.has(unit + 1, .per) { return nil }
    let end = unit.map { $0 + 1 } ?? number.end
    return (number, opened && text.isMark(end, ")") ? end + 1 : end)
  }

  /// "2x6", "3 x 4", "2-3 x 4 weeks".
  func grid(_ number: SessionNumber) -> SessionReading? {
    guard number.high <= Self.mostPerWeek, let second = gridFactor(at: number.end) else { return nil }
    let end = second.end
    guard !text.has(end, [.dose, .times]), text.gluedTimes(at: end) == nil, !text.isMark(end, "%") else { return nil }
    var reading = SessionReading(.grid, number, through: text.has(end, [.week, .unit]) ? end + 1 : end)
    reading.low = number.low * second.low
    reading.high = number.high * second.high
    reading.frequency = SessionQuantity(low: number.low, high: number.high, period: .week)
    reading.duration = SessionQuantity(low: second.low, high: second.high, period: .week)
    take(total(at: reading.end, within: reading.low...reading.high), &reading)
    return continued(reading)
  }

  private func gridFactor(at token: Int) -> (low: Int, high: Int, end: Int)? {
    if let count = text.gluedTimes(at: token) { return (count, count, token + 1) }
    guard text.has(token, .times), let number = text.number(at: token + 1), number.low > 0 else { return nil }
    let range = text.range(at: token + 1) ?? number
    if !text.has(token, .by), !text.has(range.end, .week) { return nil }
    return (range.low, range.high, range.end)
  }
}
