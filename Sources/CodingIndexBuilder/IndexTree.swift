import DiagnosisTerms

/// The Alphabetic Index as a tree of terms.
struct IndexTree {
  struct Node {
    var term: ArraySlice<UInt8>
    var level: Int
    var parent: Int
    var see: ArraySlice<UInt8>
    /// Whether the index sends the reader to the condition: the term is a site or a quality and no disorder.
    var isNoDisorder: Bool
    var code: ArraySlice<UInt8>
    var children: [Int] = []
    /// The words of the node's own term.
    var words = EntryWords()

    /// Whether the term has any word that a comparison can see ("His" has none).
    var saysSomething: Bool { !words.required.isEmpty || !words.optional.isEmpty || words.penalty > 0 }
  }

  private(set) var nodes: [Node] = []
  private var mainTerms: [String: [Int]] = [:]

  init(_ table: TableText, reader: inout EntryReader) {
    var open: [Int] = []
    table.forEachRow { columns, _ in
      guard columns.count >= 2, let level = decimal(columns[0]) else { return }
      open.removeLast(max(0, open.count - level))
      var node = Node(
        term: columns[1], level: level, parent: open.last ?? -1,
        see: columns.count > 3 ? columns[3] : [],
        isNoDisorder: columns.dropFirst(3).prefix(2).contains { $0.starts(with: "condition".utf8) },
        code: columns.count > 5 ? columns[5] : [])
      node.words = IndexTree.words(of: columns, isMain: level == 0, reader: &reader)
      if let above = open.last { nodes[above].children.append(nodes.count) }
      open.append(nodes.count)
      if level == 0 {
        mainTerms[IndexTree.key(columns[1].prefix { $0 != UInt8(ascii: ",") }), default: []].append(nodes.count)
      }
      nodes.append(node)
    }
  }

  /// The words of a node and of those above it.
  func path(of index: Int) -> EntryWords {
    var chain: [Int] = []
    var node = index
    while node >= 0 {
      chain.append(node)
      node = nodes[node].parent
    }
    var words = EntryWords()
    for node in chain.reversed() { words.formUnion(nodes[node].words) }
    return words
  }

  /// The node that a cross-reference such as "Disorder, disc, with, myelopathy" names.
  func node(named reference: ArraySlice<UInt8>) -> Int? {
    let parts = reference.split(separator: UInt8(ascii: ",")).map { trimmed($0) }
      .filter { !$0.starts(with: "by ".utf8) && !$0.isEmpty }
    guard let first = parts.first, let starts = mainTerms[IndexTree.key(first)] else { return nil }
    for start in starts {
      let consumed = mainConsumed(nodes[start].term, parts)
      if let found = descend(from: start, parts[consumed...]) { return found }
    }
    return nil
  }

  /// How many parts of a reference the main term itself takes ("Fracture, traumatic").
  private func mainConsumed(_ term: ArraySlice<UInt8>, _ parts: [ArraySlice<UInt8>]) -> Int {
    let own = term.split(separator: UInt8(ascii: ",")).map { IndexTree.key(trimmed($0)) }
    var count = 1
    while count < min(own.count, parts.count), own[count] == IndexTree.key(parts[count]) { count += 1 }
    return count
  }

  private func descend(from node: Int, _ parts: ArraySlice<ArraySlice<UInt8>>) -> Int? {
    guard let next = parts.first else { return node }
    let wanted = IndexTree.key(next)
    for child in nodes[node].children {
      let term = IndexTree.key(nodes[child].term)
      if term == wanted || term.hasPrefix(wanted + ",") || term.hasPrefix(wanted + " ") {
        if let found = descend(from: child, parts.dropFirst()) { return found }
      }
    }
    if parts.count > 1 { return descend(from: node, joined(parts)) }
    return nil
  }

  private func joined(_ parts: ArraySlice<ArraySlice<UInt8>>) -> ArraySlice<ArraySlice<UInt8>> {
    let pair = Array(parts[parts.startIndex]) + Array(", ".utf8) + Array(parts[parts.startIndex + 1])
    return [pair[...]] + parts.dropFirst(2)
  }

  private static func key(_ text: some Collection<UInt8>) -> String {
    String(decoding: text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private static func words(of columns: [ArraySlice<UInt8>], isMain: Bool, reader: inout EntryReader) -> EntryWords {
    var words = EntryWords()
    let parts = columns[1].split(separator: UInt8(ascii: ",")).map { trimmed($0) }
    for (index, part) in parts.enumerated() {
      var own = reader.words(of: part)
      if index > 0, isVariant(part, of: parts[0..<index]) {
        own.optional += own.required
        own.required = []
      }
      makeAlternativesOptional(part, words: &own, reader: &reader)
      words.formUnion(own)
    }
    let isBare = words.required.isEmpty && words.penalty == 0
    if columns.count > 2, !columns[2].isEmpty { words.optional += reader.optionalWords(of: columns[2]) }
    if isBare, columns.count > 5 {
      words.required = words.optional
      words.optional = []
    }
    return words
  }

  /// Whether a part is another form of an earlier one ("tooth, teeth"; "Crush, crushed, crushing").
  private static func isVariant(_ part: ArraySlice<UInt8>, of earlier: ArraySlice<ArraySlice<UInt8>>) -> Bool {
    guard !part.contains(UInt8(ascii: " ")) else { return false }
    let start = key(part.prefix(4))
    return start.utf8.count == 4 && earlier.contains { key($0.prefix(4)) == start }
  }

  /// In "joint or ligament" either word will do.
  private static func makeAlternativesOptional(
    _ part: ArraySlice<UInt8>, words: inout EntryWords, reader: inout EntryReader
  ) {
    let pieces = part.split(separator: UInt8(ascii: " "))
    guard let or = pieces.firstIndex(where: { $0.elementsEqual("or".utf8) }), or > 0, or + 1 < pieces.count else {
      return
    }
    let either = reader.ids(of: pieces[or - 1]) + reader.ids(of: pieces[or + 1])
    guard words.required.contains(where: { !either.contains($0) }) else { return }
    words.required.removeAll { either.contains($0) }
    words.optional += either
  }
}

func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var text = text
  while text.first == UInt8(ascii: " ") { text = text.dropFirst() }
  while text.last == UInt8(ascii: " ") { text = text.dropLast() }
  return text
}
