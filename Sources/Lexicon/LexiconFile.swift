#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One line of a lexicon file, split at its tabs.
public struct LexiconRow: Sendable {
  private let text: LexiconText
  /// From 1.
  public let line: Int
  private let start: Int32
  private let end: Int32

  fileprivate init(_ text: LexiconText, line: Int, _ range: Range<Int>) {
    self.text = text
    self.line = line
    start = Int32(range.lowerBound)
    end = Int32(range.upperBound)
  }

  public var file: String { text.file }

  /// The number of columns.
  public var count: Int {
    var count = 1
    var tab = text.bytes.firstIndex(of: LexiconText.tab, from: Int(start), to: Int(end))
    while tab < Int(end) {
      count += 1
      tab = text.bytes.firstIndex(of: LexiconText.tab, from: tab + 1, to: Int(end))
    }
    return count
  }

  /// All fields.
  public var fields: [String] { (0..<count).map { self[$0] } }

  /// Field `index` without outer blanks, empty where the row is shorter.
  public subscript(index: Int) -> String { withUTF8(index) { String(decoding: $0, as: UTF8.self) } }

  /// The bytes of field `index` without outer blanks, none where the row is shorter.
  public func withUTF8<Result>(_ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withExtendedLifetime(text) {
      body(UnsafeBufferPointer(rebasing: text.bytes[Self.field(index, of: text.bytes, Int(start)..<Int(end))]))
    }
  }

  /// The words of field `index`, which are parted by blanks.
  public func list(_ index: Int) -> [String] {
    withUTF8(index) { bytes in
      var words: [String] = []
      var start = 0
      while start < bytes.count {
        let end = bytes.firstIndex(of: 0x20, from: start)
        if start < end { words.append(String(decoding: bytes[start..<end], as: UTF8.self)) }
        start = end + 1
      }
      return words
    }
  }

  public func error(_ reason: String) -> LexiconError { LexiconError(file: file, line: line, reason: reason) }

  /// Field `index` as a value of a closed set.
  /// - Throws: `LexiconError` that names the values there are.
  @inlinable
  public func value<Value: RawRepresentable & CaseIterable>(_ index: Int, as type: Value.Type) throws(LexiconError)
    -> Value where Value.RawValue == String
  {
    let field = self[index]
    // Short strings are compared as two words; a look-up by `init(rawValue:)` costs ten times as much.
    for value in Value.allCases where value.rawValue == field { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    throw error("column \(index + 1) has to be one of: \(known)")
  }

  private static func field(_ index: Int, of bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Range<Int> {
    var start = line.lowerBound
    for _ in 0..<index {
      start = bytes.firstIndex(of: LexiconText.tab, from: start, to: line.upperBound) + 1
      guard start <= line.upperBound else { return line.upperBound..<line.upperBound }
    }
    var end = bytes.firstIndex(of: LexiconText.tab, from: start, to: line.upperBound)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while start < end, isBlank(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0D }
}

/// The bytes of a file, which its rows share.
final class LexiconText: @unchecked Sendable {
  // Unchecked, since nothing changes the bytes.
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  let file: String
  /// Live as long as the text.
  let bytes: UnsafeBufferPointer<UInt8>
  private let isOwner: Bool

  init(file: String, _ text: String) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = copy.initialize(from: text.utf8)
    self.file = file
    bytes = UnsafeBufferPointer(copy)
    isOwner = true
  }

  /// - Parameter bytes: UTF-8 that lasts as long as the program.
  init(file: String, lasting bytes: UnsafeBufferPointer<UInt8>) {
    self.file = file
    self.bytes = bytes
    isOwner = false
  }

  deinit { if isOwner { bytes.deallocate() } }

  var string: String { withExtendedLifetime(self) { String(decoding: bytes, as: UTF8.self) } }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first place of `byte` from `start` on and before `end`, `end` where there is none.
  /// - Parameter end: that of the buffer where it is left out.
  func firstIndex(of byte: UInt8, from start: Int, to end: Int? = nil) -> Int {
    let end = end ?? count
    guard start < end, let base = baseAddress, let found = memchr(base + start, Int32(byte), end - start) else {
      return end
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}

/// The rows of a lexicon file: tab-separated values, `#` starts a comment line.
public enum LexiconFile {
  /// - Parameter columns: the least number of fields in a row.
  /// - Throws: `LexiconError` where a row is shorter.
  public static func rows(of text: String, file: String, columns: Int) throws(LexiconError) -> [LexiconRow] {
    try rows(of: LexiconText(file: file, text), columns: columns)
  }

  static func rows(of text: LexiconText, columns: Int) throws(LexiconError) -> [LexiconRow] {
    let bytes = text.bytes
    var rows: [LexiconRow] = []
    var line = 0
    var start = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: LexiconText.lineFeed, from: start)
      line += 1
      if start < end, bytes[start] != UInt8(ascii: "#"), bytes[start] != 0x0D {
        let row = LexiconRow(text, line: line, start..<end)
        if columns > 1, row.count < columns { throw row.error("\(columns) columns wanted, \(row.count) found") }
        rows.append(row)
      }
      start = end + 1
    }
    return rows
  }
}
