/// A run of words that stands for other words.
struct RewriteRule: Sendable {
  var pattern: [UInt32]
  var replacement: [UInt32]
  /// Whether code tables are left as they are.
  var phraseOnly: Bool
  /// Words of which one must stand elsewhere in the phrase; empty: none needed.
  var context: [UInt32]
}

/// Rewriting rules, tried at each word from left to right: the longest pattern first, one with a context before one
/// without.
struct RewriteRules: Sendable {
  private var rules: [[RewriteRule]] = []
  private var listOfWord: [UInt32: Int] = [:]

  mutating func add(_ rule: RewriteRule) {
    guard let first = rule.pattern.first else { return }
    let list = listOfWord[first] ?? rules.count
    if list == rules.count {
      rules.append([])
      listOfWord[first] = list
    }
    let place = rules[list].firstIndex { precedes(rule, $0) } ?? rules[list].count
    rules[list].insert(rule, at: place)
  }

  private func precedes(_ one: RewriteRule, _ other: RewriteRule) -> Bool {
    if one.pattern.count != other.pattern.count { return one.pattern.count > other.pattern.count }
    return !one.context.isEmpty && other.context.isEmpty
  }

  func apply(to words: [Term], source: TermNormalizer.Source, into result: inout [Term]) {
    result.removeAll(keepingCapacity: true)
    var index = 0
    while index < words.count {
      if let rule = match(words, at: index, source: source) {
        append(rule, words: words, at: index, to: &result)
        index += rule.pattern.count
      } else {
        result.append(words[index])
        index += 1
      }
    }
  }

  private func match(_ words: [Term], at index: Int, source: TermNormalizer.Source) -> RewriteRule? {
    guard let list = listOfWord[words[index].id] else { return nil }
    return rules[list].first { rule in
      if rule.phraseOnly && source == .codeTable { return false }
      guard index + rule.pattern.count <= words.count else { return false }
      for offset in rule.pattern.indices where words[index + offset].id != rule.pattern[offset] { return false }
      return rule.context.isEmpty || words.contains { rule.context.contains($0.id) }
    }
  }

  private func append(_ rule: RewriteRule, words: [Term], at index: Int, to result: inout [Term]) {
    let level = words[index..<(index + rule.pattern.count)].lazy.compactMap(\.level).first
    for (offset, id) in rule.replacement.enumerated() {
      var term = words[index + min(offset, rule.pattern.count - 1)]
      term.id = id
      if offset > 0 { term.link = offset < rule.pattern.count ? term.link.intersection(.preposition) : [] }
      term.level = offset == 0 ? level : nil
      result.append(term)
    }
  }
}
