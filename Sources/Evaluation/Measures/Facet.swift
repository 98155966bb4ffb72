import CodeSystems

/// One thing on which a mention can agree with the gold.
public struct Facet: Sendable {
  /// As a report names it ("role").
  public let name: String
  /// Whether a mention is right where a gold mention is what is wanted.
  let agrees: @Sendable (_ mention: AnnotatedMention, _ gold: AnnotatedMention) -> Bool
  /// What a mention has, for reports.
  let value: @Sendable (_ mention: AnnotatedMention) -> JSONElement

  /// A value under a key of the contract; a gold mention without it accepts any.
  static func value(_ key: String) -> Facet {
    Facet(name: key) { mention, gold in
      guard let wanted = gold.values[key] else { return true }
      return Facet.meet(mention.value(key), wanted)
    } value: {
      $0.value(key)
    }
  }

  /// Whether a value, or one of several that an annotator holds for right, is among the accepted.
  static func meet(_ value: JSONElement, _ accepted: JSONElement) -> Bool {
    let accepted = accepted.alternatives
    return value.alternatives.contains { accepted.contains($0) }
  }

  /// The total; a range where both ends are the same; else the ends.
  static let amount = Facet(name: "amount") { mention, gold in
    let (count, low, high) = (gold.value("count"), gold.value("low"), gold.value("high"))
    if !count.isNull {
      let isDegenerate = mention.value("count").isNull && mention.value("low") == mention.value("high")
      return mention.value("count") == count || isDegenerate && mention.value("low") == count
    }
    if !low.isNull || !high.isNull { return mention.value("low") == low && mention.value("high") == high }
    return gold.values["count"] == nil || mention.value("count").isNull
  } value: { mention in
    let count = mention.value("count")
    if !count.isNull { return count }
    let (low, high) = (mention.value("low"), mention.value("high"))
    return low.isNull && high.isNull ? .null : .string("\(low)-\(high)")
  }

  static let pages = Facet(name: "pages") { mention, gold in
    guard let wanted = gold.values["pages"] else { return true }
    return (mention.value("pages").array ?? []) == (wanted.array ?? [])
  } value: { mention in
    let pages = mention.value("pages").array ?? []
    return pages.isEmpty ? .null : .string(pages.map(\.description).joined(separator: " "))
  }

  /// The first code is an accepted one or lies below one; where no code is accepted, anything is right.
  static func code(_ name: String, _ system: CodeSystem) -> Facet {
    Facet(name: name) { mention, gold in
      guard let accepted = gold.codes[system], !accepted.isEmpty else { return true }
      guard let code = mention.codes[system]?.first else { return false }
      return accepted.contains { code.hasPrefix($0) }
    } value: {
      codes($0, system)
    }
  }

  /// The first code is in the category of an accepted one.
  static let category = Facet(name: "code category") { mention, gold in
    guard let accepted = gold.codes[.icd10cm], !accepted.isEmpty else { return true }
    guard let code = mention.codes[.icd10cm]?.first else { return false }
    return accepted.contains { $0.prefix(3) == code.prefix(3) }
  } value: {
    codes($0, .icd10cm)
  }

  private static func codes(_ mention: AnnotatedMention, _ system: CodeSystem) -> JSONElement {
    let codes = mention.codes[system] ?? []
    let table = CodeTables.builtIn[system]
    return codes.isEmpty ? .null : .array(codes.map { code in .string(table.row(of: code).map(table.code) ?? code) })
  }
}
