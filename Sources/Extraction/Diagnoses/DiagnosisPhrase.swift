/// A diagnosis phrase found in the units of a sentence. All ranges are of units.
struct DiagnosisPhrase {
  /// What the phrase is about.
  var head: Int
  /// From the first to the last unit of the phrase.
  var units: Range<Int>
  /// What stands before the head, cut at its coordinators; the last group is joined to the head.
  var leftGroups: [Range<Int>]
  /// What led the phrase and was left out of it.
  var lead: Range<Int>?
  /// What the prepositions behind the head lead to.
  var links: [Link] = []
  /// Qualifiers, sides and levels behind the head.
  var tails: [Range<Int>] = []
  /// A second problem that belongs to the diagnosis ("with radiculopathy"), from its joint on.
  var second: Range<Int>?
  /// A word that stands for a head of its own and shares the head's last word: "sleep" of "sleep and mood disorder".
  var elliptic: Int?
  /// A second head that shares the links, with what stands before it.
  var twin: (head: Int, group: Range<Int>)?

  /// A preposition and the sites it leads to, cut at their coordinators.
  struct Link {
    var preposition: Int
    var groups: [Range<Int>]
  }

  /// Takes the sites behind `other`, which is joined to this phrase, for its own, too.
  mutating func share(_ other: DiagnosisPhrase) {
    links = other.links
    tails += other.tails
    twin = (other.head, other.leftGroups[0])
    units = units.lowerBound..<other.units.upperBound
  }

  /// The phrase with its twin for head.
  func with(head twin: (head: Int, group: Range<Int>)) -> DiagnosisPhrase {
    var phrase = self
    phrase.head = twin.head
    phrase.leftGroups = [twin.group]
    phrase.twin = nil
    return phrase
  }
}
