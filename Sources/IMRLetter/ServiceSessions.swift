import Extraction

extension Letter {
  /// Points each disputed service to the amount of sessions that stands in its item.
  ///
  /// An item that is an amount and no more ("Remaining portion, six sessions: Upheld") is of the amount's treatment.
  mutating func linkServicesToSessions() {
    for index in services.indices {
      let item = services[index].tokens
      guard let amount = sessions.indices.first(where: { item.contains(sessions[$0].tokens.lowerBound) }) else {
        continue
      }
      services[index].value.sessions = amount
      if let category = sessions[amount].value.service, Self.namesNothing(services[index], beside: sessions[amount]) {
        services[index].value.category = category
      }
    }
  }

  /// Whether the only service that an item names is the unit of its amount.
  private static func namesNothing(_ service: Mention<DisputedService>, beside amount: Mention<SessionAmount>) -> Bool {
    guard service.value.category == .other else { return false }
    return service.evidence.allSatisfy { evidence in
      guard evidence.key == .category, let cue = evidence.cue else { return true }
      return cue.start >= amount.span.start && cue.end <= amount.span.end
    }
  }
}
