import ClinicalText
import Extraction

/// Gives the values of a case header to its labels.
///
/// Converters leave a table's rows as they are, or print labels and values in blocks or out of order. A value on its
/// label's line is the label's. The rest is assigned in turn, in several ways, and the way is kept that fills most
/// labels and keeps to the course of a review: injury, utilization review, application, assignment, decision.
struct HeaderAssignment {
  typealias Fields = [HeaderField: HeaderValue]

  private let items: [HeaderItem]
  private let reading: Reading
  private let dates: [Mention<DateValue>]
  private static let course: [HeaderField] = [.injury, .utilizationReview, .application, .notice, .determination]

  init(_ items: [HeaderItem], _ reading: Reading, _ dates: [Mention<DateValue>]) {
    self.items = items
    self.reading = reading
    self.dates = dates
  }

  func best() -> Fields {
    let (paired, rest) = pairs()
    let ways = [
      inTurn(paired, rest, valuesBeforeLabels: false), inTurn(paired, rest, valuesBeforeLabels: true),
      byCourse(paired, rest),
    ]
    var best = ways[0]
    for way in ways.dropFirst() where score(way) > score(best) { best = way }
    return best
  }

  /// The labels whose value stands behind them on the same line, and the items that are left.
  private func pairs() -> (Fields, [HeaderItem]) {
    var fields: Fields = [:]
    var rest: [HeaderItem] = []
    var index = 0
    while index < items.count {
      if case .label(let label) = items[index], index + 1 < items.count, case .value(let value) = items[index + 1],
        label.field.valueKind == value.kind, isOneLine(label, value), fields[label.field] == nil
      {
        fields[label.field] = value
        index += 2
      } else {
        rest.append(items[index])
        index += 1
      }
    }
    return (fields, rest)
  }

  private func isOneLine(_ label: HeaderLabel, _ value: HeaderValue) -> Bool {
    let between = label.tokens.upperBound..<value.tokens.lowerBound
    guard between.count <= 4 else { return false }
    return (label.tokens.upperBound...value.tokens.lowerBound).allSatisfy { !reading.flags[$0].contains(.lineStart) }
  }

  /// First label, first value, by kind.
  private func inTurn(_ paired: Fields, _ rest: [HeaderItem], valuesBeforeLabels: Bool) -> Fields {
    var fields = paired
    var labels: [HeaderLabel] = []
    var values: [HeaderValue] = []
    for item in rest {
      switch item {
      case .label(let label) where label.field.valueKind != nil && fields[label.field] == nil:
        if valuesBeforeLabels, let place = values.firstIndex(where: { $0.kind == label.field.valueKind }) {
          fields[label.field] = values.remove(at: place)
        } else {
          labels.append(label)
        }
      case .label: break
      case .value(let value):
        if let place = labels.firstIndex(where: { $0.field.valueKind == value.kind }) {
          fields[labels.remove(at: place).field] = value
        } else {
          values.append(value)
        }
      }
    }
    return fields
  }

  /// As many dates as labels of dates: the earliest is the injury, the latest the decision.
  private func byCourse(_ paired: Fields, _ rest: [HeaderItem]) -> Fields {
    var fields = inTurn(paired, rest, valuesBeforeLabels: true)
    var labels: [HeaderField] = []
    var values: [HeaderValue] = []
    for item in rest {
      if case .label(let label) = item, label.field.valueKind == .date, paired[label.field] == nil {
        labels.append(label.field)
      }
      if case .value(let value) = item, value.kind == .date { values.append(value) }
    }
    guard labels.count == values.count, labels.count > 1 else { return fields }
    values.sort { day($0) < day($1) }
    for (field, value) in zip(Self.course.filter(labels.contains), values) { fields[field] = value }
    return fields
  }

  private func score(_ fields: Fields) -> Int {
    let days = Self.course.compactMap { fields[$0] }.map(day)
    let breaks = zip(days, days.dropFirst()).count { $0 > $1 }
    return fields.count - 2 * breaks
  }

  private func day(_ value: HeaderValue) -> Int {
    value.mention.map { dates[$0].value.date.ordinal } ?? 0
  }
}
