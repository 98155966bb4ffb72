import ClinicalText
import Lexicon

/// A treatment named in the text, as far as sessions are concerned.
struct SessionTopic {
  let tokens: Range<Int>
  let category: ServiceCategory
  /// Whether its amounts are sessions.
  let isCounted: Bool
  let isWeak: Bool

  /// Whether its amounts may be days.
  var isProgramme: Bool { category == .functionalRestoration || category == .workConditioning }
}

/// The treatments that a document names, and which of them an amount is about.
struct SessionTopics {
  private let topics: [SessionTopic]

  init(_ document: AnalyzedDocument, _ lexicon: ServiceLexicon) {
    topics = document.phrases[lexicon.layer].compactMap { hit in
      let service = lexicon.service(of: hit)
      guard service.isCountedInSessions || !service.isWeak else { return nil }
      if service.category == .homeHealth, let therapy = Self.homeTherapy(hit.tokens, document.reading) {
        return SessionTopic(tokens: hit.tokens, category: therapy, isCounted: true, isWeak: false)
      }
      return SessionTopic(
        tokens: hit.tokens, category: service.category, isCounted: service.isCountedInSessions, isWeak: service.isWeak)
    }
  }

  /// "home physical therapy": its amounts are visits of the therapy.
  private static func homeTherapy(_ tokens: Range<Int>, _ reading: Reading) -> ServiceCategory? {
    for token in tokens {
      let word = reading.viewBytes(ofToken: token)
      if word.elementsEqual("physical".utf8) { return .physicalTherapy }
      if word.elementsEqual("occupational".utf8) { return .occupationalTherapy }
    }
    return nil
  }

  /// The topics that start in `tokens`.
  func topics(in tokens: Range<Int>) -> ArraySlice<SessionTopic> {
    let start = topics.partitioningIndex { $0.tokens.lowerBound >= tokens.lowerBound }
    var end = start
    while end < topics.count, topics[end].tokens.lowerBound < tokens.upperBound { end += 1 }
    return topics[start..<end]
  }

  /// The one treatment counted in sessions that the document names; nil where it names several or none.
  var only: ServiceCategory? {
    var only: ServiceCategory?
    for topic in topics where topic.isCounted && !topic.isWeak && topic.category != .other {
      if let known = only, known != topic.category { return nil }
      only = topic.category
    }
    return only
  }
}

extension RandomAccessCollection {
  /// The first index whose element and all behind it satisfy `belongs`.
  func partitioningIndex(where belongs: (Element) -> Bool) -> Index {
    var low = startIndex
    var count = self.count
    while count > 0 {
      let middle = index(low, offsetBy: count / 2)
      if belongs(self[middle]) {
        count /= 2
      } else {
        low = index(after: middle)
        count -= count / 2 + 1
      }
    }
    return low
  }
}
