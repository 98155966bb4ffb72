/// Reads `NAME.gold.json`: mentions by their quote and its occurrence.
struct QuoteGoldReader {
  let file: String
  let text: LetterText
  var problems: [GoldProblem] = []

  init(file: String, text: LetterText) {
    self.file = file
    self.text = text
  }

  mutating func document(_ gold: JSONElement, name: String) -> AnnotatedDocument {
    var document = AnnotatedDocument(id: name)
    if let id = gold["id"].string, id != name {
      problems.append(GoldProblem(file: file, place: "id", "is not the file's name"))
    }
    for field in MentionField.allCases {
      guard let list = gold[field.rawValue].array else { continue }
      document.mentions[field] = list.enumerated().compactMap { mention($1, field, index: $0) }
    }
    document.takeCase(of: gold)
    document.record = (gold["patient"].object ?? [:]).filter { ["age", "sex"].contains($0.key) }
      .merging(gold["record"].object ?? [:]) { $1 }
    return document
  }

  private mutating func mention(_ element: JSONElement, _ field: MentionField, index: Int) -> AnnotatedMention? {
    let place = "\(field.rawValue)[\(index)]"
    guard let object = element.object, let quote = element["quote"].string else {
      problems.append(GoldProblem(file: file, place: place, "has no quote"))
      return nil
    }
    let nth = element["nth"].integer ?? 0
    guard let span = text.range(of: quote, nth: nth) else {
      let times = nth == 0 ? "" : " \(nth + 1) times"
      problems.append(GoldProblem(file: file, place: place, "its quote does not stand in the letter\(times)"))
      return nil
    }
    return completed(MentionReader(field: field).mention(object, span: span), field)
  }

  /// In this format an amount or pages left out say that there are none.
  private func completed(_ mention: AnnotatedMention, _ field: MentionField) -> AnnotatedMention {
    var mention = mention
    switch field {
    case .sessions where ["count", "low", "high"].allSatisfy { mention.values[$0] == nil }:
      mention.values["count"] = .null
    case .citations where mention.values["pages"] == nil: mention.values["pages"] = .array([])
    default: break
    }
    return mention
  }
}
