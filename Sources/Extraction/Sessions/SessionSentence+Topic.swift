import ClinicalText

extension SessionSentence {
  /// Where the treatment of an amount was found, the surest first.
  enum TopicSource { case inside, behind, before, item, recent, letter }

  /// The treatment that an amount is of.
  func topic(of reading: SessionReading) -> (category: ServiceCategory, source: TopicSource)? {
    if let inside = topics.first(where: { reading.tokens.overlaps($0.tokens) && $0.isCounted }) {
      return (inside.category, .inside)
    }
    if let behind = topicBehind(reading), behind.isCounted { return (behind.category, .behind) }
    let before = treatmentBefore(reading)
    if reading.form == .days, let programme = setting.programme, before.map({ !$0.isProgramme }) ?? true {
      return (programme, .item)
    }
    if let before, !isOutdone(before, by: reading) { return (before.category, .before) }
    if setting.isGuideline, setting.itemCategory == .occupationalTherapy, setting.recentGuideline == .physicalTherapy {
      return (.physicalTherapy, .recent)
    }
    if reading.isBackward, let category = setting.known[reading.high]?.service { return (category, .recent) }
    if isOfUnclassed(reading) { return (.other, .before) }
    if let category = setting.itemCategory { return (category, .item) }
    if let category = setting.recent { return (category, .recent) }
    if reading.tokens.contains(where: { text.has($0, .therapy) }) { return (.physicalTherapy, .inside) }
    return setting.only.map { ($0, .letter) }
  }

  /// "a weight loss program of 10 weekly classes": classes of what is not counted in sessions otherwise.
  private func isOfUnclassed(_ reading: SessionReading) -> Bool {
    guard reading.tokens.contains(where: { text.has($0, .lesson) }) else { return false }
    return topics.last { $0.tokens.upperBound <= reading.start }?.category == .other
  }

  /// Whether an unclassed treatment is named too far before the amount to stand for it rather than the item's.
  private func isOutdone(_ topic: SessionTopic, by reading: SessionReading) -> Bool {
    guard setting.itemCategory != nil else { return false }
    if text.has(topic.tokens.lowerBound, .physical), text.has(topic.tokens.lowerBound + 1, .field) { return true }
    return topic.category == .other && reading.start - topic.tokens.upperBound > 3
  }

  /// "of physical therapy", "for acupuncture", "physical therapy" right behind the amount.
  func topicBehind(_ reading: SessionReading) -> SessionTopic? {
    let end = reading.end
    guard let next = topics.first(where: { $0.tokens.lowerBound >= end }), next.tokens.lowerBound - end <= 4 else {
      return nil
    }
    let gap = end..<next.tokens.lowerBound
    guard gap.allSatisfy({ text.isWord($0) || text.isMark($0, "-") }) else { return nil }
    let isJoined =
      gap.isEmpty || text.has(end, [.partitive, .purpose]) || reading.form == .days && text.has(end, .with)
    return isJoined ? next : nil
  }

  /// The nearest treatment before the amount in its sentence; of several joined ones ("PT and OT") the first.
  func treatmentBefore(_ reading: SessionReading) -> SessionTopic? {
    guard
      var index = topics.lastIndex(where: { $0.tokens.upperBound <= reading.start && $0.isCounted && !$0.isWeak })
    else { return nil }
    while index > 0, topics[index - 1].isCounted, !topics[index - 1].isWeak,
      isJoint(topics[index - 1].tokens.upperBound..<topics[index].tokens.lowerBound)
    {
      index -= 1
    }
    return topics[index]
  }

  func isJoint(_ gap: Range<Int>) -> Bool {
    guard gap.count <= 1, let token = gap.first else { return gap.isEmpty }
    return text.isMark(token, "/") || text.isMark(token, "&") || text.has(token, .and)
  }

  /// Whether something that is not counted in sessions stands nearer before the amount than any treatment.
  func isBlocked(_ reading: SessionReading) -> Bool {
    guard
      let nearest = topics.last(where: {
        $0.tokens.upperBound <= reading.start && (!$0.isWeak || $0.isCounted) && $0.category != .consultation
          && !($0.category == .other && !$0.isCounted && reading.form.isLoose)
      }), !nearest.isCounted
    else { return false }
    if text.has(reading.start - (text.isMark(reading.start - 1, ",") ? 2 : 1), .therapy) { return false }
    let between = nearest.tokens.upperBound..<reading.start
    let isParted = reading.form == .bare && between.contains { text.isMark($0, ",") || text.isMark($0, ";") }
    return !isParted && !isAside(nearest) && !between.contains { text.has($0, .unit) }
  }

  /// "acupuncture with Capsaicin patch", "visits after the operation", "therapy (traction)": said beside the treatment.
  private func isAside(_ topic: SessionTopic) -> Bool {
    var before = topic.tokens.lowerBound - 1
    if text.isMark(before, "(") { return true }
    if text.has(before, [.definite, .ordinal]) { before -= 1 }
    return text.has(before, .beside)
  }
}
