import DiagnosisTerms

/// Compiles the Alphabetic Index, the code titles, the inclusion terms and the project's own entries into
/// the index that `DiagnosisCoding` reads.
public struct CodingIndexBuilder {
  /// A code of the Tabular List, by row.
  public struct Code {
    public var code: String
    /// The title, or what the 7th character means.
    public var title: String
    public var hasSeventhCharacter: Bool
    /// Row of the code above it.
    public var parent: Int?

    public init(code: String, title: String, hasSeventhCharacter: Bool, parent: Int?) {
      self.code = code
      self.title = title
      self.hasSeventhCharacter = hasSeventhCharacter
      self.parent = parent
    }
  }

  struct Entry {
    var words: EntryWords
    var row: Int
    var kind: EntryKind
    /// Line of the index or row of the code the entry comes from.
    var source: Int
  }

  var reader: EntryReader
  var codes: CodeTree
  var entries: [Entry] = []
  /// The terms of the indexes in their order, for explanations.
  var terms: [(text: ArraySlice<UInt8>, above: Int)] = []
  /// Main-term words of the index: what a diagnosis is about.
  var heads: Set<UInt32> = []

  private let rowOfICD10: (String) -> Int?
  private let rowOfICD9: (String) -> Int?

  /// - Parameters:
  ///   - codes: the codes of ICD-10-CM in row order.
  ///   - rowOfICD10: the row of a code of ICD-10-CM.
  ///   - rowOfICD9: the row of a code of ICD-9-CM.
  public init(
    rules: CodingRules, tables: CodingTables, codes rows: [Code], rowOfICD10: @escaping (String) -> Int?,
    rowOfICD9: @escaping (String) -> Int?
  ) {
    self.rowOfICD10 = rowOfICD10
    self.rowOfICD9 = rowOfICD9
    reader = EntryReader(rules: rules)
    codes = CodeTree(rows, reader: &reader)
    addTitles()
    addInclusionTerms(tables.inclusionTerms)
    addIndex(tables.index, kind: .index)
    addIndex(tables.externalCauses, kind: .externalCause)
    addNeoplasms(tables.neoplasms)
    addOwnEntries(rules.entries)
    addImplied(rules.implications)
  }

  private mutating func addTitles() {
    for (row, node) in codes.nodes.enumerated() where !node.isExtension {
      let isHeading = node.children.contains { !codes.nodes[$0].isExtension }
      add(node.words, row: row, kind: isHeading ? .category : .title, source: row)
    }
  }

  private mutating func addInclusionTerms(_ table: TableText) {
    table.forEachRow { columns, _ in
      guard columns.count >= 2, let row = row(of: columns[0]) else { return }
      add(reader.words(of: columns[1]), row: row, kind: .inclusionTerm, source: row)
    }
  }

  /// The source of an entry of the project's own is 1 + the row of its ICD-9-CM code, 0 for none.
  private mutating func addOwnEntries(_ table: TableText) {
    table.forEachRow { columns, _ in
      guard columns.count >= 2, let row = row(of: columns[1]) else { return }
      let icd9 = columns.count > 2 ? rowOfICD9(String(decoding: columns[2], as: UTF8.self)) : nil
      add(reader.words(of: columns[0]), row: row, kind: .own, source: icd9.map { $0 + 1 } ?? 0)
    }
  }

  /// Words that only the implications hold are words too.
  private mutating func addImplied(_ table: TableText) {
    table.forEachRow { columns, _ in
      for column in columns { _ = reader.ids(of: column) }
    }
  }

  /// Each column of the Table of Neoplasms under the words that name its behaviour.
  private mutating func addNeoplasms(_ table: TableText) {
    let behaviours = [
      "malignant neoplasm", "secondary malignant neoplasm", "carcinoma in situ", "benign neoplasm",
      "neoplasm uncertain behavior", "neoplasm",
    ].map { reader.words(of: Array($0.utf8)[...]) }
    let tree = IndexTree(table, reader: &reader)
    let base = terms.count
    terms += tree.nodes.map { ($0.term, $0.parent < 0 ? -1 : $0.parent + base) }
    table.forEachNumberedRow { columns, node in
      let path = tree.path(of: node)
      for (column, behaviour) in behaviours.enumerated() where columns.count > column + 4 {
        guard let row = row(of: columns[column + 4]) else { continue }
        var words = behaviour
        words.formUnion(path)
        add(words, row: row, kind: .index, source: base + node)
      }
    }
  }

  private mutating func addIndex(_ table: TableText, kind: EntryKind) {
    let tree = IndexTree(table, reader: &reader)
    let base = terms.count
    terms += tree.nodes.map { ($0.term, $0.parent < 0 ? -1 : $0.parent + base) }
    for (index, node) in tree.nodes.enumerated() {
      if let row = row(of: node.code), node.saysSomething {
        add(tree.path(of: index), row: row, kind: kind, source: base + index)
        if kind == .index, let head = disorder(of: index, in: tree) { heads.insert(head) }
      }
      if !node.see.isEmpty, let target = tree.node(named: node.see) {
        addAlias(index, of: target, in: tree, kind: kind, source: base + index)
      }
    }
  }

  /// The first word of the main term above a term, if that is a disorder.
  private func disorder(of index: Int, in tree: IndexTree) -> UInt32? {
    var node = index
    while tree.nodes[node].parent >= 0 { node = tree.nodes[node].parent }
    return tree.nodes[node].isNoDisorder ? nil : tree.nodes[node].words.required.first
  }

  /// A cross-reference makes its own path another name of the term it points to and of all below that.
  private mutating func addAlias(
    _ index: Int, of target: Int, in tree: IndexTree, kind: EntryKind, source: Int
  ) {
    let path = tree.path(of: index)
    let above = Set(tree.path(of: target).required)
    var pending = [target]
    var seen = 0
    while let node = pending.popLast(), seen < (kind == .index ? 60 : 1) {
      seen += 1
      if let row = row(of: tree.nodes[node].code) {
        var words = tree.path(of: node)
        let own = words.required
        words.required.removeAll { above.contains($0) }
        words.formUnion(path)
        if !Set(own).isSubset(of: words.required) {
          add(words, row: row, kind: kind == .index ? .crossReference : kind, source: source)
        }
      }
      pending += tree.nodes[node].children
    }
  }

  /// The row of a code as the index prints it, a trailing `-` or placeholder left out.
  private func row(of code: ArraySlice<UInt8>) -> Int? {
    var plain = code
    while plain.last == UInt8(ascii: "-") || plain.last == UInt8(ascii: ".") { plain.removeLast() }
    return plain.isEmpty ? nil : rowOfICD10(String(decoding: plain, as: UTF8.self))
  }

  private mutating func add(_ words: EntryWords, row: Int, kind: EntryKind, source: Int) {
    var words = words.settled()
    if words.required.isEmpty {
      words.required = words.optional
      words.optional = []
    }
    guard !words.required.isEmpty, words.required.count < 60 else { return }
    words.optional = Array(words.optional.prefix(40))
    entries.append(Entry(words: words, row: row, kind: kind, source: source))
  }
}

/// Tables of codes and index terms that the coding index is compiled from.
public struct CodingTables {
  /// Code, term.
  public var inclusionTerms: TableText
  /// Level, term, non-essential modifiers, see, see also, code.
  public var index: TableText
  /// As `index`.
  public var externalCauses: TableText
  /// Level, term, non-essential modifiers, see also, and a code for each of six behaviours.
  public var neoplasms: TableText

  /// Takes each table from `load`, which is given its file name.
  public init(load: (String) throws -> TableText) rethrows {
    inclusionTerms = try load("icd10cm-inclusion-terms.tsv")
    index = try load("index.tsv")
    externalCauses = try load("external-causes.tsv")
    neoplasms = try load("neoplasms.tsv")
  }
}
