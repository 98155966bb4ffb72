import ClinicalText
import Foundation

/// A letter's text in code points, with a view in which white space is folded to single blanks.
public struct LetterText: Sendable {
  public let source: SourceText
  private let scalars: [Unicode.Scalar]
  /// UTF-8 of the folded text.
  private let folded: [UInt8]
  /// The code point of the source that each byte of `folded` stands for.
  private let places: [Int32]

  public init(_ source: SourceText) {
    self.source = source
    scalars = Array(String(decoding: source.bytes, as: UTF8.self).unicodeScalars)
    (folded, places) = Self.fold(scalars)
  }

  /// Its length in code points.
  public var count: Int { scalars.count }

  /// The text of a range of code points, which is cut to what there is.
  public subscript(range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
    return String(view)
  }

  public subscript(place: Int) -> Unicode.Scalar { scalars[place] }

  /// Where `quote` stands, white space folded; `nth` from 0 says which occurrence (they may overlap).
  public func range(of quote: String, nth: Int = 0) -> Range<Int>? {
    let wanted = Self.fold(Array(quote.unicodeScalars)).bytes.trimmingBlank()
    guard !wanted.isEmpty, nth >= 0 else { return nil }
    var start = 0
    var found = -1
    for _ in 0...nth {
      guard let next = folded.firstIndex(of: wanted, from: start) else { return nil }
      found = next
      start = next + 1
    }
    return Int(places[found])..<Int(places[found + wanted.count - 1]) + 1
  }

  /// Whether the text of `range` is `quote` but for white space and byte-order marks.
  public func reads(_ quote: String, at range: Range<Int>) -> Bool {
    let part = range.clamped(to: 0..<scalars.count)
    return part == range
      && Self.fold(Array(scalars[part])).bytes.trimmingBlank()
        == Self.fold(Array(quote.unicodeScalars)).bytes.trimmingBlank()
  }

  private static func fold(_ scalars: [Unicode.Scalar]) -> (bytes: [UInt8], places: [Int32]) {
    var bytes: [UInt8] = []
    var places: [Int32] = []
    bytes.reserveCapacity(scalars.count)
    places.reserveCapacity(scalars.count)
    var afterBlank = true
    for (place, scalar) in scalars.enumerated() {
      let isBlank = isBlank(scalar)
      if !isBlank {
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          bytes.append(byte)
          places.append(Int32(place))
        }
      } else if !afterBlank {
        bytes.append(0x20)
        places.append(Int32(place))
      }
      afterBlank = isBlank
    }
    return (bytes, places)
  }

  /// White space of Unicode, the separators of ASCII (28...31) and the byte-order mark.
  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 {
      return scalar.value == 0x20 || (9...13).contains(scalar.value) || (28...31).contains(scalar.value)
    }
    return scalar.value == 0xFEFF || scalar.properties.isWhitespace
  }
}

extension [UInt8] {
  fileprivate func trimmingBlank() -> [UInt8] {
    var part = self[...]
    while part.last == 0x20 { part.removeLast() }
    while part.first == 0x20 { part.removeFirst() }
    return Array(part)
  }

  fileprivate func firstIndex(of wanted: [UInt8], from start: Int) -> Int? {
    withUnsafeBytes { text in
      wanted.withUnsafeBytes { wanted in
        guard let base = text.baseAddress, let sought = wanted.baseAddress else { return nil }
        var place = start
        while place + wanted.count <= text.count {
          guard let next = memchr(base + place, Int32(wanted[0]), text.count - wanted.count + 1 - place) else {
            return nil
          }
          place = UnsafeRawPointer(next) - base
          if memcmp(base + place, sought, wanted.count) == 0 { return place }
          place += 1
        }
        return nil
      }
    }
  }
}
