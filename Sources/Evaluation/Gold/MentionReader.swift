import CodeSystems

/// Reads a JSON object as a mention: gold as well as output.
struct MentionReader {
  private static let placeKeys: Set = [
    "quote", "nth", "start", "end", "optional", "codes", "icd9", "text", "label", "section", "page", "confidence",
    "rule", "evidence", "boxes", "repaired", "reading",
  ]

  let field: MentionField

  /// The mention of `object` at `span`; codes stand as strings or as the output's objects.
  func mention(_ object: [String: JSONElement], span: Range<Int>) -> AnnotatedMention {
    var mention = AnnotatedMention(span: span, isOptional: object["optional"]?.flag ?? false)
    mention.values = object.filter { !Self.placeKeys.contains($0.key) }
    mention.codes = field == .diagnoses ? codes(of: object) : [:]
    mention.rules = rules(of: object)
    if field == .diagnoses, mention.values["assertion"] == nil { mention.values["assertion"] = "present" }
    return mention
  }

  private func codes(of object: [String: JSONElement]) -> [CodeSystem: [String]] {
    var codes: [CodeSystem: [String]] = [:]
    for element in object["codes"]?.array ?? [] {
      let system = element["system"].string.flatMap(CodeSystem.init(rawValue:)) ?? .icd10cm
      if let code = element.string ?? element["code"].string { codes[system, default: []].append(Self.plain(code)) }
    }
    for element in object["icd9"]?.array ?? [] {
      if let code = element.string { codes[.icd9cm, default: []].append(Self.plain(code)) }
    }
    return codes
  }

  /// A code without its point.
  static func plain(_ code: String) -> String { code.filter { $0 != "." } }

  private func rules(of object: [String: JSONElement]) -> [MentionRule] {
    let own = object["rule"].map { [rule($0, key: "mention")] } ?? []
    let evidence = object["evidence"]?.array ?? []
    return (own + evidence.map { rule($0["rule"], key: $0["key"].string ?? "") }).compactMap { $0 }
  }

  private func rule(_ element: JSONElement, key: String) -> MentionRule? {
    guard let file = element["file"].string, let name = element["name"].string else { return nil }
    return MentionRule(key: key, file: file, line: element["line"].integer ?? 0, name: name)
  }
}

extension JSONElement: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
}

extension AnnotatedDocument {
  private static let caseKeys = [
    "caseNumber", "claimNumber", "priority", "dateAssigned", "reviewerSpecialties", "licensureStates",
  ]

  /// The document of the output contract, with offsets in code points.
  public init(output: JSONElement) {
    self.init(id: output["id"].string ?? "", record: output["record"].object ?? [:])
    takeCase(of: output)
    for field in MentionField.allCases {
      guard let list = output[field.rawValue].array else { continue }
      let reader = MentionReader(field: field)
      mentions[field] = list.compactMap { element in
        guard let object = element.object, let start = element["start"].integer, let end = element["end"].integer,
          start <= end
        else { return nil }
        return reader.mention(object, span: start..<end)
      }
    }
  }

  mutating func takeCase(of document: JSONElement) {
    caseDescription = (document["case"].object ?? [:]).filter { Self.caseKeys.contains($0.key) }
  }
}
