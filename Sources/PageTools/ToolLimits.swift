/// What the programs that read pages may take.
public struct ToolLimits: Sendable, Equatable {
  /// Pages of a document.
  public var pages: Int
  /// Seconds of one run of a program.
  public var seconds: Int
  /// Megabytes of address space of one run of a program.
  public var megabytes: Int
  /// Pixels of a page image.
  public var pixels: Int

  public init(pages: Int = 1_000, seconds: Int = 300, megabytes: Int = 4_096, pixels: Int = 150_000_000) {
    self.pages = pages
    self.seconds = seconds
    self.megabytes = megabytes
    self.pixels = pixels
  }
}

/// Why the pages of a document could not be read. Holds no text of it.
public enum PageFailure: Error, Sendable, Equatable {
  /// A program is not installed; the package has it.
  case toolMissing(tool: String, package: String)
  /// A program ended without its result.
  case toolFailed(tool: String, reason: String)
  case timeout(tool: String, seconds: Int)
  /// A program reached its memory limit.
  case memory(tool: String, megabytes: Int)
  case tooManyPages(limit: Int)
  /// A page image of more pixels than allowed.
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// A password is needed to open the file.
  case encrypted
  /// The file is incomplete or contradicts its format.
  case damaged(reason: String)
  /// The file can be read by OCR only, which was forbidden.
  case needsOCR
}

extension PageFailure: CustomStringConvertible {
  /// For people, with the option of `imr-extract` that sets a limit.
  public var description: String {
    switch self {
    case .toolMissing(let tool, let package):
      "\(tool) is not installed; the package \(package) has it (apt-get install \(package))"
    case .toolFailed(let tool, let reason): "\(tool) failed: \(reason)"
    case .timeout(let tool, let seconds): "\(tool) took longer than \(seconds) s (--page-timeout)"
    case .memory(let tool, let megabytes): "\(tool) needs more memory than \(megabytes) MB (--page-memory)"
    case .tooManyPages(let limit): "more than \(limit) pages (--max-pages)"
    case .tooManyPixels(let width, let height, let limit):
      "a page image of \(width) x \(height) pixels; \(limit / 1_000_000) million are allowed (--max-megapixels)"
    case .encrypted: "a password is needed to open it"
    case .damaged(let reason): reason
    case .needsOCR: "a page image, which --ocr never leaves unread"
    }
  }
}
