/// Brings the forms of a word together: plural and singular, noun and adjective, spelling variants.
///
/// The rules are data: `word-forms.tsv` (form, base form) for what no rule says, `suffixes.tsv` (pass, suffix,
/// replacement, least number of letters before it) for the rest. Pass 1 takes plurals off, then a listed form gives
/// way to its base form, then pass 2 takes the longest matching suffix.
public struct WordForms: Sendable {
  private struct Rule: Sendable {
    var suffix: [UInt8]
    var replacement: [UInt8]
    var least: Int
  }

  private var forms = ByteTable(capacity: 1024)
  private var bases: [ArraySlice<UInt8>] = []
  /// Rules of both passes by the suffix's last letter, longest first.
  private var rules: [[[Rule]]] = Array(repeating: Array(repeating: [], count: 26), count: 2)

  public init(forms table: TableText, suffixes: TableText) {
    table.forEachRow { columns, _ in add(columns) }
    suffixes.forEachRow { columns, _ in addSuffix(columns) }
    for pass in rules.indices {
      for letter in rules[pass].indices { rules[pass][letter].sort { $0.suffix.count > $1.suffix.count } }
    }
  }

  /// Adds a row (form, base form) of a table of word forms.
  public mutating func add(_ columns: [ArraySlice<UInt8>]) {
    guard columns.count >= 2 else { return }
    let value = columns[0].withUnsafeBufferPointer { forms.insert($0, value: UInt32(bases.count)) }
    if value == UInt32(bases.count) { bases.append(columns[1]) }
  }

  private mutating func addSuffix(_ columns: [ArraySlice<UInt8>]) {
    guard columns.count >= 4, let last = columns[1].last, let least = decimal(columns[3]),
      let pass = decimal(columns[0]), (1...2).contains(pass), let letter = letterIndex(last)
    else { return }
    rules[pass - 1][letter].append(Rule(suffix: Array(columns[1]), replacement: Array(columns[2]), least: least))
  }

  /// Replaces the contents of `base` by the base form of `word` (lower-case ASCII letters and digits).
  public func base(of word: UnsafeBufferPointer<UInt8>, into base: inout [UInt8]) {
    base.removeAll(keepingCapacity: true)
    base.append(contentsOf: word)
    let isListed = replaceByForm(&base)
    if apply(pass: 0, to: &base), !isListed { _ = replaceByForm(&base) }
    _ = apply(pass: 1, to: &base)
  }

  private func replaceByForm(_ word: inout [UInt8]) -> Bool {
    guard let found = word.withUnsafeBufferPointer({ forms.value(of: $0) }) else { return false }
    word.removeAll(keepingCapacity: true)
    word.append(contentsOf: bases[Int(found)])
    return true
  }

  private func apply(pass: Int, to word: inout [UInt8]) -> Bool {
    guard let last = word.last, let letter = letterIndex(last) else { return false }
    for rule in rules[pass][letter] where ends(word, with: rule) {
      word.removeLast(rule.suffix.count)
      word.append(contentsOf: rule.replacement)
      return true
    }
    return false
  }

  @inline(__always)
  private func ends(_ word: [UInt8], with rule: Rule) -> Bool {
    let stem = word.count - rule.suffix.count
    guard stem >= rule.least else { return false }
    for index in rule.suffix.indices where word[stem + index] != rule.suffix[index] { return false }
    return true
  }
}

@inline(__always)
private func letterIndex(_ byte: UInt8) -> Int? {
  byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? Int(byte - UInt8(ascii: "a")) : nil
}

/// The value of a run of ASCII digits, or `nil` where anything else stands in it.
public func decimal(_ digits: some Collection<UInt8>) -> Int? {
  guard !digits.isEmpty, digits.count < 10 else { return nil }
  var value = 0
  for digit in digits {
    guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
    value = value * 10 + Int(digit - UInt8(ascii: "0"))
  }
  return value
}
