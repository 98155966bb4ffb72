import ClinicalText
import Lexicon

/// Makes the character errors of optical character recognition, at a rate and from a seed.
public struct OCRNoise: Sendable {
  static let file = "ocr/confusions.tsv"

  /// What is printed comes out as what is read.
  struct Confusion: Sendable {
    let printed: [Unicode.Scalar]
    let read: [Unicode.Scalar]
    /// How often, 0...1.
    let weight: Double

    /// Character errors that it makes.
    var cost: Int { max(printed.count, read.count) }
  }

  /// By the first character printed.
  private let confusions: [Unicode.Scalar: [Confusion]]
  private let insertions: [Confusion]

  /// - Throws: `LexiconError` for a row that is no confusion.
  public init(_ source: LexiconSource = .builtIn()) throws(LexiconError) {
    var confusions: [Unicode.Scalar: [Confusion]] = [:]
    var insertions: [Confusion] = []
    for row in try source.rows(of: Self.file, columns: 3) {
      guard let weight = Double(row[2]), weight > 0, weight <= 1 else {
        throw row.error("a weight is above 0 and at most 1")
      }
      let confusion = Confusion(printed: Self.characters(row[0]), read: Self.characters(row[1]), weight: weight)
      guard confusion.cost > 0 else { throw row.error("nothing is read for nothing") }
      if let first = confusion.printed.first {
        confusions[first, default: []].append(confusion)
      } else {
        insertions.append(confusion)
      }
    }
    self.confusions = confusions
    self.insertions = insertions
  }

  private static func characters(_ field: String) -> [Unicode.Scalar] {
    switch field {
    case "\\s": [" "]
    case "\\e": []
    default: Array(field.unicodeScalars)
    }
  }

  /// The text with errors in `rate` (0...0.5) of its characters, counted as an edit distance counts them. Line ends stay.
  public func degraded(_ text: LetterText, rate: Double, seed: UInt64) -> NoisyText {
    var generator = SeededGenerator(seed: seed)
    let characters = Array(text[0..<text.count].unicodeScalars)
    var budget = Int((min(max(rate, 0), 0.5) * Double(characters.count)).rounded())
    var edits: [Int: Confusion] = [:]
    var isTaken = [Bool](repeating: false, count: characters.count)
    var attempts = characters.count * 200
    while budget > 0, attempts > 0 {
      attempts -= 1
      let place = generator.number(below: characters.count)
      guard let edit = edit(at: place, in: characters, &generator), edit.cost <= budget else { continue }
      let covered = place..<place + max(1, edit.printed.count)
      guard covered.allSatisfy({ !isTaken[$0] }) else { continue }
      for index in covered { isTaken[index] = true }
      edits[place] = edit
      budget -= edit.cost
    }
    return NoisyText(characters, edits)
  }

  /// What goes wrong at a place: nil as often as the weights leave over.
  private func edit(at place: Int, in characters: [Unicode.Scalar], _ generator: inout SeededGenerator) -> Confusion? {
    let fitting = (confusions[characters[place]] ?? []).filter { confusion in
      place + confusion.printed.count <= characters.count
        && characters[place..<place + confusion.printed.count].elementsEqual(confusion.printed)
    }
    var chance = generator.fraction()
    for confusion in fitting + insertions {
      chance -= confusion.weight
      if chance < 0 { return confusion }
    }
    return nil
  }
}

/// A text with errors in it, and where its characters came from.
public struct NoisyText: Sendable {
  public let text: LetterText
  /// Where each code point of the clean text begins and ends in this one.
  private let starts: [Int]
  private let ends: [Int]

  init(_ characters: [Unicode.Scalar], _ edits: [Int: OCRNoise.Confusion]) {
    var out = String.UnicodeScalarView()
    var count = 0
    var starts = [Int](repeating: 0, count: characters.count)
    var ends = starts
    var place = 0
    while place < characters.count {
      let edit = edits[place]
      let length = edit.map(\.printed.count) ?? 0
      out.append(contentsOf: edit?.read ?? [])
      let start = length > 0 ? count : count + (edit?.read.count ?? 0)
      count += edit?.read.count ?? 0
      if length == 0 {
        out.append(characters[place])
        count += 1
      }
      for index in place..<place + max(1, length) {
        starts[index] = start
        ends[index] = count
      }
      place += max(1, length)
    }
    text = LetterText(SourceText(utf8: Array(String(out).utf8)))
    self.starts = starts
    self.ends = ends
  }

  /// The place of a range of the clean text, nil where nothing is left of it.
  public func range(of clean: Range<Int>) -> Range<Int>? {
    guard let first = clean.first, let last = clean.last, starts.indices.contains(first), ends.indices.contains(last),
      starts[first] < ends[last]
    else { return nil }
    return starts[first]..<ends[last]
  }
}

extension GoldLetter {
  /// The letter with errors in its text, its gold where the same characters stand now; mentions of which nothing is left are
  /// left out.
  public func degraded(by noise: OCRNoise, rate: Double, seed: UInt64) -> GoldLetter {
    let noisy = noise.degraded(text, rate: rate, seed: seed)
    return moved(to: noisy.text) { noisy.range(of: $0) }
  }
}
