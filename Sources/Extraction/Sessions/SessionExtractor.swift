import ClinicalText
import Lexicon

/// Finds amounts of treatment sessions, visits, treatments and programme days, whose they are and what they are for.
public struct SessionExtractor: Sendable {
  private let lexicons: SessionLexicons

  /// - Throws: `LexiconError` for an unusable file of `sessions/`.
  public init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    lexicons = try SessionLexicons(services, in: &builder)
  }

  /// The amounts in text order.
  /// - Parameter disputed: the treatments in dispute, as the sections of the document number them.
  public func sessions(in document: AnalyzedDocument, disputed: [Mention<DisputedService>]) -> [Mention<SessionAmount>]
  {
    let text = SessionTokens(document.reading, lexicons.vocabulary)
    let topics = lexicons.topics.topics(in: document.phrases, text)
    return topics.withUnsafeBufferPointer { topics in
      document.phrases[lexicons.ellipses.layer].withUnsafeBufferPointer { ellipses in
        document.phrases[lexicons.roles.layer].withUnsafeBufferPointer { cues in
          var scan = SessionScan(
            lexicons, document, text, starts: lexicons.vocabulary.starts(in: document), topics: topics,
            ellipses: ellipses, cues: cues)
          return scan.run(disputed)
        }
      }
    }
  }
}

/// What amounts of sessions are read by. A class, so that a scan holds it by one reference.
final class SessionLexicons: Sendable {
  let vocabulary: SessionVocabulary
  let ellipses: SessionEllipsisLexicon
  let roles: SessionRoleLexicon
  let priors: SessionRolePriors
  let topics: SessionTopicLexicon
  /// By form.
  let rules: [RuleReference]

  /// - Throws: `LexiconError` for an unusable file of `sessions/`.
  init(_ services: ServiceLexicon, in builder: inout LexiconBuilder) throws(LexiconError) {
    topics = SessionTopicLexicon(services)
    vocabulary = try SessionVocabulary(in: &builder)
    ellipses = try SessionEllipsisLexicon(in: &builder)
    roles = try SessionRoleLexicon(in: &builder)
    priors = try SessionRolePriors(builder.source)
    rules = SessionReading.Form.allCases.map { RuleReference(file: "sessions/words.tsv", line: 0, name: $0.name) }
  }
}
