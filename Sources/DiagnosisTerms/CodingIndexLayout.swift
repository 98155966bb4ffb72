import PackedData

/// How the compiled coding index is laid out: sections one after the other, each found by its offset in the head.
///
/// | section | holds |
/// | --- | --- |
/// | 0 | words by number: place of the spelling (4 digits), its length, the weight, the word that it denies (3), 1 for a main term + 2 for one taken for granted |
/// | 1 | spellings |
/// | 2 | hash slots of the spellings: word number (3), 0 where empty |
/// | 3 | by word number: where its entries begin in section 4 (4) |
/// | 4 | for each word the number of groups (3); of each group the word that all its entries firmly need (3, 0 for none) and where they begin behind the groups (4); the entries: counts of required, firmly required and optional words, penalty, kind, code row (3), source (3), sequence (3), words (3 each) |
/// | 5 | codes by row: place in section 6 (4) |
/// | 6 | what tells a code from its siblings: counts, penalty, words (3 each) |
/// | 7 | terms of the indexes in their order: the term above + 1 (3), place in section 8 (4), length (2) |
/// | 8 | their texts |
public enum CodingIndexLayout {
  public static let sectionCount = 9
  public static let wordWidth = 10
  public static let groupWidth = 7
  public static let entryHead = 14
  public static let codeWidth = 4
  public static let termWidth = 9

  public static func slotCount(words: Int) -> Int {
    var count = 64
    while count < words * 2 { count *= 2 }
    return count
  }

  public static func join(_ sections: [PackedDataWriter]) throws -> PackedDataWriter {
    var whole = PackedDataWriter()
    var offset = 4 * (sections.count + 1)
    for section in sections {
      try whole.append(offset, digits: 4)
      offset += section.count
    }
    try whole.append(offset, digits: 4)
    for section in sections { whole.append(section) }
    return whole
  }
}

/// A hash of the order in which words stand, 18 bits.
@inlinable
public func sequenceHash(_ ids: some Sequence<UInt32>) -> UInt32 {
  var code: UInt32 = 2_166_136_261
  for id in ids { code = (code ^ id) &* 16_777_619 }
  return (code ^ (code >> 14)) & 0x3FFFF
}
