import ClinicalText
import Extraction
import IMRLetter

/// The JSON Schema (draft 2020-12) of a document. Its closed sets are those of the types that the exporter writes.
public enum JSONSchema {
  public static var document: String {
    var out = OutputBuffer()
    root.write(to: &out)
    out.append("\n")
    return out.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private static var root: JSONValue {
    let always: [(String, JSONValue)] = [
      ("schemaVersion", ["const": "1"]),
      ("id", ["type": "string", "description": "Unique within a run."]),
      ("generator", generator),
      ("warnings", list(of: warning)),
      ("source", source),
    ]
    let fields: [(String, JSONValue)] = [
      ("case", caseDescription),
      ("ages", mentions("age")), ("sexes", mentions("sex")), ("dates", mentions("date")),
      ("diagnoses", mentions("diagnosis")), ("sessions", mentions("sessions")), ("services", mentions("service")),
      ("citations", mentions("citation")),
      ("record", record), ("recordSources", recordSources),
    ]
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "imr-extract document",
      "description":
        "The coded fields of an Independent Medical Review letter. Fields that were not asked for are absent. Offsets are half-open ranges in source.offsets units.",
      "type": "object",
      "properties": object(always + fields),
      "required": .array(always.map { .string($0.0) }),
      "additionalProperties": false,
      "$defs": MentionSchemas.definitions,
    ]
  }

  private static var generator: JSONValue {
    closed([
      ("name", ["const": "imr-extract"]), ("version", ["type": "string"]),
      ("codeTables", ["type": "array", "items": ["type": "string"], "description": "The code tables in use."]),
    ])
  }

  private static var warning: JSONValue {
    closed([
      ("code", choice(LetterWarning.Code.self)), ("message", ["type": "string"]), ("start", optional(offset)),
      ("end", optional(offset)),
    ])
  }

  private static var source: JSONValue {
    let recognised: JSONValue = [
      "type": "array", "items": ["type": "integer", "minimum": 1],
      "description": "Of a PDF, an image or an OCR result: the pages whose text was recognised.",
    ]
    return closed(
      [
        ("name", ["type": "string"]), ("mediaType", ["type": "string"]),
        ("sha256", ["type": "string", "pattern": "^[0-9a-f]{64}$"]), ("length", offset),
        ("offsets", choice(OffsetUnit.self)), ("pages", ["type": "integer", "minimum": 1]),
      ], extra: [("ocrPages", recognised)])
  }

  private static var caseDescription: JSONValue {
    let keys = ["caseNumber", "claimNumber", "priority", "dateAssigned"]
    let listKeys = ["reviewerSpecialties", "licensureStates"]
    let spans = keys.map { ($0, reference("span")) } + listKeys.map { ($0, list(of: reference("span"))) }
    return closed([
      ("caseNumber", optional(["type": "string"])), ("claimNumber", optional(["type": "string"])),
      ("priority", optional(choice(ReviewPriority.self))), ("dateAssigned", optional(reference("date"))),
      ("reviewerSpecialties", list(of: ["type": "string"])), ("licensureStates", list(of: ["type": "string"])),
      ("spans", ["type": "object", "properties": object(spans), "additionalProperties": false]),
    ])
  }

  private static var record: JSONValue {
    let count = optional(["type": "integer", "minimum": 0])
    let sessions = closed([("requested", count), ("received", count), ("authorized", count)])
    let codes: JSONValue = ["type": ["array", "null"], "items": ["type": "string"]]
    let date = optional(reference("date"))
    return closed([
      ("age", count), ("sex", optional(choice(AdministrativeGender.self))), ("dateOfInjury", date),
      ("utilizationReviewDate", date), ("applicationDate", date), ("determinationDate", date),
      ("diagnosisCodes", codes), ("diagnosisCodesICD9", codes), ("sessionsRequested", count),
      ("sessionsReceived", count), ("sessionsAuthorized", count),
      (
        "sessionsByService",
        ["type": "object", "propertyNames": choice(ServiceCategory.self), "additionalProperties": sessions]
      ),
      ("outcome", optional(choice(LetterRecord.Outcome.self))),
    ])
  }

  private static var recordSources: JSONValue {
    let pointers: JSONValue = [
      "type": ["array", "null"], "minItems": 1, "items": ["type": "string", "pattern": "^/[a-z]+(/[A-Za-z0-9]+)+$"],
    ]
    return [
      "type": "object",
      "description": "For each key of the record that is not null the JSON Pointers of the mentions it rests on.",
      "properties": object(LetterRecord.Key.allCases.map { ($0.rawValue, pointers) }),
      "additionalProperties": false,
    ]
  }

  private static func mentions(_ name: String) -> JSONValue { list(of: reference(name + "Mention")) }
}

// MARK: The words that schemas are made of

extension JSONSchema {
  static var offset: JSONValue { ["type": "integer", "minimum": 0] }

  static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONValue.Member(key: $0.0, value: $0.1) })
  }

  /// An object with these keys, all of them, and no others but `extra`.
  static func closed(_ members: [(String, JSONValue)], extra: [(String, JSONValue)] = []) -> JSONValue {
    [
      "type": "object", "properties": object(members + extra), "required": .array(members.map { .string($0.0) }),
      "additionalProperties": false,
    ]
  }

  static func list(of items: JSONValue) -> JSONValue { ["type": "array", "items": items] }
  static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/$defs/\(name)")] }
  static func optional(_ schema: JSONValue) -> JSONValue { ["anyOf": [schema, ["type": "null"]]] }

  static func choice<Value: CaseIterable & RawRepresentable>(_ type: Value.Type) -> JSONValue
  where Value.RawValue == String {
    ["enum": .array(Value.allCases.map { .string($0.rawValue) })]
  }
}
