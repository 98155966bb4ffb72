/// A hash table from byte strings to 32-bit values, for words looked up straight from a buffer.
///
/// Open addressing over one array of keys: a look-up allocates nothing.
public struct ByteTable: Sendable {
  private var keys: [UInt8] = []
  private var ends: [UInt32] = []
  private var values: [UInt32] = []
  private var slots: [UInt32]

  public init(capacity: Int = 64) {
    slots = Array(repeating: 0, count: capacity * 2 <= 64 ? 64 : ByteTable.powerOfTwo(capacity * 2))
  }

  public var count: Int { values.count }

  /// The value stored for `key`, or `nil`.
  @inline(__always)
  public func value(of key: UnsafeBufferPointer<UInt8>) -> UInt32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(of: key)) & mask
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if equals(entry, key) { return values[entry] }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Stores `value` for `key`; a key that is there already keeps its value, which is returned.
  @discardableResult
  public mutating func insert(_ key: UnsafeBufferPointer<UInt8>, value: UInt32) -> UInt32 {
    if let known = self.value(of: key) { return known }
    if (values.count + 1) * 2 > slots.count { grow() }
    keys.append(contentsOf: key)
    ends.append(UInt32(keys.count))
    values.append(value)
    place(entry: values.count - 1)
    return value
  }

  /// The bytes of the key inserted at position `entry`.
  public func key(at entry: Int) -> ArraySlice<UInt8> {
    keys[(entry == 0 ? 0 : Int(ends[entry - 1]))..<Int(ends[entry])]
  }

  private func equals(_ entry: Int, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = entry == 0 ? 0 : Int(ends[entry - 1])
    guard Int(ends[entry]) - start == key.count else { return false }
    for index in 0..<key.count where keys[start + index] != key[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for entry in values.indices { place(entry: entry) }
  }

  private mutating func place(entry: Int) {
    let mask = slots.count - 1
    let code = key(at: entry).withUnsafeBufferPointer { hash(of: $0) }
    var slot = Int(truncatingIfNeeded: code) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(entry + 1)
  }

  private static func powerOfTwo(_ least: Int) -> Int {
    var size = 64
    while size < least { size *= 2 }
    return size
  }
}

/// FNV-1a, 64 bits, folded so that low bits depend on every byte.
@inline(__always)
public func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var code: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { code = (code ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  return code ^ (code >> 29)
}
