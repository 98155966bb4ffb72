/// The steps of an extraction, in order.
public enum ExtractionStage: String, Sendable, CaseIterable {
  case reading, phrases, sections, services, sessions, facts, diagnoses, citations, record
}

/// Is told when a step is done, to measure it.
public protocol StageObserver: AnyObject {
  func finished(_ stage: ExtractionStage)
}
