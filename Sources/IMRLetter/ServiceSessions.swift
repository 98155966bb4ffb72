import Extraction

extension Letter {
  /// Points each disputed service to the amount of sessions that stands in its item.
  mutating func linkServicesToSessions() {
    for index in services.indices {
      let item = services[index].tokens
      services[index].value.sessions = sessions.firstIndex { item.contains($0.tokens.lowerBound) }
    }
  }
}
