import ClinicalText
import Extraction
import Lexicon

/// The words of `sessions/totals.tsv`, by which an amount is a total that the letter draws: "total of 18", "twenty in all".
struct SessionTotalWords: Sendable {
  /// Each with how many tokens before the amount it may stand.
  private let words: [(word: WordID, reach: Int)]
  private let longestReach: Int

  /// - Throws: `LexiconError` for a reach that is no number.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    var words: [(word: WordID, reach: Int)] = []
    for row in try builder.source.rows(of: "sessions/totals.tsv", columns: 2) {
      guard let reach = Int(row[1]), reach >= 0 else { throw row.error("column 2 has to be a number of tokens") }
      words.append((builder.word(row[0]), reach))
    }
    self.words = words
    longestReach = words.map(\.reach).max() ?? 0
  }

  func areTotal(_ amount: Range<Int>, _ reading: Reading) -> Bool {
    (max(0, amount.lowerBound - longestReach)..<amount.upperBound).contains { token in
      words.contains { $0.word == reading.words[token] && token >= amount.lowerBound - $0.reach }
    }
  }
}

/// The session keys of the record, from the amounts and the disputed services of a letter.
struct SessionRecord {
  /// An amount of a letter whose treatment is known.
  private struct Amount {
    let index: Int
    let service: ServiceCategory
    let role: SessionRole
    let count: Int?
    /// Whether it stands in the header or in a disputed item.
    let isInItem: Bool
  }

  /// A value of the record and the amounts that it rests on, by index, in text order.
  private struct Total {
    var count: Int
    var amounts: [Int]
  }

  /// The totals of a service.
  private struct Totals {
    let service: ServiceCategory
    let requested, received, authorized: Total?
  }

  private let words: SessionTotalWords
  private var amounts: [Amount] = []
  private var totals: [Totals] = []
  private var warnings: [LetterWarning] = []

  /// Fills the session keys of the letter's record and warns of counts that contradict each other.
  static func fill(_ letter: inout Letter, _ words: SessionTotalWords) {
    guard !letter.sessions.isEmpty else { return }
    var record = SessionRecord(words)
    record.read(letter)
    record.write(to: &letter)
  }

  private init(_ words: SessionTotalWords) { self.words = words }

  private mutating func read(_ letter: Letter) {
    amounts.reserveCapacity(letter.sessions.count)
    for index in letter.sessions.indices {
      let value = letter.sessions[index].value
      guard let service = value.service else { continue }
      let isInItem = Self.isInItem(letter.sessions[index].tokens.lowerBound, letter)
      amounts.append(
        Amount(index: index, service: service, role: value.role, count: value.count, isInItem: isInItem))
    }
    for amount in amounts where !totals.contains(where: { $0.service == amount.service }) {
      let service = amount.service
      let requested = requested(service)
      let received = received(service, letter)
      totals.append(
        Totals(service: service, requested: requested, received: received, authorized: authorized(service)))
    }
  }

  private static func isInItem(_ token: Int, _ letter: Letter) -> Bool {
    let section = letter.sentenceSections[letter.reading.sentence(ofToken: token)]
    return section == .decisions || section == .header
  }

  private func write(to letter: inout Letter) {
    letter.warnings += warnings
    var rests: [Int] = []
    for total in totals {
      let (requested, received, authorized) = (total.requested, total.received, total.authorized)
      guard requested != nil || received != nil || authorized != nil else { continue }
      letter.record.sessionsByService[total.service] = SessionsByService.Sessions(
        requested: requested?.count, received: received?.count, authorized: authorized?.count)
      if let requested { rests += requested.amounts }
      if let received { rests += received.amounts }
      if let authorized { rests += authorized.amounts }
    }
    rests.sort()
    Self.add(rests, to: .sessionsByService, of: &letter.record)
    guard let service = disputedService(letter), let total = totals.first(where: { $0.service == service }) else {
      return
    }
    letter.record.sessionsRequested = total.requested?.count
    letter.record.sessionsReceived = total.received?.count
    letter.record.sessionsAuthorized = total.authorized?.count
    if let requested = total.requested { Self.add(requested.amounts, to: .sessionsRequested, of: &letter.record) }
    if let received = total.received { Self.add(received.amounts, to: .sessionsReceived, of: &letter.record) }
    if let authorized = total.authorized { Self.add(authorized.amounts, to: .sessionsAuthorized, of: &letter.record) }
  }

  /// Adds each amount once.
  /// - Parameter amounts: in text order.
  private static func add(_ amounts: [Int], to key: LetterRecord.Key, of record: inout LetterRecord) {
    var last: Int?
    for index in amounts where index != last {
      record.sources.add(MentionReference(.sessions, index), to: key)
      last = index
    }
  }

  // MARK: What is disputed

  /// The one disputed service that is counted in sessions; nil where there are several or none.
  private func disputedService(_ letter: Letter) -> ServiceCategory? {
    var only: ServiceCategory?
    for index in letter.services.indices {
      let service = letter.services[index].value.category
      guard service.isTherapy || isRequestedInItem(service) else { continue }
      if let only, only != service { return nil }
      only = service
    }
    return only
  }

  private func isRequestedInItem(_ service: ServiceCategory) -> Bool {
    amounts.contains { $0.service == service && $0.role == .requested && $0.isInItem }
  }

  // MARK: The totals of a service

  private func amounts(_ service: ServiceCategory, _ role: SessionRole) -> [Amount] {
    var found: [Amount] = []
    for amount in amounts where amount.service == service && amount.role == role {
      if found.isEmpty { found.reserveCapacity(amounts.count) }
      found.append(amount)
    }
    return found
  }

  /// The original request: the largest amount that the items state, else the one stated most often. A range gives none.
  private func requested(_ service: ServiceCategory) -> Total? {
    var basis = amounts(service, .requested)
    let isStated = basis.contains(where: \.isInItem)
    if isStated { basis.removeAll { !$0.isInItem } }
    guard basis.allSatisfy({ $0.count != nil }) else { return nil }
    return isStated ? largest(basis) : mostFrequent(basis)
  }

  /// The total that the letter itself draws, else the one stated most often, of equals the largest.
  private mutating func received(_ service: ServiceCategory, _ letter: Letter) -> Total? {
    var all = amounts(service, .received)
    all.removeAll { $0.count == nil }
    let totals = all.filter { words.areTotal(letter.sessions[$0.index].tokens, letter.reading) }
    guard totals.isEmpty else { return largest(totals) }
    let total = mostFrequent(all)
    if let total { warn(of: all, beside: total, letter) }
    return total
  }

  /// The last amount authorized: that of the present request.
  private func authorized(_ service: ServiceCategory) -> Total? {
    var all = amounts(service, .authorized)
    all.removeAll { $0.count == nil }
    return total(of: all, (all.last(where: \.isInItem) ?? all.last)?.count)
  }

  private func largest(_ amounts: [Amount]) -> Total? {
    total(of: amounts, amounts.lazy.compactMap(\.count).max())
  }

  /// The count that most amounts state, of equals the largest.
  private func mostFrequent(_ amounts: [Amount]) -> Total? {
    var best: (times: Int, count: Int)?
    for amount in amounts {
      guard let count = amount.count else { continue }
      let times = amounts.count { $0.count == count }
      if let known = best, (times, count) <= known { continue }
      best = (times, count)
    }
    return total(of: amounts, best?.count)
  }

  /// The amounts that state `count`; nil where that is nil.
  private func total(of amounts: [Amount], _ count: Int?) -> Total? {
    count.map { count in
      Total(count: count, amounts: amounts.compactMap { $0.count == count ? $0.index : nil })
    }
  }

  /// Warns where another count was stated as often and the counts are no parts of the total.
  private mutating func warn(of amounts: [Amount], beside total: Total, _ letter: Letter) {
    guard let first = amounts.first(where: { $0.count != total.count }) else { return }
    let others = Set(amounts.compactMap(\.count).filter { $0 != total.count })
    guard others.reduce(0, +) != total.count, others.contains(where: { $0 * 2 > total.count }) else { return }
    warnings.append(
      LetterWarning(
        code: .conflictingCounts, message: "The letter gives different numbers of sessions received.",
        span: letter.sessions[first.index].span))
  }
}
