/// A list of units by index, in memory that its maker gives.
struct UnitList {
  private let memory: UnsafeMutableBufferPointer<Int>
  private(set) var count = 0

  /// How many units a list may have that takes each part of a phrase in a sentence of so many tokens.
  static func capacity(tokens: Int) -> Int { 8 * (tokens + 1) }

  init(in memory: UnsafeMutableBufferPointer<Int>) { self.memory = memory }

  init(of units: Range<Int>, in memory: UnsafeMutableBufferPointer<Int>) {
    self.memory = memory
    append(units)
  }

  var units: UnsafeBufferPointer<Int> { UnsafeBufferPointer(rebasing: memory[..<count]) }

  mutating func append(_ unit: Int) {
    precondition(count < memory.count)
    memory.initializeElement(at: count, to: unit)
    count += 1
  }

  mutating func append(_ list: some Sequence<Int>) { for unit in list { append(unit) } }

  /// Puts the units from a place on in the order of the text.
  mutating func sort(from place: Int) {
    for next in place..<count {
      var at = next
      while at > place, memory[at - 1] > memory[at] {
        memory.swapAt(at - 1, at)
        at -= 1
      }
    }
  }
}
