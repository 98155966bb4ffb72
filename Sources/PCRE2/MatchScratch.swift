import CPCRE2

/// What one thread needs to match: offsets of the last match, limits and a JIT stack. Not shared between threads.
public final class MatchScratch {
  /// Limits that turn an exploding pattern into an error instead of a hang (PCRE2's match and depth limits).
  public struct Limits: Sendable {
    public var steps: UInt32
    public var depth: UInt32
    /// In bytes.
    public var jitStack: Int

    public init(steps: UInt32 = 200_000, depth: UInt32 = 10_000, jitStack: Int = 512 * 1024) {
      self.steps = steps
      self.depth = depth
      self.jitStack = jitStack
    }
  }

  private static let groupCapacity: UInt32 = 48
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?
  private let offsets: UnsafeMutablePointer<Int>
  private var matched = 0

  /// - Throws: `MatchError.outOfMemory`.
  public init(limits: Limits = Limits()) throws(MatchError) {
    guard let data = pcre2_match_data_create_8(Self.groupCapacity, nil) else { throw .outOfMemory }
    guard let context = pcre2_match_context_create_8(nil) else {
      pcre2_match_data_free_8(data)
      throw .outOfMemory
    }
    self.data = data
    self.context = context
    offsets = pcre2_get_ovector_pointer_8(data)
    stack = pcre2_jit_stack_create_8(32 * 1024, limits.jitStack, nil)
    pcre2_set_match_limit_8(context, limits.steps)
    pcre2_set_depth_limit_8(context, limits.depth)
    if let stack { pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack)) }
  }

  deinit {
    if let stack { pcre2_jit_stack_free_8(stack) }
    pcre2_match_context_free_8(context)
    pcre2_match_data_free_8(data)
  }

  /// Matches in `bytes[start..<end]`; look-behind sees what stands before `start`, nothing sees beyond `end`.
  /// - Throws: `MatchError` where a limit was reached.
  public func match(
    _ pattern: Pattern, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) throws(MatchError) -> Bool {
    precondition(0 <= start && start <= end && end <= bytes.count)
    guard let base = bytes.baseAddress else { return false }
    let result =
      pattern.isNative
      ? pcre2_jit_match_8(pattern.code, base, end, start, 0, data, context)
      : pcre2_match_8(pattern.code, base, end, start, UInt32(PCRE2_NO_UTF_CHECK), data, context)
    matched = max(0, Int(result))
    if result > 0 { return true }
    if result == PCRE2_ERROR_NOMATCH { return false }
    throw result == 0 ? .tooManyGroups : .limit(code: result)
  }

  /// Where group `number` of the last match stands, in bytes; nil where it took no part. Group 0 is the whole match.
  public func range(_ number: Int) -> Range<Int>? {
    guard number >= 0, number < matched else { return nil }
    let start = offsets[2 * number]
    let end = offsets[2 * number + 1]
    return start >= 0 && start <= end ? start..<end : nil
  }
}

/// Why a match ended without an answer.
public enum MatchError: Error, Equatable, CustomStringConvertible {
  case limit(code: Int32)
  case tooManyGroups
  case outOfMemory

  public var description: String {
    switch self {
    case .limit(let code): "a pattern reached its match limit (PCRE2 error \(code))"
    case .tooManyGroups: "a pattern has too many groups"
    case .outOfMemory: "out of memory"
    }
  }
}
