/// Reads month, day and year in digits through misread, added and dropped characters.
struct DateMatcher {
  struct Match {
    var end: Int
    var cost: Float
    var text: [UInt8]
  }

  private static let costliest: Float = 14
  /// Of a year of two digits that two more seem to follow.
  private static let halfYear: Float = 7
  private let zone: RepairZone
  private let confusions: CharacterConfusions
  private var best: Match?

  init(_ zone: RepairZone, _ confusions: CharacterConfusions) {
    self.zone = zone
    self.confusions = confusions
  }

  /// The cheapest date that starts at `at`, nil where there is none or it stands there without an error.
  mutating func date(_ at: Int) -> Match? {
    step(at, [], fields: [0], 0)
    guard let best, best.cost > 0 else { return nil }
    return best
  }

  /// - Parameter fields: digits of each field so far.
  private mutating func step(_ at: Int, _ text: [UInt8], fields: [Int], _ cost: Float) {
    guard cost <= Self.costliest else { return }
    let count = fields.last ?? 0
    if fields.count == 3, count == 4 || count == 2, zone.isTokenBoundary(at) || !zone.isWordByte(at) {
      finish(at, text, cost + (count == 2 && goesOn(at) ? Self.halfYear : 0))
    }
    guard at < zone.count else { return }
    let raw = zone.raw[at]
    if count < (fields.count == 3 ? 4 : 2) {
      if ASCII.isDigit(raw) {
        step(at + 1, text + [raw], fields: fields.dropLast() + [count + 1], cost)
      } else {
        for digit in confusions.digits[Int(raw)] {
          step(at + 1, text + [digit.digit], fields: fields.dropLast() + [count + 1], cost + digit.cost)
        }
      }
    }
    if fields.count < 3, count > 0 {
      if raw == UInt8(ascii: "/") || raw == UInt8(ascii: "-") {
        step(at + 1, text + [raw], fields: fields + [0], cost)
      } else if raw == UInt8(ascii: "l") || raw == UInt8(ascii: "|") || raw == UInt8(ascii: "~") {
        let mark = raw == UInt8(ascii: "~") ? UInt8(ascii: "-") : UInt8(ascii: "/")
        step(at + 1, text + [mark], fields: fields + [0], cost + confusions.wavyHyphen)
      }
    }
    if !text.isEmpty, !ASCII.isWordByte(zone.folded[at]) {
      step(at + 1, text, fields: fields, cost + confusions.strays[Int(zone.folded[at])])
    }
  }

  /// Whether two more digits follow behind one blank or mark.
  private func goesOn(_ at: Int) -> Bool {
    func isDigit(_ at: Int) -> Bool {
      at < zone.count && !confusions.digits[Int(zone.raw[at])].isEmpty || isRealDigit(at)
    }
    func isRealDigit(_ at: Int) -> Bool { at < zone.count && ASCII.isDigit(zone.raw[at]) }
    if isDigit(at), isDigit(at + 1) { return !zone.isWordByte(at + 2) }
    return isDigit(at + 1) && isRealDigit(at + 2) && !zone.isWordByte(at + 3)
  }

  private mutating func finish(_ end: Int, _ text: [UInt8], _ cost: Float) {
    let fields = text.split { !ASCII.isDigit($0) }.map { $0.reduce(0) { $0 * 10 + Int($1 & 0x0F) } }
    guard fields.count == 3, (1...12).contains(fields[0]), (1...31).contains(fields[1]),
      fields[2] < 100 || (1900...2039).contains(fields[2]), cost < best?.cost ?? .infinity
    else { return }
    best = Match(end: end, cost: cost, text: text)
  }
}
