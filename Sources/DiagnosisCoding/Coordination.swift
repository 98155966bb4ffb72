import DiagnosisTerms
import Lexicon

/// Takes coordinated phrases apart: "cervical, thoracic and lumbar sprain", "right and left carpal tunnel syndrome".
struct Coordination: Sendable {
  /// What kind of word a term is, as far as coordination joins like with like.
  enum Kind: UInt8, Sendable { case none, side, level, site, place }

  /// By word number.
  private var kinds: [UInt8] = []
  private let left: [UInt32]
  private let right: [UInt32]
  private let bilateral: [UInt32]

  /// Sites are those of `diagnoses/sites.tsv` that are one word.
  init(_ source: LexiconSource, _ classes: WordClasses, normalizer: inout TermNormalizer) throws(LexiconError) {
    var scratch = TermScratch()
    left = classes.words(of: .left)
    right = classes.words(of: .right)
    bilateral = classes.words(of: .bilateral)
    for row in try source.rows(of: "diagnoses/sites.tsv", columns: 3) {
      Array(row[0].utf8).withUnsafeBufferPointer { normalizer.learn($0, scratch: &scratch) }
      guard scratch.terms.count == 1 else { continue }
      set(row[2] == "place" ? .place : .site, for: scratch.terms[0].id)
    }
    for side in left + right { set(.side, for: side) }
  }

  /// The side that terms name.
  func laterality(of terms: [Term]) -> CodedConcept.Laterality? {
    let hasLeft = terms.contains { left.contains($0.id) }
    let hasRight = terms.contains { right.contains($0.id) }
    if (hasLeft && hasRight) || terms.contains(where: { bilateral.contains($0.id) }) { return .bilateral }
    return hasLeft ? .left : hasRight ? .right : nil
  }

  private mutating func set(_ kind: Kind, for word: UInt32) {
    while kinds.count <= Int(word) { kinds.append(0) }
    kinds[Int(word)] = kind.rawValue
  }

  func isSite(_ word: UInt32) -> Bool { Int(word) < kinds.count && kinds[Int(word)] >= Kind.site.rawValue }

  private func kind(of term: Term) -> Kind {
    if term.level != nil { return .level }
    return Int(term.id) < kinds.count ? Kind(rawValue: kinds[Int(term.id)]) ?? .none : .none
  }

  /// The runs of two or more terms of a kind that are joined by "and", commas or slashes.
  func groups(in terms: [Term]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    var start = 0
    for index in 1..<max(1, terms.count) {
      let joins =
        !terms[index].link.isDisjoint(with: .coordinators) && kind(of: terms[index]) != .none
        && kind(of: terms[index]) == kind(of: terms[index - 1])
      if !joins {
        if index - start > 1 { groups.append(start..<index) }
        start = index
      }
    }
    if terms.count - start > 1 { groups.append(start..<terms.count) }
    return groups
  }

  /// The terms once for each member of a group, the other members left out.
  func expand(_ terms: [Term], _ group: Range<Int>) -> [[Term]] {
    group.map { kept in terms.indices.filter { !group.contains($0) || $0 == kept }.map { terms[$0] } }
  }
}
