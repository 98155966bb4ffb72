import ClinicalText
import Lexicon

/// Finds amounts of treatment sessions, visits, treatments and programme days, whose they are and what they are for.
public struct SessionExtractor: Sendable {
  let vocabulary: SessionVocabulary
  let ellipses: SessionEllipsisLexicon
  let roles: SessionRoleLexicon
  let priors: SessionRolePriors
  let topics: SessionTopicLexicon

  /// - Throws: `LexiconError` for an unusable file of `sessions/`.
  public init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    topics = SessionTopicLexicon(services)
    vocabulary = try SessionVocabulary(in: &builder)
    ellipses = try SessionEllipsisLexicon(in: &builder)
    roles = try SessionRoleLexicon(in: &builder)
    priors = try SessionRolePriors(builder.source)
  }

  /// The amounts in text order.
  /// - Parameter disputed: the treatments in dispute, as the sections of the document number them.
  public func sessions(in document: AnalyzedDocument, disputed: [Mention<DisputedService>]) -> [Mention<SessionAmount>]
  {
    let text = SessionTokens(document.reading, vocabulary)
    let topics = topics.topics(in: document.phrases, text)
    return topics.withUnsafeBufferPointer { topics in
      document.phrases[ellipses.layer].withUnsafeBufferPointer { ellipses in
        document.phrases[roles.layer].withUnsafeBufferPointer { cues in
          var scan = SessionScan(self, document, text, topics: topics, ellipses: ellipses, cues: cues)
          return scan.run(disputed)
        }
      }
    }
  }
}
