import ClinicalText

/// What a sentence's place in the letter says of the amounts in it.
struct SessionSetting {
  var section: SectionKind?
  /// What the place alone says of an amount's role.
  var facts: SessionRolePriors.Facts
  var isGuideline: Bool
  var isModified: Bool
  /// The treatment of the item that the section is about, where that is counted in sessions.
  var itemCategory: ServiceCategory?
  /// The disputed programme that is counted in days.
  var programme: ServiceCategory?
  /// The treatment spoken of in the sentences before.
  var recent: ServiceCategory?
  /// The only treatment of the last sentence that named one.
  var recentGuideline: ServiceCategory?
  /// The only treatment that the letter names.
  var only: ServiceCategory?
  /// Totals that the letter has stated already, and what they were.
  var known: KnownAmounts
  /// Whether one of the last sentences states an amount.
  var followsAmount = false
}

/// By total, what the amount stated last was; made once a document.
struct KnownAmounts {
  struct Amount: BitwiseCopyable {
    let role: SessionRole
    let service: ServiceCategory?
  }

  /// Larger totals are not remembered.
  private static let largest = 400
  private static let blocks = largest / 64 + 1

  /// By total; set where its bit in `isKnown` is.
  private let amounts: UnsafeMutablePointer<Amount>
  private let isKnown: UnsafeMutablePointer<UInt64>

  init() {
    amounts = .allocate(capacity: Self.largest + 1)
    isKnown = .allocate(capacity: Self.blocks)
    isKnown.initialize(repeating: 0, count: Self.blocks)
  }

  func deallocate() {
    amounts.deallocate()
    isKnown.deallocate()
  }

  subscript(total: Int) -> Amount? {
    guard (0...Self.largest).contains(total), isKnown[total >> 6] >> UInt64(total & 63) & 1 != 0 else { return nil }
    return amounts[total]
  }

  func note(_ total: Int, _ amount: Amount) {
    guard (0...Self.largest).contains(total) else { return }
    (amounts + total).initialize(to: amount)
    isKnown[total >> 6] |= 1 << UInt64(total & 63)
  }
}
