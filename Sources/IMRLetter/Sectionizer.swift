import ClinicalText
import Extraction

/// Divides a letter into sections by its headings and its disputed items.
struct Sectionizer {
  private let reading: Reading
  private let items: [DisputedItem]
  private var sections: [Section] = []
  /// Indices of the items that were stated since the last section of another kind.
  private var stated: [Int] = []
  private var current: Int?

  /// The sections in letter order; none where the text has neither a heading nor an item.
  static func sections(in reading: Reading, _ headings: [SectionHeading], _ items: [DisputedItem]) -> [Section] {
    var sectionizer = Sectionizer(reading: reading, items: items)
    sectionizer.run(headings)
    return sectionizer.sections
  }

  private init(reading: Reading, items: [DisputedItem]) {
    self.reading = reading
    self.items = items
  }

  private mutating func run(_ headings: [SectionHeading]) {
    guard !headings.isEmpty || !items.isEmpty else { return }
    sections.reserveCapacity(headings.count + items.count + 1)
    sections.append(Section(kind: .header, sentences: 0..<0))
    var next = 0
    for heading in headings {
      while next < items.count, items[next].statement.lowerBound <= heading.tokens.lowerBound {
        state(next)
        next += 1
      }
      open(heading)
    }
    while next < items.count {
      state(next)
      next += 1
    }
    close(at: reading.sentenceCount)
    sections.removeAll { $0.sentences.isEmpty }
  }

  private mutating func state(_ item: Int) {
    stated.append(item)
    begin(.decisions, at: reading.sentence(ofToken: items[item].statement.lowerBound), item: item)
  }

  private mutating func open(_ heading: SectionHeading) {
    let label = label(of: heading)
    if heading.kind == .decisions {
      stated.removeAll(keepingCapacity: true)
      current = heading.opensItem ? openedItem(label) : nil
    } else if !stated.isEmpty {
      current = stated.count == 1 ? stated[0] : nil
      stated.removeAll(keepingCapacity: true)
    }
    if let item = item(label) { current = item }
    begin(heading.kind, at: heading.sentence, item: isAboutItems(heading.kind) ? current : nil)
  }

  private func isAboutItems(_ kind: SectionKind) -> Bool {
    kind == .decisions || kind == .guidelines || kind == .rationale
  }

  /// The numbers before a heading in its sentence: the first, and how many there are.
  private func label(of heading: SectionHeading) -> (first: Int, count: Int) {
    var label = (first: 0, count: 0)
    for token in Int(reading.sentenceStarts[heading.sentence])..<heading.tokens.lowerBound {
      guard let number = reading.number(token) else { continue }
      if label.count == 0 { label.first = number }
      label.count += 1
    }
    return label
  }

  /// The item that "2) Regarding the request for" speaks of: by its number, else the next in order.
  private func openedItem(_ label: (first: Int, count: Int)) -> Int? {
    guard label.count == 0 else { return item(label) }
    let next = (current ?? -1) + 1
    return items.indices.contains(next) ? next : nil
  }

  /// The item of "Item 3 - Claims Administrator guideline:"; nil where there is no such label or it names several.
  private func item(_ label: (first: Int, count: Int)) -> Int? { label.count == 1 ? item(label.first) : nil }

  private func item(_ number: Int) -> Int? {
    items.firstIndex { $0.number == number } ?? (items.indices.contains(number - 1) ? number - 1 : nil)
  }

  private mutating func begin(_ kind: SectionKind, at sentence: Int, item: Int?) {
    close(at: sentence)
    sections.append(Section(kind: kind, sentences: sentence..<sentence, item: item))
  }

  private mutating func close(at sentence: Int) {
    guard let last = sections.indices.last else { return }
    let start = sections[last].sentences.lowerBound
    sections[last].sentences = start..<max(start, sentence)
  }
}
