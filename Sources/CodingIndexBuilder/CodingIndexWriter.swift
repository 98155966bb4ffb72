import DiagnosisTerms
import PackedData

extension CodingIndexBuilder {
  /// The packed index; `CodingIndexLayout` says how it is laid out.
  public func packed() throws -> PackedDataWriter {
    let vocabulary = reader.normalizer.vocabulary
    let frequencies = frequencies(vocabulary.count)
    var sections = [PackedDataWriter](repeating: PackedDataWriter(), count: CodingIndexLayout.sectionCount)
    try writeWords(frequencies, to: &sections)
    try writeEntries(frequencies, to: &sections)
    try writeCodes(to: &sections)
    try writeTerms(to: &sections)
    return try CodingIndexLayout.join(sections)
  }

  private func frequencies(_ words: Int) -> [Int] {
    var counts = Array(repeating: 0, count: words + 1)
    for entry in entries { for id in entry.words.required { counts[Int(id)] += 1 } }
    return counts
  }

  private func writeWords(_ frequencies: [Int], to sections: inout [PackedDataWriter]) throws {
    let vocabulary = reader.normalizer.vocabulary
    var slots = [Int](repeating: 0, count: CodingIndexLayout.slotCount(words: vocabulary.count))
    for id in 1...vocabulary.count {
      let spelling = vocabulary.spelling(of: UInt32(id))
      let base =
        spelling.first == UInt8(ascii: "!")
        ? Array(spelling.dropFirst()).withUnsafeBufferPointer { vocabulary.id(of: $0) } : 0
      try sections[0].append(sections[1].count, digits: 4)
      try sections[0].append(min(spelling.count, 63), digits: 1)
      try sections[0].append(weight(of: UInt32(id), frequency: frequencies[id]), digits: 1)
      try sections[0].append(Int(base), digits: 3)
      let flags = (heads.contains(UInt32(id)) ? 1 : 0) | (reader.classes.class(of: UInt32(id)) == .assumed ? 2 : 0)
      try sections[0].append(flags, digits: 1)
      sections[1].append(text: String(decoding: spelling.prefix(63), as: UTF8.self))
      var slot =
        Array(spelling.prefix(63)).withUnsafeBufferPointer { Int(truncatingIfNeeded: hash(of: $0)) } & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = id
    }
    for slot in slots { try sections[2].append(slot, digits: 3) }
  }

  /// How much a word tells, in quarters: the rarer, the more.
  private func weight(of id: UInt32, frequency: Int) -> Int {
    let rarity = Double(entries.count) / Double(max(1, frequency))
    let information = min(60, max(8, 2.0 * rarity.logarithm2 + (heads.contains(id) ? 16 : 0)))
    switch reader.classes.class(of: id) {
    case .unspecified, .other, .empty, .assumed: return 2
    case .qualifier: return 6
    case .left, .right, .bilateral: return 1
    case nil: return Int(information)
    }
  }

  private func writeEntries(_ frequencies: [Int], to sections: inout [PackedDataWriter]) throws {
    let words = reader.normalizer.vocabulary.count
    var buckets: [[Int]] = Array(repeating: [], count: words + 1)
    for (index, entry) in entries.enumerated() {
      if let rarest = rarest(entry.words.required, frequencies) { buckets[Int(rarest)].append(index) }
    }
    for id in 0...words {
      try sections[3].append(sections[4].count, digits: 4)
      try writeGroups(buckets[id], rarest: UInt32(id), frequencies, to: &sections[4])
    }
    try sections[3].append(sections[4].count, digits: 4)
  }

  /// Writes the entries of a word in groups by the first word that they firmly need beside it.
  private func writeGroups(
    _ bucket: [Int], rarest: UInt32, _ frequencies: [Int], to writer: inout PackedDataWriter
  ) throws {
    var words: [UInt32] = []
    var groups: [UInt32: PackedDataWriter] = [:]
    for entry in bucket.map({ entries[$0] }) {
      let order = entry.words.required.sorted { frequencies[Int($0)] < frequencies[Int($1)] }
      let others = softLast(order.filter { $0 != rarest }, entry.kind)
      let word = others.first { !isSoft($0, entry.kind) } ?? 0
      if groups[word] == nil { words.append(word) }
      try writeEntry(entry, others, to: &groups[word, default: PackedDataWriter()])
    }
    guard !words.isEmpty else { return }
    try writer.append(words.count, digits: 3)
    var start = 0
    for word in words {
      try writer.append(Int(word), digits: 3)
      try writer.append(start, digits: 4)
      start += groups[word]?.count ?? 0
    }
    for word in words { if let group = groups[word] { writer.append(group) } }
  }

  /// The word of an entry that fewest entries need; one that is neither denied nor assumed where there is one.
  private func rarest(_ required: [UInt32], _ frequencies: [Int]) -> UInt32? {
    let vocabulary = reader.normalizer.vocabulary
    let firm = required.filter { !vocabulary.isDenied($0) && reader.classes.class(of: $0) == nil }
    return (firm.isEmpty ? required : firm).min { frequencies[Int($0)] < frequencies[Int($1)] }
  }

  /// Whether a phrase need not say a required word: it denies something, or is taken for granted.
  /// (In the indexes nothing is taken for granted: "Lesion, primary" is no lesion of unstated kind.)
  private func isSoft(_ id: UInt32, _ kind: EntryKind) -> Bool {
    let isTitle = kind == .title || kind == .category || kind == .inclusionTerm
    return reader.normalizer.vocabulary.isDenied(id) || (isTitle && reader.classes.class(of: id) == .assumed)
  }

  private func softLast(_ required: [UInt32], _ kind: EntryKind) -> [UInt32] {
    required.filter { !isSoft($0, kind) } + required.filter { isSoft($0, kind) }
  }

  private func writeEntry(_ entry: Entry, _ required: [UInt32], to writer: inout PackedDataWriter) throws {
    try writer.append(required.count, digits: 1)
    try writer.append(required.count { !isSoft($0, entry.kind) }, digits: 1)
    try writer.append(entry.words.optional.count, digits: 1)
    try writer.append(entry.words.penalty, digits: 1)
    try writer.append(Int(entry.kind.rawValue), digits: 1)
    try writer.append(entry.row, digits: 3)
    try writer.append(entry.source, digits: 3)
    try writer.append(Int(sequenceHash(entry.words.sequence)), digits: 3)
    for id in required + entry.words.optional { try writer.append(Int(id), digits: 3) }
  }

  private func writeCodes(to sections: inout [PackedDataWriter]) throws {
    var known: [[UInt8]: Int] = [:]
    for node in codes.nodes {
      var list = PackedDataWriter()
      try writeTelling(node, to: &list)
      let place = known[list.bytes] ?? sections[6].count
      if known[list.bytes] == nil {
        known[list.bytes] = place
        sections[6].append(list)
      }
      try sections[5].append(place, digits: 4)
    }
  }

  private func writeTerms(to sections: inout [PackedDataWriter]) throws {
    for term in terms {
      try sections[7].append(term.above + 1, digits: 3)
      try sections[7].append(sections[8].count, digits: 4)
      var text = PackedDataWriter()
      text.append(text: String(decoding: term.text, as: UTF8.self))
      try sections[7].append(text.count, digits: 2)
      sections[8].append(text)
    }
  }

  private func writeTelling(_ node: CodeTree.Node, to writer: inout PackedDataWriter) throws {
    let words = node.telling.settled()
    let optional = words.optional.prefix(60)
    let required = softLast(Array(words.required.prefix(60)), .title)
    try writer.append(required.count, digits: 1)
    try writer.append(required.count { !isSoft($0, .title) }, digits: 1)
    try writer.append(optional.count, digits: 1)
    try writer.append(words.penalty, digits: 1)
    for id in required + optional { try writer.append(Int(id), digits: 3) }
  }
}

extension Double {
  fileprivate var logarithm2: Double {
    var value = self
    var result = 0.0
    while value >= 2 {
      value /= 2
      result += 1
    }
    return result + (value - 1)
  }
}
