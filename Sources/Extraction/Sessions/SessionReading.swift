/// An amount as the grammar reads it, before anything says what it is an amount of.
struct SessionReading {
  enum Form: Int, CaseIterable {
    /// A number and its unit: "12 visits".
    case counted
    /// Frequency times duration: "2x/wk for 6 weeks".
    case product
    /// "2 x 6".
    case grid
    /// "x 12", "#12" behind what is counted.
    case multiple
    /// "number of sessions as 18".
    case named
    /// A number and a treatment: "24 PT".
    case treatment
    /// "20 full days" of a programme.
    case days
    /// A number whose unit is left unsaid: "twelve more".
    case bare

    /// For people.
    var name: String {
      switch self {
      case .counted: "number and unit"
      case .product: "frequency and duration"
      case .grid: "times by weeks"
      case .multiple: "multiple"
      case .named: "named number"
      case .treatment: "number and treatment"
      case .days: "programme days"
      case .bare: "number alone"
      }
    }

    /// Whether a report or a test named before does not part it from its treatment.
    var isLoose: Bool { self == .bare || self == .days || self == .counted }
  }

  var form: Form
  /// Whether the unit alone does not tell that sessions are counted.
  var needsTopic = true
  /// Whether it is a part of the amount behind it: the first number of "8 of 10 visits".
  var isPortion = false
  /// The whole: the second number of "8 of 10 visits".
  var isWhole = false
  /// Whether a whole is only a number behind a slash.
  var isUntold = false
  /// Whether it points back to an amount stated before: "the twelve", "6 of the 18".
  var isBackward = false
  private var from: Int32
  private var to: Int32
  private var least: Int32
  private var most: Int32
  private var coreFrom: Int32 = 0
  private var coreTo: Int32 = -1
  /// Only where it is once a period or more.
  var frequency: SessionQuantity?
  var duration: SessionQuantity?

  init(_ form: Form, _ number: SessionNumber, through end: Int) {
    self.form = form
    from = Int32(truncatingIfNeeded: number.start)
    to = Int32(truncatingIfNeeded: end)
    least = Int32(truncatingIfNeeded: number.low)
    most = Int32(truncatingIfNeeded: number.high)
  }

  var start: Int {
    get { Int(from) }
    set { from = Int32(truncatingIfNeeded: newValue) }
  }

  var end: Int {
    get { Int(to) }
    set { to = Int32(truncatingIfNeeded: newValue) }
  }

  var low: Int {
    get { Int(least) }
    set { least = Int32(truncatingIfNeeded: newValue) }
  }

  var high: Int {
    get { Int(most) }
    set { most = Int32(truncatingIfNeeded: newValue) }
  }

  var tokens: Range<Int> { start..<end }

  /// The number with its own unit, where `tokens` run on over the whole of a portion; else nil.
  var core: Range<Int>? {
    get { coreTo < 0 ? nil : Int(coreFrom)..<Int(coreTo) }
    set {
      coreFrom = Int32(truncatingIfNeeded: newValue?.lowerBound ?? 0)
      coreTo = Int32(truncatingIfNeeded: newValue?.upperBound ?? -1)
    }
  }

  /// The same reading as far as `end`.
  func through(_ end: Int) -> SessionReading {
    var reading = self
    reading.end = end
    return reading
  }
}

/// What is read from one token on: nothing, an amount, or the part and the whole of "8 of 10 visits".
struct SessionReadings {
  var first: SessionReading?
  var second: SessionReading?

  static let none = SessionReadings()
}

/// A number or a range of numbers a period, or of periods.
struct SessionQuantity {
  enum Period: UInt8 { case day, week, month }

  private let least: Int16
  private let most: Int16
  let period: Period

  init(low: Int, high: Int, period: Period) {
    least = Int16(clamping: low)
    most = Int16(clamping: high)
    self.period = period
  }

  var low: Int { Int(least) }
  var high: Int { Int(most) }

  /// As the contract has it.
  var quantity: Quantity {
    switch period {
    case .day: Quantity(low: low, high: high, unit: .day)
    case .week: Quantity(low: low, high: high, unit: .week)
    case .month: Quantity(low: low, high: high, unit: .month)
    }
  }
}

/// How often: so many times every `interval` periods.
struct SessionFrequency {
  var times: SessionQuantity
  var interval = 1
  var end: Int

  /// Nil where it is less than once a period.
  var whole: SessionQuantity? { interval == 1 ? times : nil }
}

/// How long.
struct SessionDuration {
  var length: SessionQuantity
  var end: Int
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
