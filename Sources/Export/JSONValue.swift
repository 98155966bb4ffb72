/// A JSON value whose objects keep the order of their keys.
enum JSONValue {
  case string(String)
  case number(Int)
  case flag(Bool)
  case array([JSONValue])
  case object([Member])

  struct Member {
    let key: String
    let value: JSONValue
  }

  /// Indented by two blanks a level; arrays of plain values on one line.
  func write(to out: inout OutputBuffer, indent: Int = 0) {
    switch self {
    case .string(let text): out.append(json: text)
    case .number(let number): out.append(number)
    case .flag(let flag): out.append(json: flag)
    case .array(let elements): Self.write(elements, to: &out, indent: indent)
    case .object(let members): Self.write(members, to: &out, indent: indent)
    }
  }

  private var isPlain: Bool {
    switch self {
    case .string, .number, .flag: true
    case .array, .object: false
    }
  }

  private static func write(_ elements: [JSONValue], to out: inout OutputBuffer, indent: Int) {
    let breaks = !elements.allSatisfy(\.isPlain)
    out.append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { out.append(breaks ? "," : ", ") }
      if breaks { line(indent + 1, &out) }
      element.write(to: &out, indent: indent + 1)
    }
    if breaks { line(indent, &out) }
    out.append("]")
  }

  private static func write(_ members: [Member], to out: inout OutputBuffer, indent: Int) {
    out.append("{")
    for (index, member) in members.enumerated() {
      if index > 0 { out.append(",") }
      line(indent + 1, &out)
      out.append(json: member.key)
      out.append(": ")
      member.value.write(to: &out, indent: indent + 1)
    }
    line(indent, &out)
    out.append("}")
  }

  private static func line(_ indent: Int, _ out: inout OutputBuffer) {
    out.append("\n")
    for _ in 0..<indent { out.append("  ") }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member(key: $0, value: $1) })
  }
}
