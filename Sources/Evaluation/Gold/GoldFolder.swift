import ClinicalText
import Foundation
import Ingest

/// A letter with its annotation.
public struct GoldLetter: Sendable {
  public var id: String { annotation.id }
  /// The gold file's name without folders.
  public let file: String
  public let text: LetterText
  public var annotation: AnnotatedDocument

  public init(file: String, text: LetterText, annotation: AnnotatedDocument) {
    self.file = file
    self.text = text
    self.annotation = annotation
  }

  /// The letter with another text, its gold where that text has it; mentions that it has not are left out.
  /// - Parameter place: where a range of this text stands in the other one, in code points; nil where it does not.
  func moved(to text: LetterText, _ place: (Range<Int>) -> Range<Int>?) -> GoldLetter {
    var annotation = annotation
    annotation.mentions = annotation.mentions.mapValues { mentions in
      mentions.compactMap { mention in
        guard let range = place(mention.span) else { return nil }
        var mention = mention
        mention.span = range
        return mention
      }
    }
    return GoldLetter(file: file, text: text, annotation: annotation)
  }
}

/// A folder of letters and their gold: `NAME.txt` with `NAME.gold.json` or brat's `NAME.ann`, and JSONL files with a letter
/// a line (whose text stands in the line, or in the file named after its id).
public struct GoldFolder: Sendable {
  public let path: String
  /// In the order of their ids.
  public private(set) var letters: [GoldLetter] = []
  /// What of the gold could not be read; the rest is used.
  public private(set) var problems: [GoldProblem] = []

  /// - Parameter ids: the letters wanted; nil for all.
  /// - Throws: `GoldFolderError` where the folder cannot be read, holds no gold or not all letters that are wanted.
  public init(path: String, ids: [String]? = nil) throws(GoldFolderError) {
    self.path = path
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw GoldFolderError(path: path, reason: "not a readable folder")
    }
    let wanted = ids.map(Set.init)
    for name in names.sorted() where !name.hasPrefix(".") { read(name, wanted) }
    completeBratFields()
    letters.sort { $0.id < $1.id }
    for (first, second) in zip(letters, letters.dropFirst()) where first.id == second.id {
      throw GoldFolderError(path: path, reason: "two gold files annotate \(first.id): \(first.file), \(second.file)")
    }
    if letters.isEmpty, problems.isEmpty {
      throw GoldFolderError(path: path, reason: "no gold (NAME.gold.json, NAME.ann or *.jsonl beside NAME.txt)")
    }
    let missing = (wanted ?? []).subtracting(letters.map(\.id)).sorted()
    if let first = missing.first {
      throw GoldFolderError(path: path, reason: "no gold of \(missing.count) letters wanted, \(first) the first")
    }
  }

  private mutating func read(_ name: String, _ wanted: Set<String>?) {
    if let id = name.removingSuffix(".gold.json") {
      if wanted?.contains(id) ?? true { readQuotes(name, id) }
    } else if let id = name.removingSuffix(".ann") {
      if wanted?.contains(id) ?? true { readBrat(name, id) }
    } else if name.hasSuffix(".jsonl") {
      readLines(name, wanted)
    }
  }

  // MARK: Formats

  private mutating func readQuotes(_ name: String, _ id: String) {
    guard let text = text(of: id, for: name), let data = contents(name) else { return }
    guard let gold = try? JSONElement(json: data), gold.object != nil else {
      problems.append(GoldProblem(file: name, "not a JSON object"))
      return
    }
    var reader = QuoteGoldReader(file: name, text: text)
    add(reader.document(gold, name: id), text, name, &reader.problems)
  }

  private mutating func readBrat(_ name: String, _ id: String) {
    guard let text = text(of: id, for: name), let data = contents(name) else { return }
    var reader = BratGoldReader(file: name, text: text)
    add(reader.document(String(decoding: data, as: UTF8.self), id: id), text, name, &reader.problems)
  }

  private mutating func readLines(_ name: String, _ wanted: Set<String>?) {
    guard let data = contents(name) else { return }
    var labelled: [Int] = []
    var fields: Set<MentionField> = []
    for (index, line) in data.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() where !line.isEmpty
    {
      guard let gold = try? JSONElement(json: Data(line)), let id = gold["id"].string else {
        problems.append(GoldProblem(file: name, place: "line \(index + 1)", "not a JSON object with an id"))
        continue
      }
      guard wanted?.contains(id) ?? true else { continue }
      let given = gold["text"].string.map { LetterText(SourceText(utf8: Array($0.utf8))) }
      guard let text = given ?? text(of: id, for: name) else { continue }
      var reader = SpanGoldReader(file: name, line: index + 1, text: text)
      add(reader.document(gold, id: id), text, name, &reader.problems)
      guard gold["spans"].array != nil, let last = letters.last else { continue }
      labelled.append(letters.count - 1)
      fields.formUnion(last.annotation.mentions.keys)
    }
    for index in labelled { letters[index].annotation.open(fields) }
  }

  private mutating func add(
    _ annotation: AnnotatedDocument, _ text: LetterText, _ file: String, _ found: inout [GoldProblem]
  ) {
    letters.append(GoldLetter(file: file, text: text, annotation: annotation))
    problems += found
  }

  /// Standoff files cannot say that a field was looked for in vain: one that any of them has was looked for in all.
  private mutating func completeBratFields() {
    let brat = letters.indices.filter { letters[$0].file.hasSuffix(".ann") }
    let fields = Set(brat.flatMap { letters[$0].annotation.mentions.keys })
    for index in brat { letters[index].annotation.open(fields) }
  }

  // MARK: Files

  private mutating func text(of id: String, for gold: String) -> LetterText? {
    guard let data = FileManager.default.contents(atPath: "\(path)/\(id).txt") else {
      problems.append(GoldProblem(file: gold, "no letter \(id).txt beside it"))
      return nil
    }
    return LetterText(TextDecoder.decode(Array(data)).text)
  }

  private mutating func contents(_ name: String) -> Data? {
    let data = FileManager.default.contents(atPath: "\(path)/\(name)")
    if data == nil { problems.append(GoldProblem(file: name, "not readable")) }
    return data
  }
}

extension AnnotatedDocument {
  /// Gives each of `fields` a list, if only an empty one.
  fileprivate mutating func open(_ fields: Set<MentionField>) {
    for field in fields where mentions[field] == nil { mentions[field] = [] }
  }
}

extension String {
  fileprivate func removingSuffix(_ suffix: String) -> String? {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
  }
}
