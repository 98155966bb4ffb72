import CodeTableFormat
import Foundation
import FoundationXML

/// What the XML of a Tabular List says.
struct TabularList {
  /// The heading of a chapter, or of a block of categories.
  struct Block {
    /// 0 for a chapter, 1 for a block.
    let level: Int
    /// `A00-B99`
    let range: String
    let title: String
  }

  /// An instruction at a code or block: excludes, code first and the like.
  struct Note {
    let code: String
    let kind: String
    let text: String
  }

  let version: String
  /// Categories, subcategories and codes in the document's order, without 7th characters added by rule.
  private(set) var codes: [ListedCode] = []
  /// Without point, 7th characters added.
  private(set) var billableCodes: [String] = []
  /// Those of `billableCodes` that a 7th-character rule made.
  private(set) var expandedCodes: [String] = []
  /// The 7th characters that a category defines.
  private(set) var meanings: [String: [Character: String]] = [:]
  private(set) var blocks: [Block] = []
  private(set) var inclusionTerms: [(code: String, term: String)] = []
  private(set) var notes: [Note] = []

  /// Reads the XML of a release.
  ///
  /// - Throws: Foundation's errors for unreadable XML, `UnreadableSource` for another kind of XML.
  init(xml data: Data) throws {
    guard let root = try XMLDocument(data: data).rootElement(), root.name == "ICD10CM.tabular" else {
      throw UnreadableSource(description: "the file is no ICD-10-CM Tabular List")
    }
    version = root.text(of: "version")
    for chapter in root.elements(forName: "chapter") { read(chapter: chapter) }
  }

  private mutating func read(chapter: XMLElement) {
    let description = chapter.text(of: "desc")
    let range = description.split(separator: "(").last.map { String($0.dropLast()) } ?? ""
    let title = description.replacing(" (\(range))", with: "")
    blocks.append(Block(level: 0, range: range, title: title))
    readNotes(of: chapter, code: range)
    for section in chapter.elements(forName: "section") { read(section: section) }
  }

  private mutating func read(section: XMLElement) {
    let range = section.attribute(forName: "id")?.stringValue ?? ""
    let title = section.text(of: "desc").replacing(" (\(range))", with: "")
    blocks.append(Block(level: 1, range: range, title: title))
    readNotes(of: section, code: range)
    for code in section.elements(forName: "diag") { read(code: code, rule: nil) }
  }

  private mutating func read(code element: XMLElement, rule inherited: SeventhCharacterRule?) {
    let name = element.text(of: "name")
    let code = CodeText.withoutPoint(name)
    codes.append(ListedCode(code: code, title: element.text(of: "desc")))
    for term in element.notes(of: "inclusionTerm") { inclusionTerms.append((name, term)) }
    readNotes(of: element, code: name)
    let own = SeventhCharacterRule(category: element)
    meanings[code] = own?.meanings
    let rule = own ?? inherited
    let children = element.elements(forName: "diag")
    if children.isEmpty { addBillable(code, rule: rule) }
    for child in children { read(code: child, rule: rule) }
  }

  private mutating func addBillable(_ code: String, rule: SeventhCharacterRule?) {
    guard let rule, code.utf8.count < 7 else { return billableCodes.append(code) }
    let expanded = rule.characters(for: code).map { SeventhCharacters.fullCode(code, $0) }
    expandedCodes += expanded
    billableCodes += expanded
  }

  private mutating func readNotes(of element: XMLElement, code: String) {
    let kinds = ["includes", "excludes1", "excludes2", "codeFirst", "useAdditionalCode", "codeAlso", "notes"]
    for kind in kinds {
      for text in element.notes(of: kind) { notes.append(Note(code: code, kind: kind, text: text)) }
    }
  }
}

/// The 7th characters of a category, and to which of its codes some of them do not apply.
struct SeventhCharacterRule {
  let meanings: [Character: String]
  /// By the 6th character of a code.
  private var excluded: [Character: Set<Character>] = [:]

  /// The rule that a category defines, nil where it leaves 7th characters to those above it.
  init?(category: XMLElement) {
    guard let definition = category.elements(forName: "sevenChrDef").first else { return nil }
    var meanings: [Character: String] = [:]
    for element in definition.elements(forName: "extension") {
      guard let character = element.attribute(forName: "char")?.stringValue?.first else { continue }
      meanings[character] = element.trimmedText
    }
    self.meanings = meanings
    for note in category.notes(of: "notes") { exclude(by: note) }
  }

  /// The 7th characters of a code, in order.
  func characters(for code: String) -> [Character] {
    let withheld = code.utf8.count == 6 ? code.last.flatMap { excluded[$0] } ?? [] : []
    return meanings.keys.filter { !withheld.contains($0) }.sorted()
  }

  /// The one form of such a note that the Tabular List knows (at S06): "7th characters D and S do
  /// not apply to codes in category S06 with 6th character 7 - death …, or 8 - death …".
  private mutating func exclude(by note: String) {
    let form = #/7th characters (\w) and (\w) do not apply .* with 6th character (\w) .*, or (\w) /#
    guard let match = note.firstMatch(of: form) else { return }
    for sixth in [match.3, match.4] {
      guard let character = sixth.first else { continue }
      excluded[character] = Set([match.1, match.2].compactMap(\.first))
    }
  }
}

extension XMLElement {
  /// The text with white space at its ends taken off and other white space made one space.
  var trimmedText: String {
    (stringValue ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  func text(of child: String) -> String { elements(forName: child).first?.trimmedText ?? "" }

  /// The notes in the children of one kind.
  func notes(of kind: String) -> [String] {
    elements(forName: kind).flatMap { $0.elements(forName: "note") }.map(\.trimmedText)
  }
}
