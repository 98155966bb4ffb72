/// Something of a letter that came out otherwise than annotated.
public struct AnnotationError: Sendable, Equatable, Codable {
  public enum Kind: String, Sendable, Codable {
    /// A gold mention that nothing met.
    case missed
    /// A mention that no gold mention asks for.
    case extra
    /// A mention that met a gold one and differs from it.
    case different
    /// A value of the record or the case.
    case record
  }

  public var letter: String
  /// A list of mentions, "record" or "case".
  public var field: String
  public var kind: Kind
  /// The values that differ; of missed and extra ones all.
  public var values: [ValuePair]
  /// In code points; nil for the record.
  public var gold: Range<Int>?
  public var found: Range<Int>?
  /// The letter's own words there.
  public var goldText: String?
  public var foundText: String?
  /// What made the mention.
  public var rules: [MentionRule]

  /// A value wanted and what came; null where the one side has no mention.
  public struct ValuePair: Sendable, Equatable, Codable {
    public var key: String
    public var wanted: JSONElement
    public var found: JSONElement
  }
}

/// The errors of one field of one letter, and its confusions.
struct FieldAlignment {
  private(set) var errors: [AnnotationError] = []
  /// For each confusion key: value wanted, value found, both nil where there is no mention.
  private(set) var confusions: [(key: ConfusionKey, wanted: String?, found: String?)] = []

  private let field: MentionField
  private let letter: GoldLetter
  private let keys: [ConfusionKey]

  /// Pairs that agree in everything come first, then what is left by overlap alone.
  init(_ field: MentionField, _ matcher: MentionMatcher, in letter: GoldLetter) {
    self.field = field
    self.letter = letter
    keys = ConfusionKey.all.filter { $0.field == field }
    let full = matcher.pairs(where: Measure.full(field).agrees)
    let pairs = matcher.pairs(without: full) { _, gold in !gold.isOptional }
    for (index, mention) in matcher.mentions.enumerated() {
      if let gold = pairs.gold[index] {
        if !matcher.golds[gold].isOptional { add(mention, matcher.golds[gold]) }
      } else if !matcher.allowed.contains(index) {
        add(mention, nil)
      }
    }
    for (index, gold) in matcher.golds.enumerated() where !gold.isOptional && !pairs.matchedGold.contains(index) {
      add(nil, gold)
    }
    errors.sort { $0.place < $1.place }
  }

  private mutating func add(_ mention: AnnotatedMention?, _ gold: AnnotatedMention?) {
    for key in keys { confuse(key, mention, gold) }
    let facets = Measure.facets(of: field)
    let values = facets.compactMap { facet -> AnnotationError.ValuePair? in
      if let mention, let gold, facet.agrees(mention, gold) { return nil }
      return AnnotationError.ValuePair(
        key: facet.name, wanted: gold.map(facet.value) ?? .null, found: mention.map(facet.value) ?? .null)
    }
    if mention != nil, gold != nil, values.isEmpty { return }
    errors.append(
      AnnotationError(
        letter: letter.id, field: field.rawValue, kind: mention == nil ? .missed : gold == nil ? .extra : .different,
        values: values, gold: gold?.span, found: mention?.span, goldText: gold.map { letter.text[$0.span] },
        foundText: mention.map { letter.text[$0.span] }, rules: mention?.rules ?? []))
  }

  private mutating func confuse(_ key: ConfusionKey, _ mention: AnnotatedMention?, _ gold: AnnotatedMention?) {
    if let gold, gold.values[key.key] == nil { return }
    let found = mention.map { $0.value(key.key).alternatives }
    let wanted = gold.map { $0.value(key.key).alternatives }
    let common = found?.first { wanted?.contains($0) ?? false }
    confusions.append(
      (key, wanted.map { (common ?? $0.first ?? .null).label }, found.map { (common ?? $0.first ?? .null).label }))
  }
}

extension AnnotationError {
  /// Where in the letter it stands, for the order of reports.
  public var place: Int { gold?.lowerBound ?? found?.lowerBound ?? -1 }
}

extension JSONElement {
  /// As a row or column of a confusion table.
  fileprivate var label: String { isNull ? "none" : description }
}
