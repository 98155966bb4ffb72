/// Reads a line of JSONL gold: mentions by their offsets in code points, either in the output's own lists or in one list
/// `spans` whose `label` names the field.
struct SpanGoldReader {
  let file: String
  let line: Int
  let text: LetterText
  var problems: [GoldProblem] = []

  init(file: String, line: Int, text: LetterText) {
    self.file = file
    self.line = line
    self.text = text
  }

  mutating func document(_ gold: JSONElement, id: String) -> AnnotatedDocument {
    var document = AnnotatedDocument(id: id, record: gold["record"].object ?? [:])
    document.takeCase(of: gold)
    for field in MentionField.allCases {
      guard let list = gold[field.rawValue].array else { continue }
      document.mentions[field] = list.enumerated().compactMap { index, element in
        mention(element, field, place: "\(field.rawValue)[\(index)]")
      }
    }
    for (index, element) in (gold["spans"].array ?? []).enumerated() {
      let place = "spans[\(index)]"
      guard let field = element["label"].string.flatMap(MentionField.init(label:)) else {
        complain(place, "its label names no field")
        continue
      }
      if let mention = mention(element, field, place: place) { document.mentions[field, default: []].append(mention) }
    }
    return document
  }

  private mutating func mention(_ element: JSONElement, _ field: MentionField, place: String) -> AnnotatedMention? {
    guard let object = element.object, let start = element["start"].integer, let end = element["end"].integer,
      0 <= start, start < end, end <= text.count
    else {
      complain(place, "has no start and end within the letter")
      return nil
    }
    if let quote = element["text"].string, !text.reads(quote, at: start..<end) {
      complain(place, "its text does not stand at its offsets (which count code points)")
    }
    return MentionReader(field: field).mention(object, span: start..<end)
  }

  private mutating func complain(_ place: String, _ message: String) {
    problems.append(GoldProblem(file: file, place: "line \(line), \(place)", message))
  }
}
