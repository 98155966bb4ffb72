import CPCRE2

/// A PCRE2 pattern over bytes, compiled once (JIT where the machine has it) and shared between threads.
///
/// Text is matched as bytes, not as UTF-8: `.` is one byte. The reading view that patterns run on is folded to
/// ASCII but for letters that have no ASCII form.
public final class Pattern: @unchecked Sendable {
  /// Where a match may begin.
  public enum Anchoring: Sendable {
    /// At the start offset only.
    case anchored
    /// At the start offset or anywhere behind it.
    case unanchored
  }

  /// Number of each named group, from 1.
  public let groups: [String: Int]
  let code: OpaquePointer
  /// Whether it runs as machine code.
  let isNative: Bool

  /// - Throws: `PatternError` with PCRE2's reason and the byte offset in `source` where it applies.
  public init(_ source: String, anchoring: Anchoring = .anchored) throws(PatternError) {
    var error: Int32 = 0
    var offset = 0
    let anchor = anchoring == .anchored ? UInt32(PCRE2_ANCHORED) : 0
    var bytes = Array(source.utf8)
    let compiled = bytes.withUnsafeMutableBufferPointer { buffer in
      pcre2_compile_8(buffer.baseAddress, buffer.count, anchor | UInt32(PCRE2_DOLLAR_ENDONLY), &error, &offset, nil)
    }
    guard let compiled else { throw PatternError(reason: Self.message(error), offset: offset) }
    code = compiled
    groups = Self.groupNumbers(of: compiled)
    isNative = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
  }

  deinit { pcre2_code_free_8(code) }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return length > 0 ? String(decoding: buffer[..<Int(length)], as: UTF8.self) : "error \(error)"
  }

  private static func groupNumbers(of code: OpaquePointer) -> [String: Int] {
    var count: UInt32 = 0
    var entrySize: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [:] }
    var names: [String: Int] = [:]
    for index in 0..<Int(count) {
      let entry = table + index * Int(entrySize)
      names[String(cString: entry + 2)] = Int(entry[0]) << 8 | Int(entry[1])
    }
    return names
  }
}

/// Why a pattern does not compile; `offset` is in UTF-8 bytes of its source.
public struct PatternError: Error, Equatable, CustomStringConvertible {
  public let reason: String
  public let offset: Int

  public var description: String { "\(reason) at offset \(offset)" }
}
