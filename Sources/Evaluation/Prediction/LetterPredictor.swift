import ClinicalText
import Export
import Foundation
import IMRLetter
import Ingest
import Lexicon
import PCRE2

/// Runs the extraction on letters and reads its output as any user of it would, with the rules that made each mention.
public struct LetterPredictor {
  private let extractor: LetterExtractor
  private let exporter = JSONExporter(ExportOptions(explains: true))
  private let scratch: MatchScratch

  /// - Parameter repairsText: whether errors of text recognition are read through.
  /// - Throws: `LexiconError` for an unusable lexicon, `MatchError.outOfMemory`.
  public init(lexicons: LexiconSource = .builtIn(), repairsText: Bool = true) throws {
    extractor = try LetterExtractor(lexicons: lexicons, repairsText: repairsText)
    scratch = try MatchScratch()
  }

  /// - Throws: `MatchError` where a pattern reached its limit.
  public func annotate(_ text: SourceText, id: String) throws -> AnnotatedDocument {
    try annotate(
      IngestedDocument(
        id: id, name: id, mediaType: "text/plain", text: text, undecodable: nil, sha256: SIMD32(repeating: 0)))
  }

  /// - Throws: `MatchError` where a pattern reached its limit.
  public func annotate(_ document: IngestedDocument) throws -> AnnotatedDocument {
    let letter = try extractor.letter(from: document.text, layout: document.layout, scratch: scratch)
    var output = OutputBuffer()
    exporter.write(letter, of: document, to: &output)
    return AnnotatedDocument(output: try JSONElement(json: output.withBytes { Data($0) }))
  }
}

/// Output that was made elsewhere: JSON Lines of the output contract with offsets in code points, all fields or some.
public struct PredictionFile {
  /// By document id.
  public private(set) var documents: [String: JSONElement] = [:]

  /// - Throws: `GoldFolderError` where the file cannot be read or holds a line that is no document.
  public init(path: String) throws(GoldFolderError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw GoldFolderError(path: path, reason: "not readable")
    }
    for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      guard let document = try? JSONElement(json: Data(line)), let id = document["id"].string else {
        throw GoldFolderError(path: path, reason: "line \(index + 1) is no JSON object with an id")
      }
      documents[id] = document
    }
  }

  /// The document of an id, and how many of its mentions do not say what stands at their offsets.
  public func document(_ id: String, in text: LetterText) -> (annotation: AnnotatedDocument, offsetErrors: Int) {
    guard let output = documents[id] else { return (AnnotatedDocument(id: id), 0) }
    let mentions = MentionField.allCases.flatMap { output[$0.rawValue].array ?? [] }
    let wrong = mentions.count { mention in
      guard let quote = mention["text"].string else { return false }
      guard let start = mention["start"].integer, let end = mention["end"].integer, start <= end else { return true }
      return !text.reads(quote, at: start..<end)
    }
    return (AnnotatedDocument(output: output), wrong)
  }
}
