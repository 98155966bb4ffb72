/// What a token is and where it stands.
public struct TokenFlags: OptionSet, Sendable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Digits only.
  public static let number = TokenFlags(rawValue: 1)
  /// Starts with a letter; may hold digits behind it ("l5").
  public static let word = TokenFlags(rawValue: 2)
  /// One mark.
  public static let punctuation = TokenFlags(rawValue: 4)
  /// Blank space or a line break stands before it.
  public static let spaceBefore = TokenFlags(rawValue: 8)
  /// First of a block: a paragraph, a list item, a heading, a table cell on a line of its own.
  public static let blockStart = TokenFlags(rawValue: 16)
  public static let sentenceStart = TokenFlags(rawValue: 32)
  /// Its first letter is a capital in the source.
  public static let capitalized = TokenFlags(rawValue: 64)
  /// Two letters or more, all capitals in the source.
  public static let upperCase = TokenFlags(rawValue: 128)
  /// First of a source line.
  public static let lineStart = TokenFlags(rawValue: 256)
  /// Two blanks or more, or a tab, stand before it in its line.
  public static let wideSpaceBefore = TokenFlags(rawValue: 512)
}

/// What the reader of a text has to know of words: the vocabulary, abbreviations and page furniture.
public struct ReadingRules: Sendable {
  public var vocabulary: Vocabulary
  /// Words that a full stop follows without ending the sentence ("dr", "vs").
  public var abbreviations: Set<WordID>
  /// Abbreviations only where a number follows ("no. 5").
  public var abbreviationsBeforeNumbers: Set<WordID>
  public var furniture: PageFurniture
  /// Phrases that start a sentence where a source line starts with them.
  public var lineOpeners: [[WordID]] = []
  /// Phrases that end a sentence where a source line ends with them.
  public var lineClosers: [[WordID]] = []

  public init(
    vocabulary: Vocabulary, abbreviations: Set<WordID> = [], abbreviationsBeforeNumbers: Set<WordID> = [],
    furniture: PageFurniture = PageFurniture()
  ) {
    self.vocabulary = vocabulary
    self.abbreviations = abbreviations
    self.abbreviationsBeforeNumbers = abbreviationsBeforeNumbers
    self.furniture = furniture
  }
}
