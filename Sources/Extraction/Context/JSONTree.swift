#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A JSON value of any shape.
enum JSONTree: Codable {
  case null
  case flag(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([JSONTree])
  case object([String: JSONTree])

  /// - Throws: `DecodingError` for what is no JSON.
  init(_ json: Data) throws { self = try JSONDecoder().decode(JSONTree.self, from: json) }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let object = try? value.decode([String: JSONTree].self) {
      self = .object(object)
    } else if let list = try? value.decode([JSONTree].self) {
      self = .list(list)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else {
      self = .number(try value.decode(Double.self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .flag(let flag): try value.encode(flag)
    case .integer(let integer): try value.encode(integer)
    case .number(let number): try value.encode(number)
    case .string(let string): try value.encode(string)
    case .list(let list): try value.encode(list)
    case .object(let object): try value.encode(object)
    }
  }

  /// On one line, keys sorted; nil for a number that JSON cannot hold.
  var json: Data? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try? encoder.encode(self)
  }

  subscript(key: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var integer: Int? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  var list: [JSONTree]? {
    guard case .list(let elements) = self else { return nil }
    return elements
  }

  var object: [String: JSONTree]? {
    guard case .object(let members) = self else { return nil }
    return members
  }
}
