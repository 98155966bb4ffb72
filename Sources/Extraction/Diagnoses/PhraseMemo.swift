import ClinicalText
import CodeSystems

/// Remembers what phrases in their contexts came to: those asked for last, up to a number of them.
struct PhraseMemo<Value> {
  /// What was asked for since the memo was half full.
  private var young: MemoGeneration<Value>
  /// What was asked for before; forgotten when `young` is full.
  private var old: MemoGeneration<Value>

  /// - Parameter limit: the number of phrases, below 65,536.
  init(limit: Int = 8192) {
    young = MemoGeneration(limit: limit / 2)
    old = MemoGeneration(limit: limit / 2)
  }

  /// What tells a question from others, but for its phrase and context.
  static func hash(
    _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>, in year: FiscalYear
  ) -> UInt64 {
    let question = UInt64(truncatingIfNeeded: year.number) &* 0x9E37_79B9_7F4A_7C15
    return WordHash.of(phrase) ^ (WordHash.of(context) &* 31) ^ question
  }

  mutating func value(
    _ hash: UInt64, _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>
  ) -> Value? {
    if let value = young.value(hash, phrase, context) { return value }
    guard let value = old.value(hash, phrase, context) else { return nil }
    remember(value, hash, phrase, context)
    return value
  }

  mutating func remember(
    _ value: Value, _ hash: UInt64, _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>
  ) {
    if young.isFull {
      swap(&young, &old)
      young.removeAll()
    }
    young.insert(value, hash, phrase, context)
  }
}

/// Values by phrase and context.
private struct MemoGeneration<Value> {
  /// A phrase and its context, which stand one behind the other in `texts`, and their value.
  private struct Item {
    var hash: UInt64
    var start: Int
    var phraseCount: Int
    var contextCount: Int
    var value: Value
  }

  /// More bytes than most phrases have, so that the longest do not fill the memory either.
  private static var usualLength: Int { 256 }

  private let limit: Int
  private var items: [Item] = []
  private var texts: [UInt8] = []
  /// An open table of items, by hash: the number of each, from 1.
  private var slots: [UInt16]

  init(limit: Int) {
    self.limit = limit
    slots = Array(repeating: 0, count: 1 << (Int.bitWidth - (limit * 2 - 1).leadingZeroBitCount))
  }

  var isFull: Bool { items.count >= limit || texts.count >= limit * Self.usualLength }

  func value(_ hash: UInt64, _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>) -> Value? {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let item = Int(slots[slot]) - 1
      if items[item].hash == hash, holds(item, phrase, context) { return items[item].value }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func holds(_ item: Int, _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>) -> Bool {
    items[item].phraseCount == phrase.count && items[item].contextCount == context.count
      && holds(phrase, at: items[item].start) && holds(context, at: items[item].start + phrase.count)
  }

  private func holds(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    texts.withUnsafeBytes { texts in
      let bytes = UnsafeRawBufferPointer(bytes)
      var at = 0
      while at + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        guard texts.loadUnaligned(fromByteOffset: place + at, as: UInt64.self) == word else { return false }
        at += 8
      }
      while at < bytes.count, texts[place + at] == bytes[at] { at += 1 }
      return at >= bytes.count
    }
  }

  /// Adds what is not there yet.
  mutating func insert(
    _ value: Value, _ hash: UInt64, _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>
  ) {
    items.append(
      Item(hash: hash, start: texts.count, phraseCount: phrase.count, contextCount: context.count, value: value))
    texts.append(contentsOf: phrase)
    texts.append(contentsOf: context)
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt16(items.count)
  }

  mutating func removeAll() {
    items.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    for slot in slots.indices { slots[slot] = 0 }
  }
}
