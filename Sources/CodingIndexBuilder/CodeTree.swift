import DiagnosisTerms

/// The codes of the Tabular List in order, with the words that tell each from its siblings.
struct CodeTree {
  struct Node {
    var title: ArraySlice<UInt8>
    var parent: Int
    var children: [Int] = []
    var words = EntryWords()
    /// Whether the title is only what a 7th character means.
    var isExtension: Bool
    /// What the title says beyond the parent's and in difference to its siblings'.
    var telling = EntryWords()
  }

  private(set) var nodes: [Node] = []

  init(_ rows: [CodingIndexBuilder.Code], reader: inout EntryReader) {
    var extensions: [[UInt8]: EntryWords] = [:]
    for (row, code) in rows.enumerated() {
      let title = Array(code.title.utf8)
      var node = Node(title: title[...], parent: code.parent ?? -1, isExtension: code.hasSeventhCharacter)
      if code.hasSeventhCharacter {
        if extensions[title] == nil {
          extensions[title] = CodeTree.extensionWords(reader.words(of: title[...]), reader)
        }
        node.telling = extensions[title] ?? EntryWords()
      } else {
        node.words = reader.words(of: title[...])
      }
      if let parent = code.parent { nodes[parent].children.append(row) }
      nodes.append(node)
    }
    for index in nodes.indices where !nodes[index].children.isEmpty { tellChildrenApart(of: index, reader) }
  }

  private mutating func tellChildrenApart(of index: Int, _ reader: EntryReader) {
    let above = Set(nodes[index].words.required)
    for child in nodes[index].children where nodes[child].isExtension {
      nodes[child].telling.required.removeAll { above.contains($0) }
    }
    let children = nodes[index].children.filter { !nodes[$0].isExtension }
    guard let first = children.first else { return }
    var common = children.count > 1 ? Set(nodes[first].words.required) : []
    for child in children { common.formIntersection(nodes[child].words.required) }
    let penalty = children.map { nodes[$0].words.penalty }.min() ?? 0
    for child in children {
      var words = nodes[child].words
      words.penalty -= penalty
      words.optional += words.required.filter { above.contains($0) && !common.contains($0) }
      words.required.removeAll {
        above.contains($0) || common.contains($0) || above.contains(reader.base(ofDenied: $0))
      }
      nodes[child].telling = words
    }
    takeSidesForGranted(children, reader)
  }

  /// "Tinnitus, left ear" beside "Tinnitus, right ear" and "Tinnitus, bilateral": the side tells them apart, and the ear
  /// need not be named.
  private mutating func takeSidesForGranted(_ children: [Int], _ reader: EntryReader) {
    let isSide: (UInt32) -> Bool = { reader.classes.class(of: $0)?.isSide ?? false }
    let oneSide = reader.classes.words(of: .left) + reader.classes.words(of: .right)
    let sided = children.filter { nodes[$0].telling.required.contains(where: isSide) }
    let lateral = sided.filter { nodes[$0].telling.required.contains(where: oneSide.contains) }
    guard lateral.count > 1, let first = lateral.first else { return }
    var shared = Set(nodes[first].telling.required.filter { !isSide($0) })
    for child in lateral { shared.formIntersection(nodes[child].telling.required) }
    for child in children {
      let own = nodes[child].telling.required.filter(shared.contains)
      nodes[child].telling.required.removeAll { shared.contains($0) }
      nodes[child].telling.optional += sided.contains(child) ? Array(shared) : own
      if sided.contains(child) { nodes[child].words.optional += shared }
    }
  }

  /// Of "open fracture type I or II" the numbers are not needed: an open fracture of no stated type is coded so
  /// (guideline I.C.19.c).
  private static func extensionWords(_ words: EntryWords, _ reader: EntryReader) -> EntryWords {
    let types = ["1", "2"].map { Array($0.utf8).withUnsafeBufferPointer { reader.normalizer.vocabulary.id(of: $0) } }
    guard types.allSatisfy(words.required.contains) else { return words }
    var words = words
    words.required.removeAll { types.contains($0) }
    words.optional += types
    return words
  }
}
