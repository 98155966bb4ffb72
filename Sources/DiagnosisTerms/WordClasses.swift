/// Classes of words that say little, assumed words and their weights (`word-classes.tsv`: word, class).
public struct WordClasses: Sendable {
  public enum Class: String, Sendable, CaseIterable {
    /// Says that the table has nothing better ("unspecified").
    case unspecified
    /// Says that the table has something else ("other", "NEC").
    case other
    /// Says nothing at all ("type", "site").
    case empty
    /// Taken for granted where a phrase is silent ("initial", "closed").
    case assumed
    /// A degree or course that few codes tell apart ("mild", "chronic").
    case qualifier
    /// A side of the body, or both.
    case left, right, bilateral

    public var isSide: Bool { self == .left || self == .right || self == .bilateral }
  }

  private var classes: [UInt32: Class] = [:]

  public init(_ table: TableText, normalizer: inout TermNormalizer) {
    var scratch = TermScratch()
    table.forEachRow { columns, _ in
      guard columns.count >= 2, let name = Class(rawValue: String(decoding: columns[1], as: UTF8.self)) else { return }
      columns[0].withUnsafeBufferPointer { normalizer.learn($0, scratch: &scratch) }
      for term in scratch.terms { classes[term.id] = name }
    }
  }

  public func `class`(of id: UInt32) -> Class? { classes[id] }

  /// The words of a class, ascending.
  public func words(of name: Class) -> [UInt32] { classes.filter { $0.value == name }.map(\.key).sorted() }

  /// What a generic word costs an entry whose phrase does not say it, in eighths; `nil` for other words.
  public func genericPenalty(of id: UInt32) -> Int? {
    switch classes[id] {
    case .unspecified: 1
    case .other: 4
    case .empty: 0
    default: nil
    }
  }
}
