/// What a word does in an amount of sessions; the classes of `sessions/words.tsv`, which says what each is for.
struct SessionWords: OptionSet, Sendable {
  let rawValue: UInt64

  static let unit = SessionWords(bit: 0)
  static let singular = SessionWords(bit: 1)
  static let vagueUnit = SessionWords(bit: 2)
  static let day = SessionWords(bit: 3)
  static let week = SessionWords(bit: 4)
  static let month = SessionWords(bit: 5)
  static let weekly = SessionWords(bit: 6)
  static let monthly = SessionWords(bit: 7)
  static let once = SessionWords(bit: 8)
  static let twice = SessionWords(bit: 9)
  static let times = SessionWords(bit: 10)
  static let per = SessionWords(bit: 11)
  static let every = SessionWords(bit: 12)
  static let alternate = SessionWords(bit: 13)
  static let filling = SessionWords(bit: 14)
  static let filler = SessionWords(bit: 15)
  static let spanWord = SessionWords(bit: 16)
  static let naming = SessionWords(bit: 18)
  static let stop = SessionWords(bit: 19)
  static let half = SessionWords(bit: 20)
  static let participle = SessionWords(bit: 21)
  static let head = SessionWords(bit: 22)
  static let document = SessionWords(bit: 23)
  static let lead = SessionWords(bit: 24)
  static let dose = SessionWords(bit: 25)
  static let afterBare = SessionWords(bit: 26)
  static let trial = SessionWords(bit: 27)
  static let dozen = SessionWords(bit: 28)
  static let clause = SessionWords(bit: 29)
  static let verb = SessionWords(bit: 30)
  static let article = SessionWords(bit: 31)
  static let definite = SessionWords(bit: 32)
  static let partitive = SessionWords(bit: 33)
  static let determiner = SessionWords(bit: 34)
  static let out = SessionWords(bit: 35)
  static let purpose = SessionWords(bit: 36)
  static let and = SessionWords(bit: 37)
  static let or = SessionWords(bit: 38)
  static let target = SessionWords(bit: 39)
  static let between = SessionWords(bit: 40)
  static let quantity = SessionWords(bit: 41)
  static let numbering = SessionWords(bit: 42)
  static let total = SessionWords(bit: 43)
  static let totalling = SessionWords(bit: 44)
  static let by = SessionWords(bit: 45)
  static let rate = SessionWords(bit: 46)
  static let therapy = SessionWords(bit: 47)
  static let lesson = SessionWords(bit: 48)
  static let field = SessionWords(bit: 49)
  static let beside = SessionWords(bit: 50)
  static let ordinal = SessionWords(bit: 51)
  static let with = SessionWords(bit: 52)
  static let ago = SessionWords(bit: 53)
  static let changed = SessionWords(bit: 54)
  static let relative = SessionWords(bit: 55)
  static let physical = SessionWords(bit: 56)
  static let occupational = SessionWords(bit: 57)
  static let ordinalEnd = SessionWords(bit: 58)
  static let phase = SessionWords(bit: 59)
  static let hours = SessionWords(bit: 17)
  // What a word is made of; no classes of the file.
  /// A number mark: "#".
  static let sign = SessionWords(bit: 60)
  /// Times and a number in one word: "x12".
  static let glued = SessionWords(bit: 61)
  /// A number as scans have it: "l2".
  static let scanned = SessionWords(bit: 62)
  /// A number word.
  static let number = SessionWords(bit: 63)

  static let period: SessionWords = [.week, .month, .day]
  static let adverb: SessionWords = [.weekly, .monthly]
  /// What an amount can start with, beside numerals.
  static let starts: SessionWords = [
    .number, .once, .twice, .weekly, .monthly, .times, .quantity, .dozen, .sign, .glued, .scanned,
  ]

  private static let names: [String: SessionWords] = [
    "unit": .unit, "singular": .singular, "vague-unit": .vagueUnit, "day": .day, "week": .week, "month": .month,
    "weekly": .weekly, "monthly": .monthly, "once": .once, "twice": .twice, "times": .times, "per": .per,
    "every": .every, "alternate": .alternate, "filling": .filling, "filler": .filler, "span-word": .spanWord,
    "naming": .naming, "stop": .stop, "half": .half, "gap-participle": .participle, "head": .head,
    "document": .document, "lead": .lead, "dose": .dose, "after-bare": .afterBare, "trial": .trial, "dozen": .dozen,
    "clause": .clause, "verb": .verb, "article": .article, "definite": .definite, "partitive": .partitive,
    "determiner": .determiner, "out": .out, "purpose": .purpose, "and": .and, "or": .or, "target": .target,
    "between": .between, "quantity": .quantity, "numbering": .numbering, "total": .total, "totalling": .totalling,
    "by": .by, "rate": .rate, "therapy": .therapy, "lesson": .lesson, "field": .field, "beside": .beside,
    "ordinal": .ordinal, "with": .with, "ago": .ago, "changed": .changed, "relative": .relative,
    "physical": .physical, "occupational": .occupational,
    "ordinal-end": .ordinalEnd, "phase": .phase, "hours": .hours,
  ]

  /// The calendar period that a word names.
  var period: SessionQuantity.Period? {
    if contains(.week) { return .week }
    if contains(.month) { return .month }
    return contains(.day) ? .day : nil
  }

  init(rawValue: UInt64) { self.rawValue = rawValue }

  private init(bit: Int) { rawValue = 1 << UInt64(bit) }

  init?(name: String) {
    guard let words = Self.names[name] else { return nil }
    self = words
  }
}
