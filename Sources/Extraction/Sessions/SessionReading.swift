/// An amount as the grammar reads it, before anything says what it is an amount of.
struct SessionReading: Equatable {
  enum Form: String {
    /// A number and its unit: "12 visits".
    case counted = "number and unit"
    /// Frequency times duration: "2x/wk for 6 weeks".
    case product = "frequency and duration"
    /// "2 x 6".
    case grid = "times by weeks"
    /// "x 12", "#12" behind what is counted.
    case multiple = "multiple"
    /// "number of sessions as 18".
    case named = "named number"
    /// A number and a treatment: "24 PT".
    case treatment = "number and treatment"
    /// "20 full days" of a programme.
    case days = "programme days"
    /// A number whose unit is left unsaid: "twelve more".
    case bare = "number alone"

    /// Whether a report or a test named before does not part it from its treatment.
    var isLoose: Bool { self == .bare || self == .days || self == .counted }
  }

  var form: Form
  var tokens: Range<Int>
  var low: Int
  var high: Int
  var frequency: Quantity?
  var duration: Quantity?
  /// Whether the unit alone does not tell that sessions are counted.
  var needsTopic = true
  /// The amount that this one is a part of, for the first number of "8 of 10 visits".
  var isPortion = false
  /// The whole, for the second number of "8 of 10 visits".
  var isWhole = false
  /// Whether a whole is only a number behind a slash.
  var isUntold = false

  /// Whether it points back to an amount stated before: "the twelve", "6 of the 18".
  var isBackward = false
  /// The number with its own unit, where `tokens` run on over the whole of a portion.
  var core: Range<Int>?

  init(_ form: Form, _ number: SessionNumber, through end: Int) {
    self.form = form
    tokens = number.tokens.lowerBound..<end
    low = number.low
    high = number.high
  }
}

/// How often: `low` to `high` times every `interval` periods of a week, a month or a day.
struct SessionFrequency {
  var low: Int
  var high: Int
  var interval = 1
  var period: SessionWords
  var end: Int

  /// As the contract has it; nil where it is less than once a period.
  var quantity: Quantity? {
    interval == 1 ? Quantity(low: low, high: high, unit: SessionFrequency.unit(period)) : nil
  }

  static func unit(_ period: SessionWords) -> String {
    switch period {
    case .month: "mo"
    case .day: "d"
    default: "wk"
    }
  }
}

/// How long, in weeks, months or days.
struct SessionDuration {
  var low: Int
  var high: Int
  var period: SessionWords
  var end: Int

  var quantity: Quantity { Quantity(low: low, high: high, unit: SessionFrequency.unit(period)) }
}

extension ServiceCategory {
  /// Whether the treatments of the category are counted in sessions.
  public var isTherapy: Bool {
    switch self {
    case .psychotherapy, .physicalTherapy, .occupationalTherapy, .chiropractic, .acupuncture, .aquaticTherapy, .massage,
      .biofeedback, .workConditioning, .functionalRestoration:
      true
    case .injection, .surgery, .imaging, .electrodiagnostics, .laboratory, .medication, .equipment, .homeHealth,
      .consultation, .other:
      false
    }
  }
}
