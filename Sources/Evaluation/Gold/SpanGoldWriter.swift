import CodeSystems
import Foundation

extension GoldLetter {
  /// The letter and its gold as a line of JSONL gold, without a line end.
  public func line() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(JSONElement.object(members))
  }

  private var members: [String: JSONElement] {
    var members: [String: JSONElement] = ["id": .string(id)]
    for (field, mentions) in annotation.mentions { members[field.rawValue] = .array(mentions.map(element)) }
    if !annotation.record.isEmpty { members["record"] = .object(annotation.record) }
    if !annotation.caseDescription.isEmpty { members["case"] = .object(annotation.caseDescription) }
    return members
  }

  private func element(_ mention: AnnotatedMention) -> JSONElement {
    var object = mention.values
    object["start"] = .number(Double(mention.span.lowerBound))
    object["end"] = .number(Double(mention.span.upperBound))
    if mention.isOptional { object["optional"] = .flag(true) }
    let codes = CodeSystem.allCases.flatMap { system in
      (mention.codes[system] ?? []).map { code in
        JSONElement.object(["system": .string(system.name), "code": .string(code)])
      }
    }
    if !codes.isEmpty { object["codes"] = .array(codes) }
    return .object(object)
  }
}
