import ClinicalText

/// A document whose text could be read.
public struct IngestedDocument: Sendable {
  public let id: String
  /// File name without folders; `-` for standard input.
  public let name: String
  public let mediaType: String
  public let text: SourceText
  /// What of the input was no text in its encoding; nil where all of it was.
  public let undecodable: UndecodableBytes?
  /// SHA-256 of the file's bytes; for a line of JSON Lines, of its text in UTF-8.
  public let sha256: SIMD32<UInt8>
  /// Where the words stand on pages; nil for what was text from the start.
  public let layout: PageLayout?
  /// What could not be read of its pages.
  public let faults: [PageFault]

  public init(
    id: String, name: String, mediaType: String, text: SourceText, undecodable: UndecodableBytes?,
    sha256: SIMD32<UInt8>, layout: PageLayout? = nil, faults: [PageFault] = []
  ) {
    self.id = id
    self.name = name
    self.mediaType = mediaType
    self.text = text
    self.undecodable = undecodable
    self.sha256 = sha256
    self.layout = layout
    self.faults = faults
  }
}

/// What a reader has to know of pages that were not read as they should.
public enum PageFault: Sendable, Equatable {
  /// The file is damaged; some of its text may be missing.
  case damagedFile
  /// Page images that were not recognised, by their numbers from 1.
  case withoutText(pages: [Int])
  /// Pages whose words were recognised with little confidence, by their numbers from 1.
  case poorRecognition(pages: [Int])
}

/// Bytes that stand in the text as U+FFFD.
public struct UndecodableBytes: Sendable, Equatable {
  public let count: Int
  /// The first of the replacement characters, in UTF-8 bytes of the decoded text.
  public let first: Span

  public init(count: Int, first: Span) {
    self.count = count
    self.first = first
  }
}

/// A document that could not be worked on. Its message holds no text of the document.
public struct DocumentFailure: Error, Sendable, Equatable {
  public enum Code: String, Sendable, CaseIterable {
    case notFound = "not-found"
    case unreadable
    case binary
    case unsupportedKind = "unsupported-kind"
    case noLetters = "no-letters"
    case invalidJSON = "invalid-json"
    case tooLarge = "too-large"
    case patternLimit = "pattern-limit"
    case damaged
    case encrypted
    case invalidOCRResult = "invalid-ocr-result"
    case needsOCR = "needs-ocr"
    case timeout
    case toolMissing = "tool-missing"
    case toolFailed = "tool-failed"
    case tooManyPages = "too-many-pages"
  }

  public let id: String
  public let code: Code
  public let message: String

  public init(id: String, code: Code, message: String) {
    self.id = id
    self.code = code
    self.message = message
  }
}

/// The most that one document may hold, in bytes. Offsets within a document are 32-bit numbers in its tables.
public enum DocumentLimits {
  public static let bytes = 256 * 1024 * 1024
}
