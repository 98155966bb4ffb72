import CodeSystems

/// Reads brat's standoff format, `NAME.ann`: types name fields, attributes and notes hold values, references hold codes.
struct BratGoldReader {
  private static let keys = [
    "value", "endValue", "role", "assertion", "service", "count", "low", "high", "category", "decision", "quantity",
    "guideline", "pages", "unit", "subject", "laterality",
  ]
  private static let numbers: Set = ["count", "low", "high", "quantity"]

  let file: String
  let text: LetterText
  var problems: [GoldProblem] = []
  /// Mentions by their id, in the order of the file.
  private var order: [String] = []
  private var found: [String: (field: MentionField, mention: AnnotatedMention)] = [:]

  init(file: String, text: LetterText) {
    self.file = file
    self.text = text
  }

  mutating func document(_ annotation: String, id: String) -> AnnotatedDocument {
    let lines = annotation.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() where line.first == "T" { readMention(line, index + 1) }
    for (index, line) in lines.enumerated() { readDetail(line, index + 1) }
    var document = AnnotatedDocument(id: id)
    for id in order {
      guard let (field, mention) = found[id] else { continue }
      document.mentions[field, default: []].append(Self.completed(mention, field))
    }
    for field in document.mentions.keys {
      document.mentions[field]?.sort { $0.span.lowerBound < $1.span.lowerBound }
    }
    return document
  }

  private static func completed(_ mention: AnnotatedMention, _ field: MentionField) -> AnnotatedMention {
    var mention = mention
    if field == .diagnoses, mention.values["assertion"] == nil { mention.values["assertion"] = "present" }
    return mention
  }

  // MARK: Lines

  /// `T1 <tab> Date 10 18 <tab> text`; a discontinuous mention ("10 12;15 18") is read as one from its first to its last
  /// character.
  private mutating func readMention(_ line: Substring, _ number: Int) {
    let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, let type = parts[1].split(separator: " ").first else {
      return complain(number, "is no text-bound annotation")
    }
    guard let field = MentionField(label: String(type)) else {
      return complain(number, "its type names no field", .hint)
    }
    let offsets = parts[1].dropFirst(type.count).split { $0 == " " || $0 == ";" }.compactMap { Int($0) }
    guard offsets.count >= 2, offsets.count % 2 == 0, let start = offsets.min(), let end = offsets.max(), 0 <= start,
      start < end, end <= text.count
    else { return complain(number, "has no offsets within the letter") }
    if offsets.count == 2, parts.count == 3, !text.reads(String(parts[2]), at: start..<end) {
      complain(number, "its text does not stand at its offsets (which count code points)")
    }
    let id = String(parts[0])
    order.append(id)
    found[id] = (field, AnnotatedMention(span: start..<end))
  }

  private mutating func readDetail(_ line: Substring, _ number: Int) {
    let parts = line.split(separator: "\t", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2 else { return }
    let words = parts[1].split(separator: " ").map(String.init)
    guard words.count >= 2, found[words[1]] != nil else { return }
    switch line.first {
    case "A", "M": set(words[0], words.dropFirst(2).joined(separator: " "), of: words[1], number)
    case "N" where words.count >= 3: addCode(words[2], to: words[1], number)
    case "#" where parts.count == 3: readNote(parts[2], of: words[1], number)
    default: break
    }
  }

  /// "value=2010-03-08; endValue=2010-04"; a note without "=" is a comment.
  private mutating func readNote(_ note: Substring, of id: String, _ number: Int) {
    for pair in note.split(separator: ";") {
      let sides = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks() }
      if sides.count == 2 { set(sides[0], sides[1], of: id, number) }
    }
  }

  private mutating func set(_ name: String, _ value: String, of id: String, _ number: Int) {
    if name.lowercased() == "optional" {
      found[id]?.mention.isOptional = true
    } else if name.lowercased() == "codes" {
      for code in value.split(whereSeparator: { $0 == "," || $0 == " " }) { addCode(String(code), to: id, number) }
    } else if let key = Self.keys.first(where: { $0.lowercased() == name.lowercased() }) {
      guard let element = Self.element(value, key) else { return complain(number, "\(key) is no number") }
      let earlier = key == "pages" ? [] : found[id]?.mention.values[key]?.alternatives ?? []
      found[id]?.mention.values[key] = earlier.isEmpty ? element : .array(earlier + [element])
    } else {
      complain(number, "its attribute is none of those known", .hint)
    }
  }

  /// "ICD-10-CM:M51.34", or a code alone, which is of ICD-9-CM where it begins with a digit.
  private mutating func addCode(_ reference: String, to id: String, _ number: Int) {
    let parts = reference.split(separator: ":", maxSplits: 1).map(String.init)
    guard let code = parts.last else { return }
    let name = parts.count == 2 ? parts[0].uppercased().filter { $0.isLetter || $0.isNumber } : nil
    let isNine = name.map { $0.hasPrefix("ICD9") } ?? (code.first?.isNumber == true)
    found[id]?.mention.codes[isNine ? .icd9cm : .icd10cm, default: []].append(MentionReader.plain(code))
  }

  private static func element(_ value: String, _ key: String) -> JSONElement? {
    if numbers.contains(key) { return Int(value).map { .number(Double($0)) } }
    if key == "pages" { return pages(value).map { .array($0.map { .number(Double($0)) }) } }
    if key == "value", let number = Int(value), value.count < 4 { return .number(Double(number)) }
    return .string(value)
  }

  /// "23, 30-34" with ranges expanded.
  private static func pages(_ text: String) -> [Int]? {
    var pages: [Int] = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first <= last, last - first < 1_000 else { return nil }
      pages += first...last
    }
    return pages
  }

  private mutating func complain(_ line: Int, _ message: String, _ severity: GoldProblem.Severity = .error) {
    problems.append(GoldProblem(severity, file: file, place: "line \(line)", message))
  }
}

extension Substring {
  fileprivate func trimmingBlanks() -> String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
