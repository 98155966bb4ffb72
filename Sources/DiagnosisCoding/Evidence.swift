import DiagnosisTerms

/// The words that a phrase says or implies, for membership tests in constant time.
struct Evidence {
  /// By word number: 0 where the phrase lacks it, else position + 1, plus 64 for each step by which it is only implied.
  private var stamps: [UInt8]
  private var stamped: [UInt32] = []
  /// Weight of the word at each position.
  private(set) var weights: [Int] = []
  /// The words as they stand.
  private(set) var sequence: [UInt32] = []

  init(wordCount: Int) { stamps = Array(repeating: 0, count: wordCount + 1) }

  /// The words said or implied.
  var words: [UInt32] { stamped }

  static let positionMask: UInt8 = 63
  static let positionLimit = 62

  mutating func removeAll() {
    for word in stamped { stamps[Int(word)] = 0 }
    stamped.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    sequence.removeAll(keepingCapacity: true)
  }

  /// Adds a word that the phrase says; more than `positionLimit` are passed over.
  mutating func say(_ word: UInt32, weight: Int) {
    sequence.append(word)
    guard weights.count < Evidence.positionLimit else { return }
    let isRepeated = isSaid(word)
    weights.append(isRepeated ? 0 : weight)
    guard word != 0, Int(word) < stamps.count, !isRepeated else { return }
    stamp(word, UInt8(weights.count))
  }

  @inline(__always)
  private func isSaid(_ word: UInt32) -> Bool {
    let stamp = stamp(of: word)
    return stamp != 0 && stamp >> 6 == 0
  }

  /// Adds a word that the word said last implies.
  ///
  /// `rank` 0 is the nearest of what it implies, 1 what is farther off.
  mutating func imply(_ word: UInt32, rank: Int) {
    guard word != 0, Int(word) < stamps.count, stamps[Int(word)] == 0, !weights.isEmpty else { return }
    stamp(word, UInt8(weights.count) | (rank == 0 ? 64 : 128))
  }

  private mutating func stamp(_ word: UInt32, _ value: UInt8) {
    if stamps[Int(word)] == 0 { stamped.append(word) }
    stamps[Int(word)] = value
  }

  @inline(__always)
  func stamp(of word: UInt32) -> UInt8 { Int(word) < stamps.count ? stamps[Int(word)] : 0 }

  /// The sum of the weights of the positions in `mask`.
  @inline(__always)
  func weight(of mask: UInt64) -> Int {
    var rest = mask
    var sum = 0
    while rest != 0 {
      sum += weights[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    return sum
  }
}

/// What a set of words covers of the evidence.
struct Coverage {
  /// Positions whose word is required as it is said.
  var literal: UInt64 = 0
  /// Positions whose word may be there.
  var optional: UInt64 = 0
  /// Positions whose word implies a required one, by rank.
  var implied: UInt64 = 0
  var farImplied: UInt64 = 0
  /// What is taken for granted or generic, in eighths of a unit of weight.
  var penalty = 0

  @inline(__always)
  mutating func add(stamp: UInt8) {
    let bit = UInt64(1) << UInt64((stamp & Evidence.positionMask) - 1)
    switch stamp >> 6 {
    case 0: literal |= bit
    case 1: implied |= bit
    default: farImplied |= bit
    }
  }

  @inline(__always)
  mutating func addOptional(stamp: UInt8) {
    if stamp >> 6 == 0 { optional |= UInt64(1) << UInt64(stamp - 1) }
  }

  var mask: UInt64 { neededMask | optional }

  /// Positions of required words.
  var neededMask: UInt64 { literal | implied | farImplied }
}
