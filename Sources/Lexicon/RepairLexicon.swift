import ClinicalText

/// The lexicons that a text is read by through the errors of optical character recognition.
enum RepairLexicon {
  static let confusions = "ocr/confusions.tsv"
  static let words = "ocr/words.tsv"
  static let marks = "ocr/marks.tsv"
  private static let headings = "sections/headings.tsv"
  private static let decisions = "services/decisions.tsv"
  private static let labels = ["header/labels.tsv", "header/credentials.tsv"]
  /// Kinds of rows of these files that have no colon behind them.
  private static let notLabels = ["end", "stop", "specialties-prose", "states-prose"]
  /// Class of a word that a lexicon knows and no word list.
  private static let rareWord: Float = 12

  /// Nil where the source has no such lexicons.
  /// - Throws: `LexiconError` for an unusable line of an overlay; those built in are read when the first damaged text comes.
  static func repair(_ source: LexiconSource, _ vocabulary: Vocabulary) throws(LexiconError) -> TextRepair? {
    let paths = [confusions, words, marks]
    guard paths.allSatisfy(source.contains) else { return nil }
    if paths.contains(where: source.isOverlaid) { _ = try knowledge(source, vocabulary) }
    return TextRepair { (try? knowledge(source, vocabulary)) ?? TextRepair.Knowledge() }
  }

  private static func knowledge(_ source: LexiconSource, _ vocabulary: Vocabulary) throws(LexiconError)
    -> TextRepair.Knowledge
  {
    var knowledge = TextRepair.Knowledge()
    for row in try source.rows(of: confusions, columns: 3) {
      guard let weight = Double(row[2]), weight > 0, weight <= 1 else {
        throw row.error("a weight is above 0 and at most 1")
      }
      knowledge.confusions.add(printed: characters(row[0]), read: characters(row[1]), weight: weight)
    }
    for row in try source.rows(of: words, columns: 2) {
      guard let cost = Float(row[0]), (1...20).contains(cost) else { throw row.error("a class is 1 to 20") }
      for word in row.list(1) { knowledge.add(word.utf8, cost: cost) }
    }
    for path in source.paths {
      for text in try source.texts(of: path) { add(text, vocabulary, to: &knowledge) }
    }
    try addMarks(source, to: &knowledge.marks)
    try addLines(source, to: &knowledge.lines)
    return knowledge
  }

  private static func addMarks(_ source: LexiconSource, to marks: inout MarkKnowledge) throws(LexiconError) {
    for row in try source.rows(of: self.marks, columns: 2) {
      for word in row.list(1) {
        switch row[0] {
        case "function": marks.add(functionWord: word)
        case "clitic": marks.add(clitic: word)
        case "never":
          guard let mark = word.utf8.first, word.utf8.count == 1 else {
            throw row.error("a mark is one ASCII character")
          }
          marks.add(neverPrinted: mark)
        default: throw row.error("the kind has to be one of: function, clitic, never")
        }
      }
    }
    for path in source.paths where !path.hasPrefix("code-systems/") && !path.hasPrefix("ocr/") {
      for row in try source.rows(of: path, columns: 1) { addPairs(of: row, to: &marks) }
    }
  }

  /// Adds the words that follow each other in the phrases of a row's first column.
  private static func addPairs(of row: LexiconRow, to marks: inout MarkKnowledge) {
    row.withUTF8(0) { phrases in
      for phrase in phrases.split(separator: UInt8(ascii: "|")) {
        let words = phrase.split(separator: 0x20)
        for (first, second) in zip(words, words.dropFirst())
        where first.allSatisfy(isLetterOrDigit) && second.allSatisfy(isLetterOrDigit) { marks.add(pair: first, second) }
      }
    }
  }

  /// Adds the headings of sections and the labels of values.
  private static func addLines(_ source: LexiconSource, to lines: inout KnownLines) throws(LexiconError) {
    for row in source.contains(headings) ? try source.rows(of: headings, columns: 3) : [] {
      for heading in row[0].split(separator: "|") {
        lines.add(String(heading), row[2] == "line" ? .title : .opener)
      }
    }
    for row in source.contains(decisions) ? try source.rows(of: decisions, columns: 2) : [] {
      for decision in row[0].split(separator: "|") where decision.utf8.allSatisfy(isLetterOrDigit) {
        lines.add(end: String(decision))
      }
    }
    for path in labels where source.contains(path) {
      for row in try source.rows(of: path, columns: 2) where !notLabels.contains(row[1]) {
        for label in row[0].split(separator: "|") { lines.add(String(label), .label) }
      }
    }
  }

  private static func characters(_ field: String) -> String {
    switch field {
    case "\\s": " "
    case "\\e": ""
    default: field
    }
  }

  /// Adds the words of a text that the vocabulary knows, and those that it joins with a slash ("emg/ncs").
  private static func add(_ text: String, _ vocabulary: Vocabulary, to knowledge: inout TextRepair.Knowledge) {
    for run in text.utf8.split(whereSeparator: { !isLetterOrDigit($0) }) where run.count > 1 {
      let word = run.map { $0 | 0x20 }
      if word.allSatisfy({ $0 >= UInt8(ascii: "a") }), vocabulary.id(of: word) != Vocabulary.unknown {
        knowledge.add(word, cost: rareWord)
      }
    }
    for run in text.utf8.split(whereSeparator: { !isLetterOrDigit($0) && $0 != UInt8(ascii: "/") }) {
      let parts = run.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      if parts.count == 2, parts.allSatisfy({ $0.count > 1 && $0.allSatisfy { $0 | 0x20 >= UInt8(ascii: "a") } }) {
        knowledge.add(run.map { $0 == UInt8(ascii: "/") ? $0 : $0 | 0x20 }, cost: rareWord)
      }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
