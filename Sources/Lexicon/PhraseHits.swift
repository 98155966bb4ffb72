import ClinicalText

/// Layers that are matched together.
public enum PhraseGroup: Int, Sendable, CaseIterable {
  /// Looked for in the whole text.
  case wholeText
  /// Looked for in sentences that name a problem only: the words around it and its context.
  case aroundProblems
}

/// Names a lexicon within the phrase matcher.
public struct LayerID: Hashable, Sendable {
  public let group: PhraseGroup
  /// Within the group.
  public let index: Int
}

/// A phrase of a layer found in a reading.
public struct PhraseHit: Sendable {
  /// Half-open range of tokens.
  public let start: Int32
  public let end: Int32
  /// Row of the layer's lexicon.
  public let row: Int32

  @inlinable public var tokens: Range<Int> { Int(start)..<Int(end) }
}

/// Phrases of one layer, in text order.
public struct PhraseHitList: RandomAccessCollection, @unchecked Sendable {
  // Unchecked, since the table, which nothing changes, keeps the hits alive.
  @usableFromInline let table: PhraseTable?
  @usableFromInline let hits: UnsafeBufferPointer<PhraseHit>

  @inlinable
  init(_ table: PhraseTable?, _ hits: UnsafeBufferPointer<PhraseHit>) {
    self.table = table
    self.hits = hits
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { hits.count }
  @inlinable public subscript(index: Int) -> PhraseHit { hits[index] }

  /// Calls `body` with the hits, which live no longer than the call.
  @inlinable
  public func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<PhraseHit>) -> Result) -> Result {
    withExtendedLifetime(table) { body(hits) }
  }

  /// The hits that begin in a range of tokens.
  @inlinable
  public func hits(in tokens: Range<Int>) -> PhraseHitList { PhraseHitList(table, hits.starting(in: tokens)) }
}

extension UnsafeBufferPointer<PhraseHit> {
  /// The hits that begin in a range of tokens, of hits in text order.
  @inlinable
  func starting(in tokens: Range<Int>) -> UnsafeBufferPointer<PhraseHit> {
    // Halves what is left with a mask in place of a condition, which processors guess wrong every other time.
    var low = 0
    var left = count
    while left > 0 {
      let half = (left &+ 1) &>> 1
      let isBefore = Int(self[low &+ half &- 1].start) &- tokens.lowerBound
      low &+= half & (isBefore &>> 63)
      left &-= half
    }
    var end = low
    while end < count, Int(self[end].start) < tokens.upperBound { end += 1 }
    return UnsafeBufferPointer(rebasing: self[low..<end])
  }
}

/// The phrases found in a reading, by layer, in text order.
public struct PhraseHits: Sendable {
  /// Nil where the group has not been looked for.
  @usableFromInline var wholeText: PhraseTable?
  @usableFromInline var aroundProblems: PhraseTable?

  init() {}

  mutating func add(_ table: PhraseTable, of group: PhraseGroup) {
    switch group {
    case .wholeText: wholeText = table
    case .aroundProblems: aroundProblems = table
    }
  }

  @inlinable @inline(__always)
  func table(of group: PhraseGroup) -> PhraseTable? { group == .wholeText ? wholeText : aroundProblems }

  /// All phrases of a layer.
  @inlinable
  public subscript(layer: LayerID) -> PhraseHitList {
    table(of: layer.group)?[layer.index] ?? PhraseHitList(nil, UnsafeBufferPointer(start: nil, count: 0))
  }

  /// Whether a phrase of the layer begins in sentence `index`.
  @inlinable @inline(__always)
  public func has(_ layer: LayerID, inSentence index: Int) -> Bool {
    layers(of: layer.group, inSentence: index) >> UInt64(layer.index) & 1 != 0
  }

  /// The layers of a group that have a phrase in sentence `index`, a bit each.
  @inlinable @inline(__always)
  public func layers(of group: PhraseGroup, inSentence index: Int) -> UInt64 {
    table(of: group)?.sentenceLayers[index] ?? 0
  }

  /// The phrases of a layer that begin in `tokens`.
  @inlinable
  public func hits(_ layer: LayerID, within tokens: Range<Int>) -> PhraseHitList {
    table(of: layer.group)?.hits(layer.index, within: tokens)
      ?? PhraseHitList(nil, UnsafeBufferPointer(start: nil, count: 0))
  }
}

/// The phrases of one group.
@usableFromInline
final class PhraseTable: @unchecked Sendable {
  // Unchecked, since nothing changes after `init`.
  @usableFromInline let hits: UnsafeMutableBufferPointer<PhraseHit>
  /// First hit of each layer, and the end of the last.
  @usableFromInline let starts: UnsafeMutableBufferPointer<Int32>
  /// For each sentence a bit for each layer that has a hit in it.
  @usableFromInline let sentenceLayers: UnsafeMutableBufferPointer<UInt64>

  /// - Parameter sentenceLayers: the table's own from here on.
  init(
    _ found: UnsafeBufferPointer<FoundPhrase>, layerCount: Int, sentenceLayers: UnsafeMutableBufferPointer<UInt64>
  ) {
    hits = .allocate(capacity: max(1, found.count))
    starts = .allocate(capacity: layerCount + 1)
    self.sentenceLayers = sentenceLayers
    starts.initialize(repeating: 0)
    for phrase in found { starts[phrase.entry.layer &+ 1] &+= 1 }
    for layer in 0..<layerCount { starts[layer &+ 1] &+= starts[layer] }
    // Each layer's start moves to its end, which is the start of the next.
    for phrase in found {
      let layer = phrase.entry.layer
      hits[Int(starts[layer])] = PhraseHit(start: phrase.start, end: phrase.end, row: phrase.entry.row)
      starts[layer] &+= 1
    }
    for layer in stride(from: layerCount, to: 0, by: -1) { starts[layer] = starts[layer &- 1] }
    starts[0] = 0
  }

  deinit {
    hits.deallocate()
    starts.deallocate()
    sentenceLayers.deallocate()
  }

  @inlinable
  subscript(layer: Int) -> PhraseHitList { PhraseHitList(self, all(layer)) }

  /// The hits of a layer that begin in a range of tokens.
  @inlinable
  func hits(_ layer: Int, within tokens: Range<Int>) -> PhraseHitList {
    PhraseHitList(self, all(layer).starting(in: tokens))
  }

  @inlinable
  func all(_ layer: Int) -> UnsafeBufferPointer<PhraseHit> {
    UnsafeBufferPointer(rebasing: hits[Int(starts[layer])..<Int(starts[layer + 1])])
  }
}

/// A phrase as the matcher comes upon it.
struct FoundPhrase {
  /// Half-open range of tokens.
  var start: Int32
  var end: Int32
  var entry: PhraseTrie.Entry
}
