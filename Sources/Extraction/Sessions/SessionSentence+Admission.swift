import ClinicalText

/// Which readings are amounts of sessions where they stand.
extension SessionSentence {
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
    let inside = countedInside(reading) { !($0.tokens.count == 1 && text.has($0.tokens.lowerBound, .unit)) }
    if inside == false { return false }
    if inside == nil, let behind = topicBehind(reading), !behind.isCounted, text.has(reading.end, .partitive) {
      return false
    }
    guard let topic = topic(of: reading) else {
      // "documented at three visits"
      return !reading.needsTopic && !text.has(reading.start - 1, .rate)
    }
    if !reading.needsTopic || topic.source == .inside || topic.source == .behind { return true }
    return topic.source != .letter && (topic.category == .other || !isBlocked(reading))
  }

  /// Whether one of the treatments named in the amount is counted in sessions; nil where none is named.
  private func countedInside(_ reading: SessionReading, where belongs: (SessionTopic) -> Bool = { _ in true }) -> Bool?
  {
    var counted: Bool?
    for topic in topics where reading.tokens.overlaps(topic.tokens) && belongs(topic) {
      counted = counted == true || topic.isCounted
    }
    return counted
  }

  private func isProductAdmitted(_ reading: SessionReading) -> Bool {
    if countedInside(reading) == false { return false }
    guard let topic = topic(of: reading), topic.source != .letter else { return false }
    return topic.source == .inside || topic.source == .behind || !isBlocked(reading)
  }

  private func isMultipleAdmitted(_ reading: SessionReading) -> Bool {
    if reading.tokens.contains(where: { text.has($0, .unit) && !text.has($0, .vagueUnit) }) {
      return isCountAdmitted(reading)
    }
    let start = reading.start
    if topics.contains(where: { reading.tokens.overlaps($0.tokens) && $0.isCounted }) { return true }
    if (max(tokens.lowerBound, start - 3)..<start).contains(where: { text.has($0, .unit) }) {
      return !isBlocked(reading)
    }
    guard let before = treatmentBefore(reading), !isBlocked(reading) else { return false }
    let gap = before.tokens.upperBound..<start
    return gap.count <= 10 && !gap.contains { text.isMark($0, ";") || text.isMark($0, ":") || text.isNumeral($0) }
  }

  /// Days count in programmes, and right behind a treatment ("inpatient therapy 7-10 days").
  private func areDaysAdmitted(_ reading: SessionReading) -> Bool {
    if text.has(reading.end, [.ago, .phase, .per]) || text.has(reading.start - 1, .every) { return false }
    guard let topic = topic(of: reading), topic.source != .letter else { return false }
    if topic.source == .inside || topic.source == .behind { return true }
    if isBlocked(reading) { return false }
    if topic.category == .functionalRestoration || topic.category == .workConditioning { return true }
    return topics.contains { $0.isCounted && !$0.isWeak && $0.tokens.upperBound == reading.start }
  }

  /// Bare parts need a word for what became of them, or the treatment right before.
  /// - Parameter whole: nil where the part is all of it ("6/6").
  func isPortionAdmitted(_ part: SessionReading, _ whole: SessionReading?) -> Bool {
    let whole = whole ?? part
    if part.form == .days { return areDaysAdmitted(part) }
    if whole.form == .days { return areDaysAdmitted(whole) }
    if whole.form == .counted { return isCountAdmitted(whole) }
    if part.form == .counted { return isCountAdmitted(part) }
    guard let topic = topic(of: part), topic.source != .letter, !isBlocked(part) else { return false }
    if whole.isWhole, !whole.isUntold, whole.isBackward { return true }
    if topics.contains(where: { whole.tokens.overlaps($0.tokens) && $0.isCounted }) { return true }
    if phrases.contains(in: whole.start..<whole.end + 1, [.after, .tail]) { return true }
    guard let before = treatmentBefore(part) else { return false }
    return part.start - before.tokens.upperBound <= 2
  }
}
