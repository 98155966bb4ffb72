import ClinicalText

/// How far an amount runs behind its number and unit.
extension SessionGrammar {
  /// A longer parenthesis is an aside.
  private static let longestRestatement = 8
  /// A longer phrase behind "after" or "before" is more than the name of an event.
  private static let longestEvent = 3

  /// The token behind a parenthesis that says the amount in other words: "(4 weeks)", "(80 hours)", "(12 and 4)";
  /// `token` itself where there is none.
  func behindRestatement(at token: Int, of total: Int) -> Int {
    guard text.isMark(token, "(") else { return token }
    var at = token + 1
    var sum = 0
    var isMeasured = false
    while at < token + Self.longestRestatement, !text.isMark(at, ")") {
      if let number = text.number(at: at) {
        sum += number.high
        at = number.end
        continue
      }
      let isMeasure = text.has(at, [.period, .hours, .unit])
      let isJoint = text.has(at, [.and, .per]) || text.isMark(at, ",") || text.isMark(at, "+") || text.isMark(at, "-")
      guard isMeasure || isJoint else { return token }
      isMeasured = isMeasured || isMeasure
      at += 1
    }
    guard text.isMark(at, ")"), sum > 0, isMeasured || sum == total else { return token }
    return at + 1
  }

  /// The token behind "after the grafting", "before surgery"; nil where no event is named.
  func behindEvent(at token: Int) -> Int? {
    guard text.has(token, .phase) else { return nil }
    let first = text.has(token + 1, .article) ? token + 2 : token + 1
    var at = first
    while at < first + Self.longestEvent, text.isWord(at), !text.has(at, .stop) { at += 1 }
    return at > first ? at : nil
  }

  /// The token behind "once a day", "twice weekly"; nil where nothing says how often.
  func behindRate(at token: Int) -> Int? { frequency(at: token, text.range(at: token))?.end }
}
