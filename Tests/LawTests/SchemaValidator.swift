import Foundation

/// Checks JSON against the part of JSON Schema 2020-12 that the project's schema uses; an unknown keyword is a complaint.
struct SchemaValidator {
  private let root: [String: Any]

  init(_ schema: String) throws {
    let value = try JSONSerialization.jsonObject(with: Data(schema.utf8))
    root = value as? [String: Any] ?? [:]
  }

  /// What is wrong with a value, each with the JSON Pointer of its place.
  func complaints(about value: Any) -> [String] { check(value, root, at: "") }

  private func check(_ value: Any, _ schema: [String: Any], at place: String) -> [String] {
    schema.keys.sorted().flatMap { keyword in check(value, keyword, schema, at: place).map { "\(place): \($0)" } }
  }

  private func check(_ value: Any, _ keyword: String, _ schema: [String: Any], at place: String) -> [String] {
    let wanted = schema[keyword] ?? NSNull()
    switch keyword {
    case "$schema", "$defs", "title", "description": return []
    case "$ref": return check(value, definition(wanted), at: place)
    case "type": return kinds(of: value).isDisjoint(with: strings(wanted)) ? ["is no \(wanted)"] : []
    case "const": return isEqual(value, wanted) ? [] : ["is not \(wanted)"]
    case "enum": return list(wanted).contains { isEqual(value, $0) } ? [] : ["\(value) is not one of \(wanted)"]
    case "anyOf":
      return list(wanted).contains { check(value, map($0), at: place).isEmpty } ? [] : ["no alternative fits"]
    case "pattern": return fits(value, wanted) ? [] : ["\(value) does not match \(wanted)"]
    case "minimum": return number(value) >= number(wanted) ? [] : ["less than \(wanted)"]
    case "maximum": return number(value) <= number(wanted) ? [] : ["more than \(wanted)"]
    case "minItems": return value is NSNull || Double(list(value).count) >= number(wanted) ? [] : ["too few items"]
    case "items": return list(value).enumerated().flatMap { check($1, map(wanted), at: "\(place)/\($0)") }
    case "required": return strings(wanted).subtracting(map(value).keys).map { "lacks \($0)" }
    case "properties": return checkMembers(map(value)) { map(wanted)[$0] }
    case "additionalProperties":
      let known = Set(map(schema["properties"] ?? [:]).keys)
      return checkMembers(map(value)) { known.contains($0) ? nil : wanted }
    case "propertyNames": return map(value).keys.flatMap { check($0, map(wanted), at: place) }
    default: return ["the validator does not know \(keyword)"]
    }

    func checkMembers(_ members: [String: Any], _ schema: (String) -> Any?) -> [String] {
      members.sorted { $0.key < $1.key }.flatMap { key, member in
        schema(key).map { $0 as? Bool == false ? ["\(key) is unknown"] : check(member, map($0), at: "\(place)/\(key)") }
          ?? []
      }
    }
  }

  private func definition(_ reference: Any) -> [String: Any] {
    let path = (reference as? String ?? "").split(separator: "/").dropFirst()
    return path.reduce(root) { map($0[String($1)] ?? [:]) }
  }

  private func kinds(of value: Any) -> Set<String> {
    switch value {
    case is NSNull: return ["null"]
    case is String: return ["string"]
    case is [Any]: return ["array"]
    case is [String: Any]: return ["object"]
    case let number as NSNumber where Self.isFlag(number): return ["boolean"]
    case let number as NSNumber:
      return number.doubleValue == number.doubleValue.rounded() ? ["integer", "number"] : ["number"]
    default: return []
    }
  }

  private static func isFlag(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

  private func isEqual(_ one: Any, _ other: Any) -> Bool {
    (one as? NSObject)?.isEqual(other) ?? (one as? String == other as? String)
  }
  private func fits(_ value: Any, _ pattern: Any) -> Bool {
    guard let text = value as? String, let pattern = pattern as? String else { return true }
    return text.range(of: pattern, options: .regularExpression) != nil
  }
  private func number(_ value: Any) -> Double { (value as? NSNumber)?.doubleValue ?? .nan }
  private func list(_ value: Any) -> [Any] { value as? [Any] ?? [] }
  private func map(_ value: Any) -> [String: Any] { value as? [String: Any] ?? [:] }
  private func strings(_ value: Any) -> Set<String> {
    Set(list(value).compactMap { $0 as? String } + [value as? String].compactMap { $0 })
  }
}
