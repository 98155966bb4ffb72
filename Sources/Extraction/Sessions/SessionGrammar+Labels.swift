import ClinicalText

extension SessionGrammar {
  /// "x 12", "x12", "times six", "#6", "QTY: 6": a number behind what it counts.
  func multiple(at token: Int) -> SessionReading? {
    if let count = text.gluedTimes(at: token) {
      return multiple(SessionNumber(low: count, high: count, tokens: token..<token + 1), from: token)
    }
    var at = token
    if text.has(token, [.times, .sign]) {
      at += 1
    } else if text.has(token, .quantity) {
      at += text.isMark(token + 1, ":") || text.has(token + 1, .partitive) ? 2 : 1
    } else {
      return nil
    }
    guard let first = text.number(at: at) else { return nil }
    return multiple(text.range(at: at) ?? first, from: token)
  }

  private func multiple(_ number: SessionNumber, from start: Int) -> SessionReading? {
    let end = number.end
    guard number.low > 0, !text.isNumeral(start - 1), !text.has(end, [.week, .month, .weekly, .dose, .partitive]),
      !text.isMark(end, "%")
    else { return nil }
    var reading = SessionReading(.multiple, number, through: end)
    reading.start = start
    if let unit = unit(behind: number) { reading.end = unit + 1 }
    if text.has(end, .day) { reading.form = .days }
    return reading
  }

  /// "number of therapeutic sessions as 18", "visits: 12", "sessions (12)".
  func named(_ number: SessionNumber) -> SessionReading? {
    var at = number.start - 1
    let isOpened = text.isMark(at, "(")
    guard isOpened || text.has(at, .naming) || text.isMark(at, ":") else { return nil }
    if isOpened, !text.isMark(number.end, ")") { return nil }
    var isJoined = isOpened
    while at > number.start - 6, text.has(at, .naming) || text.isMark(at, "(") || text.isMark(at, ":") {
      isJoined = isJoined || text.isMark(at, ":")
      at -= 1
    }
    guard text.has(at, .unit), !text.has(at, .singular), at < number.start - 1 else { return nil }
    let start = startOfNumberOf(unit: at)
    guard start != nil || isJoined else { return nil }
    let end = number.end
    guard !text.has(end, [.dose, .week, .month, .unit]), !text.isMark(end, "%") else { return nil }
    var reading = SessionReading(.named, number, through: isOpened ? end + 1 : end)
    reading.start = start ?? at
    reading.needsTopic = text.has(at, .vagueUnit)
    return reading
  }

  /// The token "number" or "total" of "number of … sessions".
  private func startOfNumberOf(unit: Int) -> Int? {
    for at in stride(from: unit - 1, to: unit - 6, by: -1) where text.has(at, .numbering) {
      return text.has(at - 1, .total) ? at - 1 : at
    }
    return nil
  }
}
