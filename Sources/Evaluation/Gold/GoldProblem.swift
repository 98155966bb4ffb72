/// Something of a gold file that is wrong, or looks so. Its message holds no text of a letter.
public struct GoldProblem: Sendable, Equatable, CustomStringConvertible {
  public enum Severity: String, Sendable {
    /// The annotation cannot mean what it says.
    case error
    /// A look is worth it.
    case hint
  }

  public var severity: Severity
  /// File name without folders.
  public var file: String
  /// Where in the file ("dates[3]", "line 12").
  public var place: String
  public var message: String

  public init(_ severity: Severity = .error, file: String, place: String = "", _ message: String) {
    self.severity = severity
    self.file = file
    self.place = place
    self.message = message
  }

  public var description: String {
    "\(file): \(severity.rawValue): \(place.isEmpty ? "" : "\(place): ")\(message)"
  }
}

/// A folder of gold that cannot be read at all.
public struct GoldFolderError: Error, Sendable, Equatable, CustomStringConvertible {
  public let path: String
  public let reason: String

  public var description: String { "\(path): \(reason)" }
}
