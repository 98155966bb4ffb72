import DiagnosisTerms

/// What ends the problem that a phrase names: "status post" (`problem-ends.tsv`: word, beginning of the word behind it).
struct ProblemEnds: Sendable {
  private var ends: [(word: UInt32, next: [UInt8])] = []

  init(_ table: TableText, normalizer: inout TermNormalizer) {
    var scratch = TermScratch()
    table.forEachRow { columns, _ in
      guard columns.count >= 2 else { return }
      columns[0].withUnsafeBufferPointer { normalizer.learn($0, scratch: &scratch) }
      if let word = scratch.terms.first?.id { ends.append((word, Array(columns[1]))) }
    }
  }

  /// Whether two words that follow each other end the problem.
  func holds(_ word: UInt32, _ next: UInt32, _ vocabulary: Vocabulary) -> Bool {
    next != 0
      && ends.contains { end in end.word == word && vocabulary.spelling(of: next).starts(with: end.next) }
  }
}
