import ClinicalText
import Extraction

/// For each field of a case header its value, as the index of the item that it is.
struct HeaderFields {
  private static let none: Int16 = -1
  /// By field.
  private var items = SIMD16<Int16>(repeating: Self.none)
  private(set) var count = 0

  subscript(field: HeaderField) -> Int? {
    get { items[field.index] == Self.none ? nil : Int(items[field.index]) }
    set {
      count += (newValue == nil ? 0 : 1) - (items[field.index] == Self.none ? 0 : 1)
      items[field.index] = newValue.map { Int16(truncatingIfNeeded: $0) } ?? Self.none
    }
  }
}

/// Gives the values of a case header to its labels.
///
/// Converters leave a table's rows as they are, or print labels and values in blocks or out of order. A value on its
/// label's line is the label's. The rest is assigned in turn, in several ways, and the way is kept that fills most
/// labels and keeps to the course of a review: injury, utilization review, application, assignment, decision.
struct HeaderAssignment {
  private let items: [HeaderItem]
  private let reading: Reading
  private let dates: [Mention<DateValue>]
  private static let course: [HeaderField] = [.injury, .utilizationReview, .application, .notice, .determination]

  init(_ items: [HeaderItem], _ reading: Reading, _ dates: [Mention<DateValue>]) {
    self.items = items
    self.reading = reading
    self.dates = dates
  }

  func best() -> HeaderFields {
    let (paired, rest) = pairs()
    guard rest.contains(where: { items[$0].isValue }) else { return paired }
    let crossed = inTurn(paired, rest, valuesBeforeLabels: true)
    var best = inTurn(paired, rest, valuesBeforeLabels: false)
    for way in [crossed, byCourse(crossed, paired, rest)] where score(way) > score(best) { best = way }
    return best
  }

  /// The labels whose value stands behind them on the same line, and the indices of the items that are left.
  private func pairs() -> (HeaderFields, [Int]) {
    var fields = HeaderFields()
    var rest: [Int] = []
    rest.reserveCapacity(items.count)
    var index = 0
    while index < items.count {
      if case .label(let field) = items[index].content, index + 1 < items.count,
        case .value(let kind, _) = items[index + 1].content, field.valueKind == kind,
        isOneLine(items[index], items[index + 1]), fields[field] == nil
      {
        fields[field] = index + 1
        index += 2
      } else {
        rest.append(index)
        index += 1
      }
    }
    return (fields, rest)
  }

  private func isOneLine(_ label: HeaderItem, _ value: HeaderItem) -> Bool {
    let between = label.tokens.upperBound..<value.tokens.lowerBound
    guard between.count <= 4 else { return false }
    return (label.tokens.upperBound...value.tokens.lowerBound).allSatisfy { !reading.flags[$0].contains(.lineStart) }
  }

  /// First label, first value, by kind.
  private func inTurn(_ paired: HeaderFields, _ rest: [Int], valuesBeforeLabels: Bool) -> HeaderFields {
    var fields = paired
    var labels: [(field: HeaderField, kind: HeaderValueKind)] = []
    var values: [(item: Int, kind: HeaderValueKind)] = []
    for item in rest {
      switch items[item].content {
      case .label(let field):
        guard let kind = field.valueKind, fields[field] == nil else { continue }
        if valuesBeforeLabels, let place = values.firstIndex(where: { $0.kind == kind }) {
          fields[field] = values.remove(at: place).item
        } else {
          labels.append((field, kind))
        }
      case .value(let kind, _):
        if let place = labels.firstIndex(where: { $0.kind == kind }) {
          fields[labels.remove(at: place).field] = item
        } else {
          values.append((item, kind))
        }
      }
    }
    return fields
  }

  /// As many dates as labels of dates: the earliest is the injury, the latest the decision.
  private func byCourse(_ crossed: HeaderFields, _ paired: HeaderFields, _ rest: [Int]) -> HeaderFields {
    var fields = crossed
    var labels: [HeaderField] = []
    var values: [Int] = []
    for item in rest {
      switch items[item].content {
      case .label(let field): if field.valueKind == .date, paired[field] == nil { labels.append(field) }
      case .value(let kind, _): if kind == .date { values.append(item) }
      }
    }
    guard labels.count == values.count, labels.count > 1 else { return fields }
    values.sort { day($0) < day($1) }
    for (field, value) in zip(Self.course.filter(labels.contains), values) { fields[field] = value }
    return fields
  }

  private func score(_ fields: HeaderFields) -> Int {
    var breaks = 0
    var last = Int.min
    for field in Self.course {
      guard let item = fields[field] else { continue }
      let day = day(item)
      if last > day { breaks += 1 }
      last = day
    }
    return fields.count - 2 * breaks
  }

  private func day(_ item: Int) -> Int {
    items[item].date.map { dates[$0].value.date.ordinal } ?? 0
  }
}
