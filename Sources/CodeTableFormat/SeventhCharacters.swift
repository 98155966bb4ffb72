/// The 7th characters of ICD-10-CM: which category gives them which meaning (guideline I.A.5: a
/// code shorter than six characters is filled up with the placeholder X).
public struct SeventhCharacters {
  /// Meanings by category or subcategory, without point.
  public private(set) var meanings: [String: [Character: String]] = [:]

  public init() {}

  /// From rows of code, character, meaning.
  public init(rows: [[String]]) {
    for row in rows {
      guard let character = row.field(1).first else { continue }
      set(character, meaning: row.field(2), for: CodeText.withoutPoint(row.field(0)))
    }
  }

  /// Rows of code, character, meaning, in the order of code and character.
  public var rows: [[String]] {
    meanings.keys.sorted().flatMap { code in
      (meanings[code] ?? [:]).sorted { $0.key < $1.key }.map {
        [CodeText.withPoint(code), String($0.key), $0.value]
      }
    }
  }

  public mutating func set(_ character: Character, meaning: String, for code: String) {
    meanings[code, default: [:]][character] = meaning
  }

  /// The meaning of a 7th character under a code, as the nearest category above it defines it.
  public func meaning(of character: Character, under code: String) -> String? {
    var prefix = code[...]
    while prefix.utf8.count >= 3 {
      if let found = meanings[String(prefix)] { return found[character] }
      prefix = prefix.dropLast()
    }
    return nil
  }

  /// `S134` and `A` to `S134XXA`.
  public static func fullCode(_ code: String, _ character: Character) -> String {
    code + String(repeating: "X", count: max(0, 6 - code.utf8.count)) + String(character)
  }
}
