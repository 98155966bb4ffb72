import Foundation

/// Any JSON value. Numbers are equal whatever their notation: 6 is 6.0.
public enum JSONElement: Sendable, Hashable {
  case null
  case flag(Bool)
  case number(Double)
  case string(String)
  case array([JSONElement])
  case object([String: JSONElement])

  /// - Throws: `DecodingError` where `data` is no JSON.
  public init(json data: Data) throws { self = try JSONDecoder().decode(JSONElement.self, from: data) }

  /// The member of an object; null where there is none.
  public subscript(key: String) -> JSONElement {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  public var isNull: Bool { self == .null }

  public var string: String? { if case .string(let text) = self { text } else { nil } }

  public var flag: Bool? { if case .flag(let value) = self { value } else { nil } }

  /// A whole number.
  public var integer: Int? { if case .number(let number) = self { Int(exactly: number) } else { nil } }

  public var array: [JSONElement]? { if case .array(let elements) = self { elements } else { nil } }

  public var object: [String: JSONElement]? { if case .object(let members) = self { members } else { nil } }

  /// The elements of an array; anything else is its own only element.
  public var alternatives: [JSONElement] { array ?? [self] }
}

extension JSONElement: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let elements = try? container.decode([JSONElement].self) {
      self = .array(elements)
    } else {
      self = .object(try container.decode([String: JSONElement].self))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .number(let number): try container.encode(number)
    case .string(let text): try container.encode(text)
    case .array(let elements): try container.encode(elements)
    case .object(let members): try container.encode(members)
    }
  }
}

extension JSONElement: CustomStringConvertible {
  /// As a report shows it: strings without quotes, nothing as a dash.
  public var description: String {
    switch self {
    case .null: "-"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
    case .string(let text): text
    case .array(let elements): elements.map(\.description).joined(separator: " or ")
    case .object(let members):
      members.keys.sorted().map { "\($0) \(members[$0] ?? .null)" }.joined(separator: ", ")
    }
  }
}
