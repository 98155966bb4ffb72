/// For each role of an amount the heaviest cue of each place; made once a document and filled again for each amount.
struct SessionVotes {
  struct Vote {
    var weight = 0.0
    /// Index of the cue among those of the sentence; -1 for none.
    var hit: Int32 = -1
  }

  private static let roles = 6
  private static let places = 5

  /// The sum of priors and votes, by role.
  let scores: UnsafeMutablePointer<Double>
  /// The heaviest vote of any place, by role; behind the votes.
  let best: UnsafeMutablePointer<Vote>
  /// By place, then by role.
  private let votes: UnsafeMutablePointer<Vote>

  /// The votes that are set, a bit each, so that most are never looked at.
  private var isSet: UInt32 = 0

  init() {
    scores = .allocate(capacity: Self.roles)
    votes = .allocate(capacity: Self.roles * (Self.places + 1))
    best = votes + Self.roles * Self.places
    reset()
  }

  func deallocate() {
    scores.deallocate()
    votes.deallocate()
  }

  mutating func reset() {
    scores.initialize(repeating: 0, count: Self.roles)
    best.initialize(repeating: Vote(), count: Self.roles)
    isSet = 0
  }

  /// Keeps the vote where it is the heaviest of its place for its role.
  @inline(__always)
  mutating func vote(for role: SessionRole, at place: SessionRoleLexicon.Place, _ weight: Double, _ hit: Int32) {
    let index = place.index * Self.roles + role.index
    let bit: UInt32 = 1 << UInt32(index)
    guard isSet & bit == 0 || votes[index].weight < weight else { return }
    votes[index] = Vote(weight: weight, hit: hit)
    isSet |= bit
  }

  /// Adds all votes to the scores and finds the best of each role.
  func count() {
    var rest = isSet
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      rest &= rest - 1
      let (vote, role) = (votes[index], index % Self.roles)
      scores[role] += vote.weight
      if vote.weight > best[role].weight { best[role] = vote }
    }
  }
}
