import Dispatch

/// Runs a task for a thread that waits for it.
///
/// The task is run on a queue of its own, so that threads which wait never take the last one that tasks are run on.
public enum BlockingTask {
  public static func result<Value: Sendable, Failure: Error>(
    of body: @escaping @Sendable () async throws(Failure) -> Value
  ) -> Result<Value, Failure> {
    let answer = Answer<Result<Value, Failure>>()
    Task.detached(executorPreference: QueueExecutor()) {
      do throws(Failure) { answer.give(.success(try await body())) } catch { answer.give(.failure(error)) }
    }
    return answer.wait()
  }

  /// Written before the semaphore is signalled and read behind it.
  private final class Answer<Value: Sendable>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var value: Value?

    func give(_ value: Value) {
      self.value = value
      done.signal()
    }

    func wait() -> Value {
      while true {
        done.wait()
        if let value { return value }
      }
    }
  }
}

private final class QueueExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "imr-extract.pages")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
