import PackedData

/// The compiled coding index, read in place (`CodingIndexLayout` says how it is laid out).
public struct CodingIndex: Sendable {
  @usableFromInline let data: PackedData
  @usableFromInline let words: Int
  private let spellings: Int
  private let slots: Int
  private let slotMask: Int
  @usableFromInline let buckets: Int
  @usableFromInline let entries: Int
  @usableFromInline let codes: Int
  @usableFromInline let telling: Int
  private let terms: Int
  private let texts: Int
  public let wordCount: Int

  public init(_ data: PackedData) {
    self.data = data
    words = data.number24(at: 0)
    spellings = data.number24(at: 4)
    slots = data.number24(at: 8)
    buckets = data.number24(at: 12)
    entries = data.number24(at: 16)
    codes = data.number24(at: 20)
    telling = data.number24(at: 24)
    terms = data.number24(at: 28)
    texts = data.number24(at: 32)
    wordCount = (spellings - words) / CodingIndexLayout.wordWidth
    slotMask = (buckets - slots) / 3 - 1
  }

  // MARK: Words

  @inlinable @inline(__always)
  func record(of word: UInt32) -> Int { words + (Int(word) - 1) * CodingIndexLayout.wordWidth }

  public func spelling(of word: UInt32) -> UnsafeBufferPointer<UInt8> {
    let record = record(of: word)
    let start = spellings + data.number24(at: record)
    return data.bytes(in: start..<(start + digit(record + 4)))
  }

  /// How much a word tells, 2...60: the rarer among the entries, the more.
  @inlinable @inline(__always)
  public func weight(of word: UInt32) -> Int { word == 0 || word > wordCount ? 0 : digit(record(of: word) + 5) }

  /// The word that a denied word denies, 0 for any other.
  @inlinable @inline(__always)
  public func denied(by word: UInt32) -> UInt32 {
    word > wordCount ? 0 : UInt32(truncatingIfNeeded: data.number18(at: record(of: word) + 6))
  }

  /// Whether a main term of the Alphabetic Index begins with the word: it names a disorder.
  @inlinable @inline(__always)
  public func isMainTerm(_ word: UInt32) -> Bool {
    word != 0 && word <= wordCount && digit(record(of: word) + 9) & 1 == 1
  }

  /// Whether the word is taken for granted where a phrase is silent.
  @inlinable @inline(__always)
  public func isAssumed(_ word: UInt32) -> Bool { word <= wordCount && digit(record(of: word) + 9) & 2 == 2 }

  /// The number of a word in its base form, 0 where no entry holds it.
  public func word(_ spelling: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash(of: spelling)) & slotMask
    while true {
      let word = UInt32(truncatingIfNeeded: data.number18(at: slots + slot * 3))
      if word == 0 { return 0 }
      if equal(self.spelling(of: word), spelling) { return word }
      slot = (slot + 1) & slotMask
    }
  }

  private func equal(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    for index in 0..<one.count where one[index] != other[index] { return false }
    return true
  }

  // MARK: Entries

  /// The entries whose rarest word is `word`.
  @inlinable @inline(__always)
  public func groups(of word: UInt32) -> IndexGroups {
    let place = buckets + Int(word) * 4
    guard word <= wordCount, data.number24(at: place) < data.number24(at: place + 4) else {
      return IndexGroups(data: data, start: 0, end: 0, count: 0)
    }
    let start = entries + data.number24(at: place)
    let end = entries + data.number24(at: place + 4)
    return IndexGroups(data: data, start: start + 3, end: end, count: data.number18(at: start))
  }

  @inlinable @inline(__always)
  public func entry(at offset: Int) -> IndexEntry { IndexEntry(data: data, offset: offset) }

  // MARK: Codes

  @inlinable @inline(__always)
  func code(_ row: Int) -> Int { codes + row * CodingIndexLayout.codeWidth }

  /// What tells the code of `row` from its siblings.
  @inlinable @inline(__always)
  public func telling(of row: Int) -> IndexWords {
    let offset = telling + data.number24(at: code(row))
    return IndexWords(
      data: data, start: offset + 4, requiredCount: digit(offset), firmCount: digit(offset + 1),
      optionalCount: digit(offset + 2), penalty: digit(offset + 3))
  }

  // MARK: Terms of the indexes

  /// The path of an index term, from its main term down: "Degeneration, intervertebral disc, lumbar region".
  public func path(ofTerm number: Int) -> String {
    var parts: [String] = []
    var next: Int? = number
    while let term = next {
      let record = terms + term * CodingIndexLayout.termWidth
      let start = texts + data.number24(at: record + 3)
      var bytes: [UInt8] = []
      data.appendText(in: start..<(start + data.number12(at: record + 7)), to: &bytes)
      parts.append(String(decoding: bytes, as: UTF8.self))
      let above = data.number18(at: record)
      next = above == 0 ? nil : above - 1
    }
    return parts.reversed().joined(separator: ", ")
  }

  @inlinable @inline(__always)
  func digit(_ offset: Int) -> Int { PackedDigits.value(data.byte(at: offset)) }
}

/// Words in packed data: required ones first, then optional ones.
public struct IndexWords {
  @usableFromInline let data: PackedData
  @usableFromInline let start: Int
  /// Required words; the first `firmCount` of them a phrase has to say or imply.
  public let requiredCount: Int
  public let firmCount: Int
  public let optionalCount: Int
  /// What generic words that the phrase does not say cost, in eighths.
  public let penalty: Int

  @inlinable
  init(data: PackedData, start: Int, requiredCount: Int, firmCount: Int, optionalCount: Int, penalty: Int) {
    self.data = data
    self.start = start
    self.requiredCount = requiredCount
    self.firmCount = firmCount
    self.optionalCount = optionalCount
    self.penalty = penalty
  }

  @inlinable @inline(__always)
  public func required(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: data.number18(at: start &+ index &* 3)) }

  @inlinable @inline(__always)
  public func optional(_ index: Int) -> UInt32 { required(requiredCount &+ index) }
}

/// The entries of the index that have their rarest word in common, in groups by the word that they need beside it.
public struct IndexGroups {
  @usableFromInline let data: PackedData
  @usableFromInline let start: Int
  /// The end of the entries of all groups.
  @usableFromInline let end: Int
  public let count: Int

  @inlinable
  init(data: PackedData, start: Int, end: Int, count: Int) {
    self.data = data
    self.start = start
    self.end = end
    self.count = count
  }

  /// Whether the word of a group may be one of those of `filter`, or it needs none.
  @inlinable @inline(__always)
  public func mayNeed(oneOf filter: WordFilter, _ group: Int) -> Bool {
    filter.holds(lastDigit: data.byte(at: start &+ group &* CodingIndexLayout.groupWidth &+ 2))
  }

  /// The word that all entries of a group need, 0 where they need none.
  @inlinable @inline(__always)
  public func word(_ group: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: data.number18(at: start + group * CodingIndexLayout.groupWidth))
  }

  /// Where the entries of a group stand.
  @inlinable @inline(__always)
  public func entries(_ group: Int) -> Range<Int> {
    self.entryStart(group)..<(group + 1 < count ? entryStart(group + 1) : end)
  }

  @inlinable @inline(__always)
  func entryStart(_ group: Int) -> Int {
    start + count * CodingIndexLayout.groupWidth + data.number24(at: start + group * CodingIndexLayout.groupWidth + 3)
  }
}

/// A cheap test whether a word of a group may be among some words, by the last digit of its number.
public struct WordFilter {
  /// A bit for each digit, by the six lowest bits of its byte; that for 0 is always set.
  @usableFromInline var bits: UInt64

  @inlinable
  public init(_ words: some Sequence<UInt32>) {
    bits = 1 &<< UInt64(PackedDigits.digit(0))
    for word in words { bits |= 1 &<< UInt64(PackedDigits.digit(UInt8(truncatingIfNeeded: word & 63))) }
  }

  @inlinable @inline(__always)
  func holds(lastDigit digit: UInt8) -> Bool { bits &>> UInt64(digit) & 1 != 0 }
}

/// An entry of the index; its rarest word is that of its bucket and not among the required ones.
public struct IndexEntry {
  @usableFromInline let data: PackedData
  public let offset: Int

  @inlinable
  init(data: PackedData, offset: Int) {
    self.data = data
    self.offset = offset
  }

  @inlinable @inline(__always)
  public var words: IndexWords {
    IndexWords(
      data: data, start: offset + CodingIndexLayout.entryHead, requiredCount: digit(0), firmCount: digit(1),
      optionalCount: digit(2), penalty: digit(3))
  }
  @inlinable @inline(__always)
  public var kind: EntryKind { EntryKind(rawValue: UInt8(truncatingIfNeeded: digit(4))) ?? .title }
  @inlinable @inline(__always)
  public var row: Int { data.number18(at: offset + 5) }
  /// Line of the index or row of the code that the entry comes from.
  public var source: Int { data.number18(at: offset + 8) }
  public var sequence: UInt32 { UInt32(truncatingIfNeeded: data.number18(at: offset + 11)) }
  @inlinable @inline(__always)
  public var end: Int { offset + CodingIndexLayout.entryHead + 3 * (digit(0) + digit(2)) }

  @inlinable @inline(__always)
  func digit(_ place: Int) -> Int { PackedDigits.value(data.byte(at: offset + place)) }
}
