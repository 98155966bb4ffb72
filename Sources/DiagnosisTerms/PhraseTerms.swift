/// How a word hangs on the one before it: the separators and function words between the two.
public struct Link: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let comma = Link(rawValue: 1)
  public static let slash = Link(rawValue: 2)
  public static let and = Link(rawValue: 4)
  public static let with = Link(rawValue: 8)
  public static let due = Link(rawValue: 16)
  public static let bracket = Link(rawValue: 32)
  /// "without", "not": what follows is denied.
  public static let without = Link(rawValue: 64)
  /// "of", "in", "to" ...: a preposition that names a place.
  public static let preposition = Link(rawValue: 128)

  /// Separators that join things of a kind.
  public static let coordinators: Link = [.comma, .slash, .and]
}

/// A word of a phrase, in its base form.
public struct Term: Hashable, Sendable {
  /// The word's number in the vocabulary; 0 where the code tables do not hold it.
  public var id: UInt32
  /// What stands between the word and the one before it.
  public var link: Link
  /// The position of the written word in its phrase that the term comes from.
  public var position: UInt8
  /// The spinal level that the word names.
  public var level: SpinalLevel?
}

/// Buffers that reading a phrase needs; kept from one phrase to the next so that none allocates.
public struct TermScratch: Sendable {
  public internal(set) var folded: [UInt8] = []
  var base: [UInt8] = []
  var joined: [UInt8] = []
  var words: [Term] = []
  /// The terms of the phrase read last.
  public internal(set) var terms: [Term] = []

  public init() {}
}
