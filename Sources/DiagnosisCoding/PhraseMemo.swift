import CodeSystems
import DiagnosisTerms

/// Remembers what phrases came to, up to a number of phrases.
public struct PhraseMemo<Value> {
  private struct Item {
    var phrase: [UInt8]
    var context: [UInt8]
    var value: Value
  }

  private let limit: Int
  private var items: [UInt64: Item] = [:]

  /// - Parameter limit: the number of phrases after which all are forgotten.
  public init(limit: Int = 4096) { self.limit = limit }

  /// What tells a question from others, but for its phrase and context.
  public static func key(
    _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>, in year: FiscalYear
  ) -> UInt64 {
    let question = UInt64(truncatingIfNeeded: year.number) &* 0x9E37_79B9_7F4A_7C15
    return hash(of: phrase) ^ (hash(of: context) &* 31) ^ question
  }

  public func value(
    _ key: UInt64, _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>
  ) -> Value? {
    guard let item = items[key], item.phrase.elementsEqual(phrase), item.context.elementsEqual(context) else {
      return nil
    }
    return item.value
  }

  public mutating func remember(
    _ value: Value, _ key: UInt64, _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>
  ) {
    if items.count >= limit { items.removeAll(keepingCapacity: true) }
    items[key] = Item(phrase: Array(phrase), context: Array(context), value: value)
  }
}
