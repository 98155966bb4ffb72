import ClinicalText
import Extraction
import IMRLetter

/// The names of a closed set's values with what is written around them, so that one is written by copying a block of
/// bytes.
final class NameTable<Value: CaseIterable & RawRepresentable<String>>: @unchecked Sendable {
  // Unchecked, since nothing changes after `init`.

  /// A name with what stands around it, 31 bytes at most, and their length in the last byte. Read without counting
  /// references.
  private let names: UnsafeMutableBufferPointer<SIMD32<UInt8>>

  /// The names as JSON strings, unless something else is to stand around them; 31 bytes at most with it.
  init(before: String = "\"", behind: String = "\"") {
    var names: [SIMD32<UInt8>] = []
    for value in Value.allCases {
      let place = Self.place(of: value)
      while names.count <= place { names.append(SIMD32(repeating: 0)) }
      let written = Array((before + value.rawValue + behind).utf8)
      precondition(written.count < 32, "a name of a closed set is too long for its table")
      for (index, byte) in written.enumerated() { names[place][index] = byte }
      names[place][31] = UInt8(written.count)
    }
    self.names = .allocate(capacity: names.count)
    _ = self.names.initialize(fromContentsOf: names)
  }

  deinit { names.deallocate() }

  @inline(__always)
  subscript(value: Value) -> WrittenName { WrittenName(block: names[Self.place(of: value)]) }

  /// The name, or `null`.
  @inline(__always)
  subscript(value: Value?) -> WrittenName { value.map { self[$0] } ?? .null }

  /// The byte that tells the values apart.
  @inline(__always)
  private static func place(of value: Value) -> Int { withUnsafeBytes(of: value) { $0.first.map(Int.init) ?? 0 } }
}

/// The names that mentions are written with.
final class OutputNames: Sendable {
  let sections = NameTable<SectionKind>()
  let subjects = NameTable<Subject>()
  let timeUnits = NameTable<TimeUnit>()
  let sexes = NameTable<AdministrativeGender>()
  let dateRoles = NameTable<DateRole>()
  let assertions = NameTable<Assertion>()
  let lateralities = NameTable<Laterality>()
  let sessionRoles = NameTable<SessionRole>()
  let services = NameTable<ServiceCategory>()
  let decisions = NameTable<Decision>()
  let guidelines = NameTable<Guideline>()
  let outcomes = NameTable<LetterRecord.Outcome>()
  let recordKeys = NameTable<LetterRecord.Key>(behind: "\":")
  /// The start of a JSON Pointer into a list.
  let pointers = NameTable<MentionReference.List>(before: "\"/", behind: "/")
}

/// A name with what stands around it.
struct WrittenName {
  /// The bytes, and their number in the last one.
  let block: SIMD32<UInt8>

  /// What stands for no value.
  @inline(__always)
  static var null: WrittenName {
    var block = SIMD32<UInt8>(repeating: 0)
    block[0] = UInt8(ascii: "n")
    block[1] = UInt8(ascii: "u")
    block[2] = UInt8(ascii: "l")
    block[3] = UInt8(ascii: "l")
    block[31] = 4
    return WrittenName(block: block)
  }
}

extension OutputBuffer {
  @inline(__always)
  mutating func append(_ name: WrittenName) {
    append(atMost: 32) { target in
      UnsafeMutableRawPointer(target).storeBytes(of: name.block, as: SIMD32<UInt8>.self)
      return Int(name.block[31])
    }
  }
}
