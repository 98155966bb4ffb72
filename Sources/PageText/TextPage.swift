import ClinicalText

/// A page as words with their places, before any order of reading.
public struct TextPage: Sendable {
  /// In points.
  public var width: Double
  public var height: Double
  public var words: [PageWord]
  /// Whether the words come from optical character recognition.
  public var isRecognized: Bool

  public init(width: Double, height: Double, words: [PageWord] = [], isRecognized: Bool) {
    self.width = width
    self.height = height
    self.words = words
    self.isRecognized = isRecognized
  }

  /// Whether its words are enough to be the page's text, and readable.
  public var hasUsableText: Bool { words.count >= Self.fewestWords && isReadable }

  /// Whether its words are letters and digits for the most part. A page whose fonts do not tell their characters has
  /// words of other characters.
  public var isReadable: Bool {
    var readable = 0
    var all = 0
    for word in words {
      let scalars = word.text.unicodeScalars
      all += scalars.count
      readable += scalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }
    return readable * 2 > all
  }

  /// A scan may carry a stamp as text (a fax line, a Bates number) and all else as an image.
  private static let fewestWords = 12
}

/// A word that a converter or a recogniser found on a page.
public struct PageWord: Sendable, Equatable {
  public var text: String
  public var box: PageBox
  /// 0...1; 1 for words of a text layer.
  public var confidence: Double
  /// Words with one number stand in one line, by the converter's judgement, from left to right.
  public var line: Int

  public init(text: String, box: PageBox, confidence: Double = 1, line: Int) {
    self.text = text
    self.box = box
    self.confidence = confidence
    self.line = line
  }
}

/// Why an OCR result could not be read. Holds no text of it.
public struct PageFormatError: Error, Sendable, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
