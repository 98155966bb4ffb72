import Foundation
import Testing

@testable import Evaluation

/// The letters composed for this project.
enum CorpusLetters {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path(percentEncoded: false)
  static let folder = root + "Corpus/letters"

  static func gold(_ ids: [String]? = nil) throws -> GoldFolder { try GoldFolder(path: folder, ids: ids) }

  /// Gold taken for the output of a program that drops, moves and confuses some of it, always the same.
  static func damaged(_ letter: GoldLetter) -> AnnotatedDocument {
    var document = letter.annotation
    for field in MentionField.allCases {
      guard let mentions = document.mentions[field] else { continue }
      document.mentions[field] = mentions.enumerated().compactMap { index, mention in
        index % 5 == 4 ? nil : damaged(mention, index)
      }
    }
    document.record["sex"] = nil
    document.record["sessionsReceived"] = .number(7)
    return document
  }

  private static func damaged(_ mention: AnnotatedMention, _ index: Int) -> AnnotatedMention {
    var mention = mention
    mention.isOptional = false
    for (key, value) in mention.values where key != "pages" { mention.values[key] = value.alternatives.last ?? .null }
    if index % 3 == 2 { mention.span = mention.span.lowerBound..<mention.span.upperBound - 1 }
    if index % 4 == 3 { mention.span = mention.span.lowerBound..<mention.span.upperBound + 12 }
    if index % 6 == 5 { mention.codes = mention.codes.mapValues { $0.map { _ in "R69" } } }
    if index % 7 == 6 {
      for key in ["role", "assertion", "decision", "guideline"] where mention.values[key] != nil {
        mention.values[key] =
          ["role": "other", "assertion": "absent", "decision": "overturned", "guideline": "ODG"][key]
      }
    }
    return mention
  }
}
