/// What the words of a finding say beyond the grammar.
extension DiagnosisFinding {
  /// The finding, or one for each of two sites that one term names ("medial and lateral meniscus").
  var members: [DiagnosisFinding] {
    guard let index = bodySites.firstIndex(where: Self.isPair) else { return [self] }
    let words = bodySites[index].split(separator: " ")
    guard let joint = place(of: words[0..<3].joined(separator: " ")) else { return [self] }
    return [words[0], words[2]].map { word in
      var member = self
      member.phrase.replaceSubrange(joint, with: word)
      member.bodySites[index] = "\(word) \(words[3])"
      return member
    }
  }

  /// Whether a term of two sites is among the finding's.
  var namesPair: Bool { bodySites.contains(where: Self.isPair) }

  /// Whether it says that its site's side is not known ("fracture of unspecified lower leg").
  var leavesPlaceOpen: Bool {
    guard laterality == nil, !bodySites.isEmpty, place(of: "unspecified") != nil else { return false }
    return bodySites.contains { place(of: "unspecified " + $0) != nil }
  }

  /// Whether its head stands in the plural ("tears").
  var isPlural: Bool { place(of: rule.name + "s") != nil }

  /// "medial and lateral meniscus".
  private static func isPair(_ site: String) -> Bool {
    guard site.utf8.count(where: { $0 == UInt8(ascii: " ") }) == 3 else { return false }
    return site.split(separator: " ")[1] == "and"
  }

  /// Where `words` stand in the phrase.
  private func place(of words: String) -> Range<String.Index>? {
    let text = phrase.utf8
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].starts(with: words.utf8) { return start..<text.index(start, offsetBy: words.utf8.count) }
      start = text.index(after: start)
    }
    return nil
  }
}

extension String {
  /// The last of words parted by blanks; nil where there is none.
  var lastWord: Substring? { split(separator: " ").last }
}
