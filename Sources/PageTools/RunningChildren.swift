import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The child processes that run just now. None outlives this process when a signal ends it, and none ends this process.
/// The handlers of signals are set when the first program is run.
final class RunningChildren: Sendable {
  static let shared = RunningChildren()
  private let lock = Mutex(())

  private init() {
    childTable.initialize(repeating: 0, count: childCapacity + 2)
    for number in [SIGINT, SIGTERM, SIGHUP] { Self.handle(number) }
    // A program that ends before it has read its input must not end this process.
    signal(SIGPIPE, SIG_IGN)
  }

  /// A program is about to be run: a signal waits until its number is known.
  func expect() { lock.withLock { _ in childTable[startingSlot] += 1 } }

  /// - Parameter child: the number of the program that was expected; nil where it could not be run.
  func add(_ child: pid_t?) {
    lock.withLock { _ in
      if let child { replace(0, by: child) }
      childTable[startingSlot] -= 1
      if childTable[startingSlot] == 0, childTable[waitingSlot] != 0 { endChildren(childTable[waitingSlot]) }
    }
  }

  func remove(_ child: pid_t) { lock.withLock { _ in replace(child, by: 0) } }

  private func replace(_ old: pid_t, by new: pid_t) {
    if let slot = (0..<childCapacity).first(where: { childTable[$0] == old }) { childTable[slot] = new }
  }

  /// A signal that is ignored stays so.
  private static func handle(_ number: Int32) {
    var known = sigaction()
    sigaction(number, nil, &known)
    let isIgnored = withUnsafeBytes(of: &known) { $0.loadUnaligned(as: Int.self) } == ignoredHandler
    if !isIgnored { signal(number, endChildren) }
  }

  /// What `SIG_IGN` is as a number; the handler is the first field of `struct sigaction`.
  private static let ignoredHandler = 1
}

private let childCapacity = 1_024

/// Read by a signal handler, which may not wait for a lock: a plain table of process ids, 0 where a place is free. Behind
/// them stand the number of programs that are being started and the signal that waits for them.
private nonisolated(unsafe) let childTable = UnsafeMutablePointer<pid_t>.allocate(capacity: childCapacity + 2)
private let startingSlot = childCapacity
private let waitingSlot = childCapacity + 1

/// Calls only what POSIX allows in a signal handler.
private let endChildren: @convention(c) (Int32) -> Void = { number in
  if childTable[startingSlot] > 0 {
    childTable[waitingSlot] = number
    return
  }
  for slot in 0..<childCapacity where childTable[slot] > 0 { kill(childTable[slot], SIGKILL) }
  signal(number, SIG_DFL)
  raise(number)
}
