import ClinicalText
import Extraction

/// The names of a closed set's values as JSON strings, so that one is written by copying a block of bytes.
struct NameTable<Value: CaseIterable & RawRepresentable<String>>: Sendable {
  /// A name in quotes, and its length in the last byte; that is 0 where the name has no room.
  private let names: [SIMD32<UInt8>]

  init() {
    var names: [SIMD32<UInt8>] = []
    for value in Value.allCases {
      let place = Self.place(of: value)
      while names.count <= place { names.append(SIMD32(repeating: 0)) }
      let quoted = Array("\"\(value.rawValue)\"".utf8)
      guard quoted.count < 32 else { continue }
      for (index, byte) in quoted.enumerated() { names[place][index] = byte }
      names[place][31] = UInt8(quoted.count)
    }
    self.names = names
  }

  @inline(__always)
  subscript(value: Value) -> SIMD32<UInt8> { names[Self.place(of: value)] }

  /// The byte that tells the values apart.
  @inline(__always)
  private static func place(of value: Value) -> Int { withUnsafeBytes(of: value) { $0.first.map(Int.init) ?? 0 } }
}

/// The names that mentions are written with.
final class OutputNames: Sendable {
  let sections = NameTable<SectionKind>()
  let subjects = NameTable<Subject>()
  let ageUnits = NameTable<AgeUnit>()
  let sexes = NameTable<AdministrativeGender>()
  let dateRoles = NameTable<DateRole>()
  let assertions = NameTable<Assertion>()
  let lateralities = NameTable<Laterality>()
  let sessionRoles = NameTable<SessionRole>()
  let services = NameTable<ServiceCategory>()
  let decisions = NameTable<Decision>()
  let guidelines = NameTable<Guideline>()
}

extension OutputBuffer {
  @inline(__always)
  mutating func append<Value>(_ value: Value, of names: NameTable<Value>) {
    let name = names[value]
    guard name[31] > 0 else { return append(json: value.rawValue) }
    append(atMost: 32) { target in
      UnsafeMutableRawPointer(target).storeBytes(of: name, as: SIMD32<UInt8>.self)
      return Int(name[31])
    }
  }

  /// The name, or `null`.
  @inline(__always)
  mutating func append<Value>(_ value: Value?, of names: NameTable<Value>) {
    guard let value else { return append("null") }
    append(value, of: names)
  }
}
