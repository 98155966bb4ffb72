import CodeSystems
import DiagnosisTerms

/// Remembers what phrases were coded to, up to a number of phrases.
struct PhraseMemo {
  private struct Item {
    var phrase: [UInt8]
    var context: [UInt8]
    var concepts: [CodedConcept]
  }

  private var items: [UInt64: Item] = [:]
  private static let limit = 4096

  static func key(
    _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>, _ year: FiscalYear, _ limit: Int
  ) -> UInt64 {
    let question = UInt64(truncatingIfNeeded: year.number &* 64 &+ limit) &* 0x9E37_79B9_7F4A_7C15
    return hash(of: phrase) ^ (hash(of: context) &* 31) ^ question
  }

  func concepts(_ key: UInt64, _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>)
    -> [CodedConcept]?
  {
    guard let item = items[key], item.phrase.elementsEqual(phrase), item.context.elementsEqual(context) else {
      return nil
    }
    return item.concepts
  }

  mutating func remember(
    _ concepts: [CodedConcept], _ key: UInt64, _ phrase: UnsafeBufferPointer<UInt8>,
    _ context: UnsafeBufferPointer<UInt8>
  ) {
    if items.count >= PhraseMemo.limit { items.removeAll(keepingCapacity: true) }
    items[key] = Item(phrase: Array(phrase), context: Array(context), concepts: concepts)
  }
}
