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
    sections = [Section(kind: .header, sentences: 0..<0)]
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
    begin(.decisions, at: items[item].statement.lowerBound, item: item)
  }

  private mutating func open(_ heading: SectionHeading) {
    if heading.kind == .decisions {
      stated = []
      current = labelledItem(heading)
    } else if !stated.isEmpty {
      current = stated.count == 1 ? stated[0] : nil
      stated = []
    }
    if let label = itemLabel(before: heading.tokens.lowerBound) { current = label }
    begin(heading.kind, at: heading.tokens.lowerBound, item: isAboutItems(heading.kind) ? current : nil)
  }

  private func isAboutItems(_ kind: SectionKind) -> Bool {
    kind == .decisions || kind == .guidelines || kind == .rationale
  }

  /// The item that "2) Regarding the request for" speaks of: by its number, else the next in order.
  private func labelledItem(_ heading: SectionHeading) -> Int? {
    guard reading.viewBytes(ofToken: heading.tokens.lowerBound).elementsEqual("regarding".utf8) else { return nil }
    let numbers = labelNumbers(before: heading.tokens.lowerBound)
    guard let number = numbers.first else {
      let next = (current ?? -1) + 1
      return items.indices.contains(next) ? next : nil
    }
    return numbers.count == 1 ? item(number) : nil
  }

  /// The item of "Item 3 - Claims Administrator guideline:"; nil where there is no such label or it names several.
  private func itemLabel(before token: Int) -> Int? {
    let numbers = labelNumbers(before: token)
    return numbers.count == 1 ? item(numbers[0]) : nil
  }

  private func labelNumbers(before token: Int) -> [Int] {
    let start = Int(reading.sentenceStarts[reading.sentence(ofToken: token)])
    return (start..<token).compactMap { reading.number($0) }
  }

  private func item(_ number: Int) -> Int? {
    items.firstIndex { $0.number == number } ?? (items.indices.contains(number - 1) ? number - 1 : nil)
  }

  private mutating func begin(_ kind: SectionKind, at token: Int, item: Int?) {
    let sentence = reading.sentence(ofToken: token)
    close(at: sentence)
    sections.append(Section(kind: kind, sentences: sentence..<sentence, item: item))
  }

  private mutating func close(at sentence: Int) {
    guard let last = sections.indices.last else { return }
    let start = sections[last].sentences.lowerBound
    sections[last].sentences = start..<max(start, sentence)
  }
}
