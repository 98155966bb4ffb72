import ClinicalText
import Lexicon

extension SessionSentence {
  /// Where the treatment of an amount was found, the surest first.
  enum TopicSource { case inside, behind, before, item, recent, letter }

  /// The treatment that an amount is of.
  func topic(of reading: SessionReading) -> (category: ServiceCategory, source: TopicSource)? {
    if let inside = topics.first(where: { reading.tokens.overlaps($0.tokens) && $0.isCounted }) {
      return (inside.category, .inside)
    }
    if let behind = topicBehind(reading), behind.isCounted { return (behind.category, .behind) }
    let before = topicBefore(reading)
    if reading.form == .days, let programme = setting.programme, before.map({ !$0.isProgramme }) ?? true {
      return (programme, .item)
    }
    if let before, !isOutdone(before, by: reading) { return (before.category, .before) }
    if setting.isGuideline, setting.itemCategory == .occupationalTherapy, setting.recentGuideline == .physicalTherapy {
      return (.physicalTherapy, .recent)
    }
    if reading.isBackward, let category = setting.known[reading.high]?.service { return (category, .recent) }
    if let category = unclassed(reading) { return (category, .before) }
    if let category = setting.itemCategory { return (category, .item) }
    if let category = setting.recent { return (category, .recent) }
    if reading.tokens.contains(where: { text.isText($0, "therapy") }) { return (.physicalTherapy, .inside) }
    return only.map { ($0, .letter) }
  }

  /// "a weight loss program of 10 weekly classes": classes of what is not counted in sessions otherwise.
  private func unclassed(_ reading: SessionReading) -> ServiceCategory? {
    guard reading.tokens.contains(where: { text.isText($0, "classes") }),
      let nearest = topics.last(where: { $0.tokens.upperBound <= reading.tokens.lowerBound }),
      nearest.category == .other
    else { return nil }
    return .other
  }

  /// Whether an unclassed treatment is named too far before the amount to stand for it rather than the item's.
  private func isOutdone(_ topic: SessionTopic, by reading: SessionReading) -> Bool {
    guard setting.itemCategory != nil else { return false }
    let first = topic.tokens.lowerBound
    if text.isText(first, "physical"), text.isText(first + 1, "medicine") { return true }
    return topic.category == .other && reading.tokens.lowerBound - topic.tokens.upperBound > 3
  }

  /// "of physical therapy", "for acupuncture", "physical therapy" right behind the amount.
  func topicBehind(_ reading: SessionReading) -> SessionTopic? {
    let end = reading.tokens.upperBound
    guard let next = topics.first(where: { $0.tokens.lowerBound >= end }), next.tokens.lowerBound - end <= 4 else {
      return nil
    }
    let gap = end..<next.tokens.lowerBound
    guard gap.allSatisfy({ text.isWord($0) || text.isMark($0, "-") }) else { return nil }
    let isJoined =
      gap.isEmpty || grammar.isText(end, "of") || grammar.isText(end, "for")
      || reading.form == .days && grammar.isText(end, "with")
    return isJoined ? next : nil
  }

  /// The nearest treatment before the amount in its sentence; of several joined ones ("PT and OT") the first.
  private func topicBefore(_ reading: SessionReading) -> SessionTopic? {
    guard
      var index = topics.lastIndex(where: {
        $0.tokens.upperBound <= reading.tokens.lowerBound && $0.isCounted && !$0.isWeak
      })
    else { return nil }
    while index > topics.startIndex, topics[index - 1].isCounted, !topics[index - 1].isWeak,
      isJoint(topics[index - 1].tokens.upperBound..<topics[index].tokens.lowerBound)
    {
      index -= 1
    }
    return topics[index]
  }

  private func isJoint(_ gap: Range<Int>) -> Bool {
    guard gap.count <= 1, let token = gap.first else { return gap.isEmpty }
    return text.isMark(token, "/") || text.isMark(token, "&") || grammar.isText(token, "and")
  }

  /// Whether something that is not counted in sessions stands nearer before the amount than any treatment.
  func isBlocked(_ reading: SessionReading) -> Bool {
    guard
      let nearest = topics.last(where: {
        $0.tokens.upperBound <= reading.tokens.lowerBound && (!$0.isWeak || $0.isCounted)
          && $0.category != .consultation && !($0.category == .other && !$0.isCounted && reading.form.isLoose)
      }), !nearest.isCounted
    else { return false }
    let before = reading.tokens.lowerBound - (text.isMark(reading.tokens.lowerBound - 1, ",") ? 2 : 1)
    if text.isText(before, "therapy") { return false }
    let between = nearest.tokens.upperBound..<reading.tokens.lowerBound
    let isParted = reading.form == .bare && between.contains { text.isMark($0, ",") || text.isMark($0, ";") }
    return !isParted && !isAside(nearest) && !between.contains { text.has($0, .unit) }
  }

  /// "acupuncture with Capsaicin patch", "visits after the operation": said beside the treatment.
  private func isAside(_ topic: SessionTopic) -> Bool {
    var before = topic.tokens.lowerBound - 1
    if grammar.isText(before, "the") || grammar.isText(before, "first") { before -= 1 }
    return grammar.isText(before, "with") || grammar.isText(before, "w") || grammar.isText(before, "after")
      || grammar.isText(before, "before") || grammar.isText(before, "following")
  }

  // MARK: Which readings count

  /// Whether the reading is an amount of sessions here.
  func isAdmitted(_ reading: SessionReading) -> Bool {
    switch reading.form {
    case .counted, .named: isCountAdmitted(reading)
    case .product, .grid: isProductAdmitted(reading)
    case .multiple: isMultipleAdmitted(reading)
    case .days: areDaysAdmitted(reading)
    case .treatment, .bare: true
    }
  }

  private func isCountAdmitted(_ reading: SessionReading) -> Bool {
    guard reading.high > 0 else { return false }
    let inside = topics.filter { topic in
      reading.tokens.overlaps(topic.tokens) && !(topic.tokens.count == 1 && text.has(topic.tokens.lowerBound, .unit))
    }
    if inside.contains(where: { !$0.isCounted }), !inside.contains(where: \.isCounted) { return false }
    if inside.isEmpty, let behind = topicBehind(reading), !behind.isCounted,
      grammar.isText(reading.tokens.upperBound, "of")
    {
      return false
    }
    guard let topic = topic(of: reading) else { return !reading.needsTopic }
    if !reading.needsTopic || topic.source == .inside || topic.source == .behind { return true }
    return topic.source != .letter && (topic.category == .other || !isBlocked(reading))
  }

  private func isProductAdmitted(_ reading: SessionReading) -> Bool {
    let inside = topics.filter { reading.tokens.overlaps($0.tokens) }
    if inside.contains(where: { !$0.isCounted }), !inside.contains(where: \.isCounted) { return false }
    guard let topic = topic(of: reading), topic.source != .letter else { return false }
    if topic.source == .inside || topic.source == .behind { return true }
    return !isBlocked(reading)
  }

  private func isMultipleAdmitted(_ reading: SessionReading) -> Bool {
    if reading.tokens.contains(where: { text.has($0, .unit) && !text.has($0, .vagueUnit) }) {
      return isCountAdmitted(reading)
    }
    let start = reading.tokens.lowerBound
    if topics.contains(where: { reading.tokens.overlaps($0.tokens) && $0.isCounted }) { return true }
    if (max(tokens.lowerBound, start - 3)..<start).contains(where: { text.has($0, .unit) }) {
      return !isBlocked(reading)
    }
    guard let before = topicBefore(reading), !isBlocked(reading) else { return false }
    let gap = before.tokens.upperBound..<start
    return gap.count <= 10 && !gap.contains { text.isMark($0, ";") || text.isMark($0, ":") || text.isNumeral($0) }
  }

  /// Days count in programmes, and right behind a treatment ("inpatient therapy 7-10 days").
  private func areDaysAdmitted(_ reading: SessionReading) -> Bool {
    let end = reading.tokens.upperBound
    if grammar.isText(end, "ago") || grammar.isText(end, "later") || grammar.isText(end, "prior") { return false }
    if text.has(end, .per) || text.has(reading.tokens.lowerBound - 1, .every) { return false }
    guard let topic = topic(of: reading), topic.source != .letter, topic.source == .behind || !isBlocked(reading) else {
      return false
    }
    if topic.source == .behind { return true }
    if topic.category == .functionalRestoration || topic.category == .workConditioning { return true }
    return topics.contains { $0.isCounted && !$0.isWeak && $0.tokens.upperBound == reading.tokens.lowerBound }
  }

  /// Bare parts need a word for what became of them, or the treatment right before.
  func isPortionAdmitted(_ pair: [SessionReading]) -> Bool {
    guard let whole = pair.last else { return false }
    if whole.form == .days || pair[0].form == .days {
      return areDaysAdmitted(pair[0].form == .days ? pair[0] : whole)
    }
    if whole.form == .counted || pair[0].form == .counted {
      return isCountAdmitted(whole.form == .counted ? whole : pair[0])
    }
    guard let topic = topic(of: pair[0]), topic.source != .letter, !isBlocked(pair[0]) else { return false }
    if whole.isWhole, !whole.isUntold, whole.isBackward { return true }
    if topics.contains(where: { whole.tokens.overlaps($0.tokens) && $0.isCounted }) { return true }
    let around = whole.tokens.lowerBound..<whole.tokens.upperBound + 1
    if tellsOutcome(in: around) { return true }
    guard let before = topicBefore(pair[0]) else { return false }
    return pair[0].tokens.lowerBound - before.tokens.upperBound <= 2
  }
}
