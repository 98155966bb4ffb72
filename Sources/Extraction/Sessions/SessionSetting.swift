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
  struct Amount {
    let role: SessionRole
    let service: ServiceCategory?
  }

  /// Larger totals are not remembered.
  private static let largest = 400

  private let amounts: UnsafeMutablePointer<Amount?>

  init() {
    amounts = .allocate(capacity: Self.largest + 1)
    amounts.initialize(repeating: nil, count: Self.largest + 1)
  }

  func deallocate() { amounts.deallocate() }

  subscript(total: Int) -> Amount? { (0...Self.largest).contains(total) ? amounts[total] : nil }

  func note(_ total: Int, _ amount: Amount) {
    if (0...Self.largest).contains(total) { amounts[total] = amount }
  }
}
