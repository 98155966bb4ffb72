import ClinicalText
import Lexicon

/// A treatment named in the text, as far as sessions are concerned.
struct SessionTopic {
  /// Half-open range of tokens.
  let start: Int32
  let end: Int32
  let category: ServiceCategory
  /// Whether its amounts are sessions.
  let isCounted: Bool
  let isWeak: Bool

  var tokens: Range<Int> { Int(start)..<Int(end) }

  /// Whether its amounts may be days.
  var isProgramme: Bool { category == .functionalRestoration || category == .workConditioning }
}

/// Which terms of the services lexicon are treatments that amounts may be of.
struct SessionTopicLexicon: Sendable {
  private struct Term {
    let category: ServiceCategory
    let isCounted: Bool
    let isWeak: Bool

    /// Whether it says nothing of amounts.
    var isIdle: Bool { isWeak && !isCounted }
  }

  private let layer: LayerID
  private let terms: ConstantTable<Term>

  init(_ services: ServiceLexicon) {
    layer = services.layer
    terms = ConstantTable(
      services.services.map { Term(category: $0.category, isCounted: $0.isCountedInSessions, isWeak: $0.isWeak) })
  }

  /// The treatments that a document names, in text order.
  func topics(in phrases: PhraseHits, _ text: SessionTokens) -> [SessionTopic] {
    let terms = terms.rows
    let hits = phrases[layer]
    var topics: [SessionTopic] = []
    topics.reserveCapacity(hits.count)
    for hit in hits {
      let term = terms[Int(hit.row)]
      guard !term.isIdle else { continue }
      let therapy = term.category == .homeHealth ? Self.homeTherapy(hit.tokens, text) : nil
      topics.append(
        SessionTopic(
          start: hit.start, end: hit.end, category: therapy ?? term.category,
          isCounted: therapy != nil || term.isCounted,
          isWeak: therapy == nil && term.isWeak))
    }
    return topics
  }

  /// "home physical therapy": its amounts are visits of the therapy.
  private static func homeTherapy(_ tokens: Range<Int>, _ text: SessionTokens) -> ServiceCategory? {
    for token in tokens {
      if text.has(token, .physical) { return .physicalTherapy }
      if text.has(token, .occupational) { return .occupationalTherapy }
    }
    return nil
  }
}

extension UnsafeBufferPointer<SessionTopic> {
  /// The topics that start in `tokens`.
  func within(_ tokens: Range<Int>) -> Self {
    let first = partitioningIndex { $0.start >= tokens.lowerBound }
    return from(first, in: tokens)
  }

  /// The topics from index `first` on that start before the end of `tokens`.
  func from(_ first: Int, in tokens: Range<Int>) -> Self {
    var end = first
    while end < count, self[end].start < tokens.upperBound { end += 1 }
    return Self(rebasing: self[first..<end])
  }

  /// The one treatment counted in sessions that the topics name; nil where they name several or none.
  var only: ServiceCategory? {
    var only: ServiceCategory?
    for topic in self where topic.isCounted && !topic.isWeak && topic.category != .other {
      if let known = only, known != topic.category { return nil }
      only = topic.category
    }
    return only
  }

  private func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var count = self.count
    while count > 0 {
      let half = count / 2
      if belongs(self[low + half]) {
        count = half
      } else {
        low += half + 1
        count -= half + 1
      }
    }
    return low
  }
}
