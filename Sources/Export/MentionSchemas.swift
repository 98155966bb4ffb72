import ClinicalText
import Extraction

/// The schemas of mentions and of what they are made of.
enum MentionSchemas {
  static var definitions: JSONValue {
    JSONSchema.object([
      ("span", JSONSchema.closed([("start", JSONSchema.offset), ("end", JSONSchema.offset)])),
      ("date", ["type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"]),
      ("rule", rule), ("box", box),
      ("evidence", evidence),
      ("code", code),
      ("ageMention", mention(age)), ("sexMention", mention(sex)), ("dateMention", mention(date)),
      ("diagnosisMention", mention(diagnosis)), ("sessionsMention", mention(sessions)),
      ("serviceMention", mention(service)), ("citationMention", mention(citation)),
    ])
  }

  private typealias Members = [(String, JSONValue)]
  private static var string: JSONValue { ["type": "string"] }
  private static var count: JSONValue { ["type": "integer", "minimum": 0] }

  private static func mention(_ members: Members) -> JSONValue {
    let common: Members = [
      ("text", string), ("start", JSONSchema.offset), ("end", JSONSchema.offset),
      ("section", JSONSchema.optional(JSONSchema.choice(SectionKind.self))),
      ("page", ["type": "integer", "minimum": 1]),
      ("confidence", ["type": "number", "minimum": 0, "maximum": 1]),
    ]
    let explanation: Members = [
      ("rule", JSONSchema.reference("rule")), ("evidence", JSONSchema.list(of: JSONSchema.reference("evidence"))),
    ]
    let repair: Members = [
      ("repaired", ["const": true, "description": "The mention was read through errors of text recognition."]),
      ("reading", ["type": "string", "description": "What the text was read as, where it was repaired."]),
    ]
    let place: Members = [("boxes", JSONSchema.list(of: JSONSchema.reference("box")))]
    return JSONSchema.closed(common + members, extra: place + repair + explanation)
  }

  /// Of documents with pages: a rectangle for each line of text, in points (1/72 inch) from the page's top left corner.
  private static var box: JSONValue {
    let keys = ["x", "y", "width", "height", "pageWidth", "pageHeight"]
    let points: Members = keys.map { ($0, ["type": "number"]) }
    return JSONSchema.closed([("page", ["type": "integer", "minimum": 1])] + points)
  }

  private static var rule: JSONValue { JSONSchema.closed([("file", string), ("line", count), ("name", string)]) }

  private static var evidence: JSONValue {
    JSONSchema.closed([
      ("key", string), ("rule", JSONSchema.reference("rule")),
      ("cue", JSONSchema.optional(JSONSchema.reference("span"))),
    ])
  }

  private static var code: JSONValue {
    JSONSchema.closed([
      ("system", ["enum": ["ICD-10-CM", "ICD-9-CM"]]), ("code", string), ("display", string),
      ("billable", ["type": "boolean"]),
    ])
  }

  private static var age: Members {
    [("value", count), ("unit", JSONSchema.choice(TimeUnit.self)), ("subject", JSONSchema.choice(Subject.self))]
  }

  private static var sex: Members {
    [("value", JSONSchema.choice(AdministrativeGender.self)), ("subject", JSONSchema.choice(Subject.self))]
  }

  private static var date: Members {
    [
      ("value", JSONSchema.reference("date")), ("granularity", ["enum": ["day", "month", "year"]]),
      ("endValue", JSONSchema.optional(JSONSchema.reference("date"))), ("relative", ["type": "boolean"]),
      ("role", JSONSchema.choice(DateRole.self)),
    ]
  }

  private static var diagnosis: Members {
    [
      ("concept", string), ("codes", JSONSchema.list(of: JSONSchema.reference("code"))),
      ("assertion", JSONSchema.choice(Assertion.self)),
      ("laterality", JSONSchema.optional(JSONSchema.choice(Laterality.self))),
      ("bodySites", JSONSchema.list(of: string)), ("levels", JSONSchema.list(of: string)),
    ]
  }

  private static var sessions: Members {
    let number = JSONSchema.optional(count)
    return [
      ("role", JSONSchema.choice(SessionRole.self)),
      ("service", JSONSchema.optional(JSONSchema.choice(ServiceCategory.self))), ("count", number), ("low", number),
      ("high", number), ("frequency", JSONSchema.optional(quantity(unitKey: "per"))),
      ("duration", JSONSchema.optional(quantity(unitKey: "unit"))),
    ]
  }

  /// The unit is a UCUM code of time.
  private static func quantity(unitKey: String) -> JSONValue {
    JSONSchema.closed([("low", count), ("high", count), (unitKey, ["enum": ["h", "d", "wk", "mo", "a"]])])
  }

  private static var service: Members {
    [
      ("category", JSONSchema.choice(ServiceCategory.self)),
      ("decision", JSONSchema.optional(JSONSchema.choice(Decision.self))),
      ("sessions", JSONSchema.optional(count)), ("quantity", JSONSchema.optional(count)),
      ("codes", JSONSchema.list(of: string)),
    ]
  }

  private static var citation: Members {
    [
      ("guideline", JSONSchema.choice(Guideline.self)), ("title", string),
      ("pages", JSONSchema.list(of: count)),
    ]
  }
}
