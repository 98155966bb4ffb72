import ClinicalText
import Lexicon

/// What a word does in an amount of sessions; the classes of `sessions/words.tsv`.
struct SessionWords: OptionSet, Sendable {
  let rawValue: UInt32

  static let unit = SessionWords(rawValue: 1)
  static let singular = SessionWords(rawValue: 1 << 1)
  /// Counts sessions only beside a treatment that is counted so ("treatments", "meetings").
  static let vagueUnit = SessionWords(rawValue: 1 << 2)
  static let day = SessionWords(rawValue: 1 << 3)
  static let week = SessionWords(rawValue: 1 << 4)
  static let month = SessionWords(rawValue: 1 << 5)
  static let weekly = SessionWords(rawValue: 1 << 6)
  static let monthly = SessionWords(rawValue: 1 << 7)
  static let once = SessionWords(rawValue: 1 << 8)
  static let twice = SessionWords(rawValue: 1 << 9)
  static let times = SessionWords(rawValue: 1 << 10)
  static let per = SessionWords(rawValue: 1 << 11)
  static let every = SessionWords(rawValue: 1 << 12)
  static let alternate = SessionWords(rawValue: 1 << 13)
  static let filling = SessionWords(rawValue: 1 << 14)
  static let filler = SessionWords(rawValue: 1 << 15)
  static let spanWord = SessionWords(rawValue: 1 << 16)
  static let label = SessionWords(rawValue: 1 << 17)
  static let naming = SessionWords(rawValue: 1 << 18)
  static let stop = SessionWords(rawValue: 1 << 19)
  static let half = SessionWords(rawValue: 1 << 20)
  static let participle = SessionWords(rawValue: 1 << 21)
  static let head = SessionWords(rawValue: 1 << 22)
  static let document = SessionWords(rawValue: 1 << 23)
  static let lead = SessionWords(rawValue: 1 << 24)
  static let dose = SessionWords(rawValue: 1 << 25)
  static let afterBare = SessionWords(rawValue: 1 << 26)
  /// Behind a unit in the singular: "six-visit clinical trial", "16-visit limit".
  static let trial = SessionWords(rawValue: 1 << 27)
  /// Starts a clause of its own, which cues behind it belong to.
  static let clause = SessionWords(rawValue: 1 << 29)
  static let verb = SessionWords(rawValue: 1 << 30)
  static let dozen = SessionWords(rawValue: 1 << 28)

  static let period: SessionWords = [.week, .month, .day]
  static let adverb: SessionWords = [.weekly, .monthly]

  private static let names: [String: SessionWords] = [
    "unit": .unit, "singular": .singular, "vague-unit": .vagueUnit, "day": .day, "week": .week, "month": .month,
    "weekly": .weekly, "monthly": .monthly, "once": .once, "twice": .twice, "times": .times, "per": .per,
    "every": .every, "alternate": .alternate, "filling": .filling, "filler": .filler, "span-word": .spanWord,
    "label": .label, "naming": .naming, "stop": .stop, "half": .half, "gap-participle": .participle, "head": .head,
    "document": .document, "lead": .lead, "dose": .dose, "after-bare": .afterBare, "trial": .trial, "dozen": .dozen,
    "clause": .clause, "verb": .verb,
  ]

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init?(name: String) {
    guard let words = Self.names[name] else { return nil }
    self = words
  }
}

/// The words of amounts by their ids.
struct SessionVocabulary: Sendable {
  private var classes: [SessionWords] = []
  private var values: [Int16] = []

  /// - Throws: `LexiconError` for an unknown class or a number word without a value.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    for row in try builder.source.rows(of: "sessions/words.tsv", columns: 2) {
      guard let words = SessionWords(name: row[0]) else { throw row.error("unknown class \(row[0])") }
      for word in row.list(1) { add(words, to: builder.word(word)) }
    }
    for (word, value) in try NumberWords.values(&builder) {
      add([], to: word)
      values[Int(word)] = Int16(clamping: value)
    }
  }

  private mutating func add(_ words: SessionWords, to word: WordID) {
    let missing = Int(word) + 1 - classes.count
    if missing > 0 {
      classes += Array(repeating: [], count: missing)
      values += Array(repeating: -1, count: missing)
    }
    classes[Int(word)].formUnion(words)
  }

  @inline(__always)
  func classes(of word: WordID) -> SessionWords {
    let index = Int(word)
    return index < classes.count && word != Vocabulary.unknown ? classes[index] : []
  }

  /// Whether an amount can start with the word.
  @inline(__always)
  func starts(_ word: WordID) -> Bool {
    let index = Int(word)
    guard index < classes.count, word != Vocabulary.unknown else { return false }
    return values[index] >= 0
      || !classes[index].isDisjoint(with: [.once, .twice, .weekly, .monthly, .times, .label, .dozen])
  }

  /// The value of a number word, nil for any other word.
  @inline(__always)
  func value(of word: WordID) -> Int? {
    let index = Int(word)
    guard index < values.count, word != Vocabulary.unknown, values[index] >= 0 else { return nil }
    return Int(values[index])
  }
}
