import Lexicon

/// The words of `diagnoses/finding-words.tsv`. A class, so that findings read them without counting references.
final class FindingWords: Sendable {
  private enum Role: String, CaseIterable { case joint, open }

  /// Join two sites within the term of a site.
  let joints: [String]
  /// Say that the side of the site behind them is not known.
  let openings: [String]

  /// - Throws: `LexiconError` for a row with an unknown role.
  init(_ source: LexiconSource) throws(LexiconError) {
    var joints: [String] = []
    var openings: [String] = []
    for row in try source.rows(of: "diagnoses/finding-words.tsv", columns: 2) {
      switch try row.value(1, as: Role.self) {
      case .joint: joints.append(row[0])
      case .open: openings.append(row[0])
      }
    }
    self.joints = joints
    self.openings = openings
  }
}

/// What the words of a finding say beyond the grammar.
extension DiagnosisFinding {
  /// The finding, or one for each of two sites that one term names ("medial and lateral meniscus").
  func members(_ words: FindingWords) -> [DiagnosisFinding] {
    guard let index = bodySites.firstIndex(where: { Self.isPair($0, words) }) else { return [self] }
    let parts = bodySites[index].split(separator: " ")
    guard let joint = place(of: parts[0..<3].joined(separator: " ")) else { return [self] }
    return [parts[0], parts[2]].map { word in
      var member = self
      let bytes = member.phrase.utf8
      let start = bytes.index(bytes.startIndex, offsetBy: joint.lowerBound)
      member.phrase.replaceSubrange(start..<bytes.index(start, offsetBy: joint.count), with: word)
      member.bodySites[index] = "\(word) \(parts[3])"
      return member
    }
  }

  /// Whether a term of two sites is among the finding's.
  func namesPair(_ words: FindingWords) -> Bool { bodySites.contains { Self.isPair($0, words) } }

  /// Whether it says that its site's side is not known ("fracture of unspecified lower leg").
  func leavesPlaceOpen(_ words: FindingWords) -> Bool {
    guard laterality == nil, !bodySites.isEmpty else { return false }
    return words.openings.contains { opening in
      place(of: opening) != nil && bodySites.contains { place(of: opening + " " + $0) != nil }
    }
  }

  /// Whether its head stands in the plural ("tears").
  var isPlural: Bool { place(of: rule.name + "s") != nil }

  /// "medial and lateral meniscus".
  private static func isPair(_ site: String, _ words: FindingWords) -> Bool {
    guard site.withBytes({ $0.count { $0 == UInt8(ascii: " ") } }) == 3 else { return false }
    return words.joints.contains(String(site.split(separator: " ")[1]))
  }

  /// Where `words`, at least one byte, stand in the phrase, in bytes of it.
  private func place(of words: String) -> Range<Int>? {
    phrase.withBytes { phrase in
      words.withBytes { words in
        guard words.count <= phrase.count else { return nil }
        for start in 0...phrase.count - words.count where phrase[start] == words[0] {
          var length = 1
          while length < words.count, phrase[start + length] == words[length] { length += 1 }
          if length == words.count { return start..<start + length }
        }
        return nil
      }
    }
  }
}

extension String {
  /// The last of words parted by blanks; nil where there is none.
  var lastWord: Substring? { split(separator: " ").last }
}
