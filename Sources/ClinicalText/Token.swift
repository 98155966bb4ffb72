/// What a token is and where it stands.
@frozen
public struct TokenFlags: OptionSet, Sendable {
  public let rawValue: UInt16
  @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Whether one of `other` is among them.
  @inlinable public func hasAny(_ other: TokenFlags) -> Bool { rawValue & other.rawValue != 0 }

  /// Digits only.
  @inlinable public static var number: TokenFlags { TokenFlags(rawValue: 1) }
  /// Starts with a letter; may hold digits behind it ("l5").
  @inlinable public static var word: TokenFlags { TokenFlags(rawValue: 2) }
  /// One mark.
  @inlinable public static var punctuation: TokenFlags { TokenFlags(rawValue: 4) }
  /// Blank space or a line break stands before it.
  @inlinable public static var spaceBefore: TokenFlags { TokenFlags(rawValue: 8) }
  /// First of a block: a paragraph, a list item, a heading, a table cell on a line of its own.
  @inlinable public static var blockStart: TokenFlags { TokenFlags(rawValue: 16) }
  @inlinable public static var sentenceStart: TokenFlags { TokenFlags(rawValue: 32) }
  /// Its first letter is a capital in the source.
  @inlinable public static var capitalized: TokenFlags { TokenFlags(rawValue: 64) }
  /// Two letters or more, all capitals in the source.
  @inlinable public static var upperCase: TokenFlags { TokenFlags(rawValue: 128) }
  /// First of a source line.
  @inlinable public static var lineStart: TokenFlags { TokenFlags(rawValue: 256) }
  /// Two blanks or more, or a tab, stand before it in its line.
  @inlinable public static var wideSpaceBefore: TokenFlags { TokenFlags(rawValue: 512) }
}

/// What the reader of a text has to know of words: the vocabulary, abbreviations and page furniture. A class, so that a
/// reading holds it by one reference.
public final class ReadingRules: Sendable {
  public let vocabulary: Vocabulary
  /// Words that a full stop follows without ending the sentence ("dr", "vs").
  public let abbreviations: WordSet
  /// Abbreviations only where a number follows ("no. 5").
  public let abbreviationsBeforeNumbers: WordSet
  public let furniture: PageFurniture
  /// Phrases that start a sentence where a source line starts with them.
  public let lineOpeners: WordPhrases
  /// Phrases that end a sentence where a source line ends with them.
  public let lineClosers: WordPhrases
  /// Reads a text through the errors of optical character recognition; nil where it is taken as it stands.
  public let repair: TextRepair?

  public init(
    vocabulary: Vocabulary, abbreviations: Set<WordID> = [], abbreviationsBeforeNumbers: Set<WordID> = [],
    furniture: PageFurniture = PageFurniture(), lineOpeners: WordPhrases = WordPhrases(),
    lineClosers: WordPhrases = WordPhrases(), repair: TextRepair? = nil
  ) {
    self.vocabulary = vocabulary
    self.abbreviations = WordSet(abbreviations)
    self.abbreviationsBeforeNumbers = WordSet(abbreviationsBeforeNumbers)
    self.furniture = furniture
    self.lineOpeners = lineOpeners
    self.lineClosers = lineClosers
    self.repair = repair
  }
}
