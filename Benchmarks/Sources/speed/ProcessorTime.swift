import Foundation

/// Time that the calling thread spent on a core, which other load on the machine does not lengthen.
struct ProcessorTime {
  private var start = ProcessorTime.now()

  /// Seconds since it was made.
  var seconds: Double { Self.now() - start }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

/// The most memory that finished child processes held, in bytes.
func peakMemoryOfChildren() -> Int {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
  return Int(usage.ru_maxrss) * 1_024
}
