/// Problems told in a clause: what was broken before the verb, a site behind the other symptoms.
extension DiagnosisGrammar {
  /// "The ulnar styloid was fractured": an injury of what stands before the verb.
  mutating func passive(at participle: Int, from start: Int) -> DiagnosisPhrase? {
    let end = participle - 1
    guard end > start, units[end].roles.contains(.complaintNoun), units[participle].traits.kind == .injury else {
      return nil
    }
    var low = end
    while low > start, units[low - 1].isPlainInner { low -= 1 }
    let isOwned = low > start && units[low - 1].roles.contains(.link)
    guard low < end, units.roles(low..<end).hasAny(isOwned ? [.part, .tissue] : .located) else { return nil }
    var phrase = DiagnosisPhrase(head: participle, in: parts)
    let place = parts.add(group: low..<end)
    phrase.leftGroups = place..<place + 1
    phrase.lead = low..<low
    phrase.units = low..<participle + 1
    return phrase
  }

  /// The end of the site that is told behind a pain after other symptoms or in a clause: "pain, numbness and tingling in
  /// the left hand", "pain that is sharp in the upper back".
  mutating func siteToldLater(_ phrase: inout DiagnosisPhrase, behind index: Int) -> Int? {
    guard units[phrase.head].traits.kind == .pain, phrase.links.isEmpty,
      !units.roles(phrase.units).hasAny([.part, .level]),
      let preposition = linkBehindSymptoms(index) ?? linkInClause(index)
    else { return nil }
    return link(&phrase, at: preposition)
  }

  /// The preposition before a body part in a short clause that starts at `index` with "that is", "which was".
  private func linkInClause(_ index: Int) -> Int? {
    guard index + 2 < units.count, units[index].roles.isEmpty || units[index].roles.contains(.determiner),
      units[index + 1].roles.contains(.complaintNoun)
    else { return nil }
    for at in index + 2..<min(units.count, index + 10) {
      let roles = units[at].roles
      if roles.contains(.link), let site = group(at: at + 1), units.roles(site).contains(.part) { return at }
      guard !roles.hasAny(.endsClause), units[at].head < 0 else { return nil }
    }
    return nil
  }

  private func linkBehindSymptoms(_ index: Int) -> Int? {
    var at = index
    while let next = symptom(behind: at) { at = next }
    return at > index && at < units.count && units[at].roles.contains(.link) ? at : nil
  }

  /// The unit behind a symptom that coordinators join to what stands before `index`.
  private func symptom(behind index: Int) -> Int? {
    var at = index
    while at < units.count, units[at].roles.contains(.coordinator) { at += 1 }
    guard at > index else { return nil }
    while at < units.count, units[at].isPlainInner, !units[at].roles.hasAny(.site) { at += 1 }
    return at < units.count && units[at].isHead && units[at].traits.kind == .symptom ? at + 1 : nil
  }
}

extension DiagnosisRoles {
  /// What a clause about a pain does not go over.
  fileprivate static let endsClause: DiagnosisRoles = [
    .stop, .comma, .itemEnd, .with, .without, .cause, .determiner, .diagnosisCue, .part, .tissue,
  ]
}
