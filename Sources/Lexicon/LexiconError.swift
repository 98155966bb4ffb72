/// A lexicon that cannot be used, with the place a person has to mend.
public struct LexiconError: Error, Equatable, CustomStringConvertible {
  /// Path below the lexicon folder.
  public let file: String
  /// From 1; nil where the file as a whole is meant.
  public let line: Int?
  public let reason: String

  public init(file: String, line: Int?, reason: String) {
    self.file = file
    self.line = line
    self.reason = reason
  }

  public var description: String {
    line.map { "\(file):\($0): \(reason)" } ?? "\(file): \(reason)"
  }
}
