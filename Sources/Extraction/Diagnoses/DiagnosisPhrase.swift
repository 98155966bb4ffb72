/// A diagnosis phrase found in the units of a sentence. What consists of several ranges of units stands in the sentence's
/// `DiagnosisPhraseParts`; the phrase has the place there.
struct DiagnosisPhrase {
  /// What the phrase is about.
  var head: Int
  /// From the first to the last unit of the phrase.
  var units: Range<Int>
  /// What stands before the head, cut at its coordinators; the last group is joined to the head. In `groups`.
  var leftGroups: Range<Int>
  /// What led the phrase and was left out of it, in units.
  var lead: Range<Int>
  /// What the prepositions behind the head lead to, in `links`.
  var links: Range<Int>
  /// Qualifiers, sides and levels behind the head, in `tails`.
  var tails: Range<Int>
  /// A second problem that belongs to the diagnosis ("with radiculopathy"), from its joint on, in units.
  var second: Range<Int>?
  /// A word that stands for a head of its own and shares the head's last word: "sleep" of "sleep and mood disorder".
  var elliptic: Int?
  /// A second head that shares the links, with what stands before it, in `groups`.
  var twin: (head: Int, groups: Range<Int>)?

  init(head: Int, in parts: DiagnosisPhraseParts) {
    self.head = head
    units = head..<head + 1
    lead = head..<head
    leftGroups = parts.groups.count..<parts.groups.count
    links = parts.links.count..<parts.links.count
    tails = parts.tails.count..<parts.tails.count
  }

  /// Takes the sites behind `other`, which is joined to this phrase and was read right behind it, for its own, too.
  mutating func share(_ other: DiagnosisPhrase) {
    links = other.links
    tails = tails.lowerBound..<other.tails.upperBound
    twin = (other.head, other.leftGroups)
    units = units.lowerBound..<other.units.upperBound
  }

  /// The phrase with its twin for head.
  func with(head twin: (head: Int, groups: Range<Int>)) -> DiagnosisPhrase {
    var phrase = self
    phrase.head = twin.head
    phrase.leftGroups = twin.groups
    phrase.twin = nil
    return phrase
  }
}

/// Ranges of units that the phrases of a sentence consist of, in tables that are used again for the next sentence.
struct DiagnosisPhraseParts {
  /// A preposition and the sites it leads to, cut at their coordinators.
  struct Link {
    /// Nil for sides that stand behind the head without one.
    var preposition: Int?
    /// In the table of groups.
    var groups: Range<Int>
  }

  private(set) var groups: [Range<Int>] = []
  private(set) var links: [Link] = []
  private(set) var tails: [Range<Int>] = []

  init() {
    groups.reserveCapacity(32)
    links.reserveCapacity(16)
    tails.reserveCapacity(16)
  }

  mutating func removeAll() {
    if !groups.isEmpty { groups.removeAll(keepingCapacity: true) }
    if !links.isEmpty { links.removeAll(keepingCapacity: true) }
    if !tails.isEmpty { tails.removeAll(keepingCapacity: true) }
  }

  /// - Returns: the group's place.
  @discardableResult
  mutating func add(group: Range<Int>) -> Int {
    groups.append(group)
    return groups.count - 1
  }

  mutating func replace(group place: Int, by group: Range<Int>) { groups[place] = group }

  /// Turns the groups from a place on around.
  mutating func reverseGroups(from place: Int) {
    var low = place
    var high = groups.count - 1
    while low < high {
      groups.swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// Adds a link with the groups from a place on to a phrase, which has to be the one read last.
  mutating func add(linkOf preposition: Int?, groupsFrom place: Int, to phrase: inout DiagnosisPhrase) {
    links.append(Link(preposition: preposition, groups: place..<groups.count))
    phrase.links = phrase.links.lowerBound..<links.count
  }

  /// Adds a tail to a phrase, which has to be the one read last.
  mutating func add(tail: Range<Int>, to phrase: inout DiagnosisPhrase) {
    tails.append(tail)
    phrase.tails = phrase.tails.lowerBound..<tails.count
  }
}
