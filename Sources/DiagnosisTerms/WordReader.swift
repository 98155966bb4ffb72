/// Cuts phrases into words.
struct WordReader: Sendable {
  let forms: WordForms
  private var functionWords = ByteTable()
  private var prefixes = ByteTable()

  init(_ rules: CodingRules) {
    forms = WordForms(forms: rules.wordForms, suffixes: rules.suffixes)
    rules.functionWords.forEachRow { columns, _ in addFunctionWord(columns) }
  }

  private mutating func addFunctionWord(_ columns: [ArraySlice<UInt8>]) {
    guard columns.count >= 2 else { return }
    _ = columns[0].withUnsafeBufferPointer { word in
      if columns[1].elementsEqual("prefix".utf8) {
        prefixes.insert(word, value: 1)
      } else {
        functionWords.insert(word, value: UInt32(Link(role: columns[1]).rawValue))
      }
    }
  }

  /// Cuts the folded text into words, in base form, and notes what stands between them.
  func readWords(_ scratch: inout TermScratch, resolver: inout some WordResolver) {
    scratch.words.removeAll(keepingCapacity: true)
    var link: Link = []
    var index = 0
    while index < scratch.folded.count {
      guard isWordByte(scratch.folded[index]) else {
        link.formUnion(Link(separator: scratch.folded[index]))
        index += 1
        continue
      }
      if let (level, end) = SpinalLevel.read(scratch.folded, at: index) {
        let name = Array(level.name.utf8.map(lowercased))
        let id = name.withUnsafeBufferPointer { resolver.number(of: $0) }
        append(Term(id: id, link: link, position: 0, level: level), to: &scratch)
        link = []
        index = end
      } else {
        index = readWord(&scratch, at: index, link: &link, resolver: &resolver)
      }
    }
  }

  private func append(_ term: Term, to scratch: inout TermScratch) {
    var term = term
    term.position = UInt8(truncatingIfNeeded: min(scratch.words.count, 255))
    scratch.words.append(term)
  }

  private func readWord(
    _ scratch: inout TermScratch, at start: Int, link: inout Link, resolver: inout some WordResolver
  ) -> Int {
    var end = wordEnd(scratch.folded, from: start)
    if let (role, slashed) = slashedRole(scratch.folded, start, end) {
      link.formUnion(role)
      return slashed
    }
    if let role = functionRole(scratch.folded, start, end) {
      link.formUnion(role)
      return end
    }
    let joinedEnd =
      joinBroken(&scratch, start: start, end: end, resolver: &resolver)
      ?? joinPrefix(&scratch, start: start, end: end, resolver: &resolver)
    if joinedEnd > end {
      end = joinedEnd
    } else {
      scratch.folded.withUnsafeBufferPointer { folded in
        forms.base(of: UnsafeBufferPointer(rebasing: folded[start..<end]), into: &scratch.base)
      }
    }
    let id = scratch.base.withUnsafeBufferPointer { resolver.number(of: $0) }
    append(Term(id: id, link: link, position: 0, level: nil), to: &scratch)
    link = []
    return skipPossessive(scratch.folded, from: end)
  }

  /// The role of a word written with a slash after its first letter ("w/o", "w/").
  private func slashedRole(_ folded: [UInt8], _ start: Int, _ end: Int) -> (role: Link, end: Int)? {
    guard end == start + 1, end < folded.count, folded[end] == UInt8(ascii: "/") else { return nil }
    let long = min(folded.count, end + 2)
    if !(long < folded.count && isWordByte(folded[long])), let role = functionRole(folded, start, long) {
      return (role, long)
    }
    return functionRole(folded, start, end + 1).map { ($0, end + 1) }
  }

  private func functionRole(_ folded: [UInt8], _ start: Int, _ end: Int) -> Link? {
    folded.withUnsafeBufferPointer { folded in
      functionWords.value(of: UnsafeBufferPointer(rebasing: folded[start..<end]))
    }.map { Link(rawValue: UInt8(truncatingIfNeeded: $0)) }
  }

  /// Joins a prefix with the word after it ("post-traumatic", "non displaced") and leaves the base form in
  /// `scratch.base`; gives the end of what was joined, or `end` where nothing was.
  private func joinPrefix(
    _ scratch: inout TermScratch, start: Int, end: Int, resolver: inout some WordResolver
  ) -> Int {
    guard end + 1 < scratch.folded.count, isLetter(scratch.folded[end + 1]),
      scratch.folded[end] == UInt8(ascii: "-")
        || (!type(of: resolver).isGrowing && scratch.folded[end] == UInt8(ascii: " ")),
      isPrefix(scratch.folded, start, end)
    else { return end }
    let next = wordEnd(scratch.folded, from: end + 1)
    scratch.joined.removeAll(keepingCapacity: true)
    scratch.joined.append(contentsOf: scratch.folded[start..<end])
    scratch.joined.append(contentsOf: scratch.folded[(end + 1)..<next])
    scratch.joined.withUnsafeBufferPointer { forms.base(of: $0, into: &scratch.base) }
    return scratch.base.withUnsafeBufferPointer { resolver.number(of: $0) } == 0 ? end : next
  }

  /// Joins a word that a line break parted ("radicu- lopathy"), where the whole is known.
  private func joinBroken(
    _ scratch: inout TermScratch, start: Int, end: Int, resolver: inout some WordResolver
  ) -> Int? {
    guard !type(of: resolver).isGrowing, end + 2 < scratch.folded.count, scratch.folded[end] == UInt8(ascii: "-"),
      isBlank(scratch.folded[end + 1])
    else { return nil }
    var next = end + 1
    while next < scratch.folded.count, isBlank(scratch.folded[next]) { next += 1 }
    let last = wordEnd(scratch.folded, from: next)
    guard last > next else { return nil }
    scratch.joined.removeAll(keepingCapacity: true)
    scratch.joined.append(contentsOf: scratch.folded[start..<end])
    scratch.joined.append(contentsOf: scratch.folded[next..<last])
    scratch.joined.withUnsafeBufferPointer { forms.base(of: $0, into: &scratch.base) }
    return scratch.base.withUnsafeBufferPointer { resolver.number(of: $0) } == 0 ? nil : last
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private func isPrefix(_ folded: [UInt8], _ start: Int, _ end: Int) -> Bool {
    folded.withUnsafeBufferPointer { folded in
      prefixes.value(of: UnsafeBufferPointer(rebasing: folded[start..<end])) != nil
    }
  }
}

extension Link {
  /// The role that a function word has in `function-words.tsv`.
  init(role: ArraySlice<UInt8>) {
    switch String(decoding: role, as: UTF8.self) {
    case "and": self = .and
    case "with": self = .with
    case "without": self = .without
    case "due": self = .due
    case "preposition": self = .preposition
    default: self = []
    }
  }

  @inline(__always)
  init(separator byte: UInt8) {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"): self = .comma
    case UInt8(ascii: "/"): self = .slash
    case UInt8(ascii: "&"), UInt8(ascii: "+"): self = .and
    case UInt8(ascii: "("), UInt8(ascii: "["): self = .bracket
    default: self = []
    }
  }
}

@inline(__always)
private func isLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

@inline(__always)
private func wordEnd(_ folded: [UInt8], from start: Int) -> Int {
  var end = start
  while end < folded.count, isWordByte(folded[end]) { end += 1 }
  return end
}

/// Skips "'s" and "'".
private func skipPossessive(_ folded: [UInt8], from end: Int) -> Int {
  guard end < folded.count, folded[end] == UInt8(ascii: "'") else { return end }
  let next = end + 1
  guard next < folded.count, folded[next] == UInt8(ascii: "s") else { return next }
  return next + 1 < folded.count && isWordByte(folded[next + 1]) ? next : next + 1
}
