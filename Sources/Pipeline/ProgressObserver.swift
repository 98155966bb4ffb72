/// Is told of a run's progress, by one thread at a time.
public protocol ProgressObserver: Sendable {
  /// - Parameter documents: how many more are done, failed ones among them.
  func finished(documents: Int)
}
