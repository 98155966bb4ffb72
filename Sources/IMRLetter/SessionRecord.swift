import ClinicalText
import Extraction

/// The session keys of the record, from the amounts and the disputed services of a letter.
struct SessionRecord {
  /// A value of the record and the amounts that it rests on, by index.
  private struct Total {
    var count: Int
    var mentions: [Int]
  }

  private let letter: Letter
  private var byService: [ServiceCategory: LetterRecord.ServiceSessions] = [:]
  private var sources: [ServiceCategory: [SessionRole: [Int]]] = [:]
  private var warnings: [LetterWarning] = []

  /// Fills the session keys of the letter's record and warns of counts that contradict each other.
  static func fill(_ letter: inout Letter) {
    var record = SessionRecord(letter: letter)
    record.collect()
    record.write(to: &letter)
  }

  private init(letter: Letter) { self.letter = letter }

  private mutating func collect() {
    var categories: [ServiceCategory] = []
    for mention in letter.sessions {
      guard let category = mention.value.service, !categories.contains(category) else { continue }
      categories.append(category)
    }
    for category in categories {
      let requested = requested(category)
      let received = received(category)
      let authorized = authorized(category)
      guard requested != nil || received != nil || authorized != nil else { continue }
      byService[category] = LetterRecord.ServiceSessions(
        requested: requested?.count, received: received?.count, authorized: authorized?.count)
      sources[category] = [
        .requested: requested?.mentions ?? [], .received: received?.mentions ?? [],
        .authorized: authorized?.mentions ?? [],
      ]
    }
  }

  private func write(to letter: inout Letter) {
    letter.record.sessionsByService = byService
    letter.warnings += warnings
    let all = byService.keys.sorted { $0.rawValue < $1.rawValue }
    let rests = all.flatMap { category in SessionRole.allCases.flatMap { sources[category]?[$0] ?? [] } }
    if !rests.isEmpty { letter.record.sources["sessionsByService"] = pointers(rests) }
    guard let category = disputedCategory, let sessions = byService[category] else { return }
    letter.record.sessionsRequested = sessions.requested
    letter.record.sessionsReceived = sessions.received
    letter.record.sessionsAuthorized = sessions.authorized
    let keys: [(String, SessionRole)] = [
      ("sessionsRequested", .requested), ("sessionsReceived", .received), ("sessionsAuthorized", .authorized),
    ]
    for (key, role) in keys {
      let mentions = sources[category]?[role] ?? []
      if !mentions.isEmpty { letter.record.sources[key] = pointers(mentions) }
    }
  }

  private func pointers(_ mentions: [Int]) -> [String] { Set(mentions).sorted().map { "/sessions/\($0)" } }

  // MARK: What is disputed

  /// The one disputed service that is counted in sessions; nil where there are several or none.
  private var disputedCategory: ServiceCategory? {
    let stated = Set(
      letter.sessions.filter { $0.value.role == .requested && isInItem($0) }.compactMap(\.value.service))
    let disputed = Set(letter.services.map(\.value.category))
    let counted = disputed.filter { $0.isTherapy || stated.contains($0) }
    return counted.count == 1 ? counted.first : nil
  }

  private func isInItem(_ mention: Mention<SessionAmount>) -> Bool {
    section(of: mention) == .decisions || section(of: mention) == .header
  }

  private func section(of mention: Mention<SessionAmount>) -> SectionKind? {
    letter.sentenceSections[letter.reading.sentence(ofToken: mention.tokens.lowerBound)]
  }

  // MARK: The totals of a service

  private func mentions(_ category: ServiceCategory, _ role: SessionRole) -> [Int] {
    letter.sessions.indices.filter { index in
      letter.sessions[index].value.service == category && letter.sessions[index].value.role == role
    }
  }

  /// The original request: the largest amount that the items state, else the one stated most often. A range gives none.
  private func requested(_ category: ServiceCategory) -> Total? {
    let all = mentions(category, .requested)
    let stated = all.filter { isInItem(letter.sessions[$0]) }
    let basis = stated.isEmpty ? all : stated
    guard !basis.contains(where: { letter.sessions[$0].value.count == nil }) else { return nil }
    return stated.isEmpty ? mostFrequent(basis) : largest(basis)
  }

  /// The total that the letter itself draws, else the one stated most often, of equals the largest.
  private mutating func received(_ category: ServiceCategory) -> Total? {
    let all = mentions(category, .received).filter { letter.sessions[$0].value.count != nil }
    let totals = all.filter { isTotal(letter.sessions[$0]) }
    guard totals.isEmpty else { return largest(totals) }
    let total = mostFrequent(all)
    if let total { warn(of: all, beside: total) }
    return total
  }

  /// The last amount authorized: that of the present request.
  private func authorized(_ category: ServiceCategory) -> Total? {
    let all = mentions(category, .authorized).filter { letter.sessions[$0].value.count != nil }
    let stated = all.filter { isInItem(letter.sessions[$0]) }
    guard let last = stated.last ?? all.last, let count = letter.sessions[last].value.count else { return nil }
    return Total(count: count, mentions: all.filter { letter.sessions[$0].value.count == count })
  }

  private func largest(_ mentions: [Int]) -> Total? {
    guard let count = mentions.compactMap({ letter.sessions[$0].value.count }).max() else { return nil }
    return Total(count: count, mentions: mentions.filter { letter.sessions[$0].value.count == count })
  }

  private func mostFrequent(_ mentions: [Int]) -> Total? {
    var counts: [Int: [Int]] = [:]
    for index in mentions {
      if let count = letter.sessions[index].value.count { counts[count, default: []].append(index) }
    }
    return counts.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }.map {
      Total(count: $0.key, mentions: $0.value)
    }
  }

  /// "total of 18", "twenty in all".
  private func isTotal(_ mention: Mention<SessionAmount>) -> Bool {
    let first = max(0, mention.tokens.lowerBound - 2)
    return (first..<mention.tokens.upperBound).contains { token in
      let word = letter.reading.viewBytes(ofToken: token)
      return word.elementsEqual("total".utf8) || word.elementsEqual("all".utf8) && token >= mention.tokens.lowerBound
    }
  }

  /// Warns where another count was stated as often and the counts are no parts of the total.
  private mutating func warn(of mentions: [Int], beside total: Total) {
    let others = mentions.filter { letter.sessions[$0].value.count != total.count }
    let values = Set(others.compactMap { letter.sessions[$0].value.count })
    guard let first = others.first, values.reduce(0, +) != total.count, values.contains(where: { $0 * 2 > total.count })
    else { return }
    warnings.append(
      LetterWarning(
        code: .conflictingCounts, message: "The letter gives different numbers of sessions received.",
        span: letter.sessions[first].span))
  }
}
