import ClinicalText

/// The lexicons that a text is read by through the errors of optical character recognition.
enum RepairLexicon {
  static let confusions = "ocr/confusions.tsv"
  static let words = "ocr/words.tsv"
  /// Class of a word that a lexicon knows and no word list.
  private static let rareWord: Float = 12

  /// Nil where the source has no such lexicons.
  /// - Throws: `LexiconError` for an unusable line of an overlay; those built in are read when the first damaged text comes.
  static func repair(_ source: LexiconSource, _ vocabulary: Vocabulary) throws(LexiconError) -> TextRepair? {
    guard source.contains(confusions), source.contains(words) else { return nil }
    if source.isOverlaid(at: confusions) || source.isOverlaid(at: words) { _ = try knowledge(source, vocabulary) }
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
    return knowledge
  }

  private static func characters(_ field: String) -> String {
    switch field {
    case "\\s": " "
    case "\\e": ""
    default: field
    }
  }

  /// Adds the words of a text that the vocabulary knows.
  private static func add(_ text: String, _ vocabulary: Vocabulary, to knowledge: inout TextRepair.Knowledge) {
    for run in text.utf8.split(whereSeparator: { !isLetterOrDigit($0) }) where run.count > 1 {
      let word = run.map { $0 | 0x20 }
      if word.allSatisfy({ $0 >= UInt8(ascii: "a") }), vocabulary.id(of: word) != Vocabulary.unknown {
        knowledge.add(word, cost: rareWord)
      }
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte &- UInt8(ascii: "0") < 10 || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }
}
