/// The tables of `Lexicons/coding` that say how words of a diagnosis are read.
public struct CodingRules: Sendable {
  /// Form, base form.
  public var wordForms: TableText
  /// Pass, suffix, replacement, least letters before it.
  public var suffixes: TableText
  /// Word, role.
  public var functionWords: TableText
  /// Words, replacement, scope.
  public var phrases: TableText
  /// Abbreviation, words, scope, context words.
  public var abbreviations: TableText
  /// Word, implied words.
  public var implications: TableText
  /// Word, class.
  public var wordClasses: TableText
  /// Word, beginning of the word behind it.
  public var problemEnds: TableText
  /// Phrase, ICD-10-CM code, ICD-9-CM code.
  public var entries: TableText

  /// Takes each table from `load`, which is given its file name.
  public init(load: (String) throws -> TableText) rethrows {
    wordForms = try load("word-forms.tsv")
    suffixes = try load("suffixes.tsv")
    functionWords = try load("function-words.tsv")
    phrases = try load("phrases.tsv")
    abbreviations = try load("abbreviations.tsv")
    implications = try load("implications.tsv")
    wordClasses = try load("word-classes.tsv")
    problemEnds = try load("problem-ends.tsv")
    entries = try load("entries.tsv")
  }
}
