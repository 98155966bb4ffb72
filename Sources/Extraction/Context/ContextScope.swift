import ClinicalText
import Lexicon

/// Whether the scope of a term reaches a mention of the same sentence.
///
/// A scope ends at the sentence, at its reach, and at terminators; lists, colons and numbering bound it as well.
struct ContextScope {
  let lexicon: ContextLexicon
  let reading: Reading
  let sentence: Range<Int>
  let mention: Range<Int>
  /// The terminators of the sentence.
  let terminators: PhraseHitList

  /// Farthest that a term may stand behind a mention which it ends the clause of.
  private static let finalReach = 6

  // MARK: Forward

  func reachesForward(_ hit: PhraseHit, _ rule: ContextRule) -> Bool {
    let start = Int(hit.end)
    guard let reach = rule.forward, start <= mention.lowerBound, reach.covers(mention.lowerBound - start),
      !rule.isInitial || opensClause(Int(hit.start))
    else { return false }
    if isEnded(from: start, rule.category, reach) || (rule.category.isPolarity && mentionOpensClause(behind: start)) {
      return false
    }
    switch rule.category {
    case .negated, .possible, .resolved, .history, .background, .past: if isNewItem(from: start) { return false }
    default: break
    }
    if rule.category == .negated && isBetweenDenials(from: start) { return false }
    if rule.category == .past && reach.isBounded && hasComma(behind: start, of: Int(hit.start)) { return false }
    return reach != .list || listReaches(from: start)
  }

  private func isEnded(from start: Int, _ category: ContextCategory, _ reach: ScopeReach) -> Bool {
    let scopes = reach == .clause ? category.scopeSet.subtracting(.having) : category.scopeSet
    for hit in terminators {
      guard Int(hit.start) < mention.lowerBound else { return false }
      let ends = lexicon.terminators[Int(hit.row)]
      if !ends.isDisjoint(with: scopes), isBehind(hit, start, ends, category) { return true }
    }
    return false
  }

  /// Right behind the term, a terminator belongs to it ("no history of", "no indication that the patient ..."), but for a
  /// semicolon, for the object of a denial ("denies relief of") and where a general statement turns to the patient
  /// ("recommended for her ...").
  private func isBehind(_ hit: PhraseHit, _ start: Int, _ ends: ScopeSet, _ category: ContextCategory) -> Bool {
    let at = Int(hit.start)
    if category == .general { return Int(hit.end) > start }
    return at > start || (at == start && (reading.isMark(at, ";") || (category == .negated && ends.contains(.negated))))
  }

  /// "No tear, and [chondromalacia]", "no swelling, no redness, and [stenosis] is severe": what follows ", and" is
  /// something new unless it closes a list of three.
  private func mentionOpensClause(behind start: Int) -> Bool {
    let comma = mention.lowerBound - 2
    if comma + 1 >= start, reading.isMark(comma + 1, ","), mention.upperBound < sentence.upperBound,
      says(.having, mention.upperBound)
    {
      return true
    }
    guard comma >= start, reading.isMark(comma, ","), says(.addition, comma + 1) else { return false }
    let isThird = (start..<comma).contains { reading.isMark($0, ",") }
    return !isThird
      || terminators.contains {
        Int($0.start) == mention.upperBound && lexicon.terminators[Int($0.row)].contains(.copula)
      }
  }

  /// "No fusion, [stenosis], and no loosening": had the first "no" gone on, the third would not need its own.
  private func isBetweenDenials(from start: Int) -> Bool {
    let between = start..<mention.lowerBound
    guard between.contains(where: { reading.isMark($0, ",") }),
      !between.contains(where: { says([.alternative, .deniedAlternative], $0) }),
      let and = (mention.upperBound..<sentence.upperBound).first(where: { says(.addition, $0) })
    else { return false }
    return and + 1 < sentence.upperBound && says(.denial, and + 1)
  }

  /// Whether a comma parts the mention from a term; not the one behind a term that opens its sentence ("As a child, he
  /// had asthma").
  private func hasComma(behind end: Int, of term: Int) -> Bool {
    let first = term == sentence.lowerBound ? end + 1 : end
    return first < mention.lowerBound && (first..<mention.lowerBound).contains { reading.isMark($0, ",") }
  }

  /// Whether a token stands at the start of its sentence, behind a semicolon, or behind a full stop that ends none.
  func opensClause(_ token: Int) -> Bool {
    token == sentence.lowerBound || reading.isMark(token - 1, ";") || reading.isMark(token - 1, ".")
  }

  /// The token behind an age set off by commas (", 23," or ", aged 23,"), nil where there is none.
  func endOfAge(behind token: Int) -> Int? {
    guard token < sentence.upperBound, reading.isMark(token, ",") else { return nil }
    let numbers = (token + 1..<min(token + 3, sentence.upperBound)).filter { reading.flags[$0].contains(.number) }
    guard let number = numbers.first, number + 1 < sentence.upperBound, reading.isMark(number + 1, ",") else {
      return nil
    }
    return number + 2
  }

  /// A heading ("Neck:"), a list number ("2)") or the end of brackets around the term opens something new.
  private func isNewItem(from start: Int) -> Bool {
    guard start + 1 < mention.lowerBound else { return false }
    var open: Int?
    for token in start + 1..<mention.lowerBound where reading.flags[token].contains(.punctuation) {
      if reading.isMark(token, ":") { return true }
      if reading.isMark(token, "(") { open = token }
      if reading.isMark(token, ")") {
        guard let first = open.map({ $0 + 1 }), !(first == token - 1 && reading.flags[first].contains(.number)) else {
          return true
        }
        open = nil
      }
    }
    return false
  }

  /// "Without A, B or C" reaches C; "without A, B" and "without A, B or C, D" leave the last out, as a second "and"
  /// does. A printed code ends a list.
  private func listReaches(from start: Int) -> Bool {
    var firstComma: Int?
    var lastComma = start
    var ands = 0
    for token in start..<mention.lowerBound {
      if says(.addition, token) { ands += 1 }
      if reading.isMark(token, ",") {
        firstComma = firstComma ?? token
        lastComma = token
      } else if reading.flags[token].contains(.number), reading.tokenEnds[token] - reading.tokenStarts[token] > 2 {
        return false
      }
    }
    guard ands < 2 else { return false }
    guard let firstComma else { return true }
    for token in firstComma..<sentence.upperBound {
      if token >= mention.upperBound, reading.isMark(token, ";") || reading.isMark(token, ".") { return false }
      if says([.alternative, .deniedAlternative], token) {
        if token >= mention.lowerBound || token > lastComma { return true }
      }
    }
    return false
  }

  // MARK: Backward

  /// - Parameter subjectEnd: end of the mention, or of a term that already speaks of it.
  func reachesBackward(_ hit: PhraseHit, _ rule: ContextRule, subjectEnd: Int) -> Bool {
    let start = Int(hit.start)
    guard start >= subjectEnd else { return false }
    let distance = start - mention.upperBound
    let isBackward = rule.backward.map { $0.covers(distance) } ?? false
    guard isBackward || (rule.isFinal && distance <= Self.finalReach && endsClause(Int(hit.end))) else { return false }
    // "a tilt of 16 degrees vs 4" compares.
    let next = Int(hit.end)
    if rule.category == .possible, next < sentence.upperBound, reading.flags[next].contains(.number) { return false }
    if isCutOff(from: subjectEnd, to: start, rule) { return false }
    return rule.category == .general || commasJoin(from: subjectEnd, to: start)
  }

  private func endsClause(_ token: Int) -> Bool {
    guard token < sentence.upperBound else { return true }
    return reading.isMark(token, ".") || reading.isMark(token, ";") || reading.isMark(token, ",")
      || reading.isMark(token, ")")
  }

  private func isCutOff(from subjectEnd: Int, to start: Int, _ rule: ContextRule) -> Bool {
    for hit in terminators where Int(hit.start) >= subjectEnd && Int(hit.end) <= start {
      let ends = lexicon.terminators[Int(hit.row)]
      if ends.contains(.contrast), subjectEnd == mention.upperBound { return true }
      if ends.contains(.copula), start - Int(hit.end) > 2, !isSecondPredicate(start, rule) { return true }
      if ends.contains(.backward), !takesUp(hit, start, rule) { return true }
    }
    return false
  }

  /// "was aspirated in 2011 and has not come back" says two things of one subject.
  private func isSecondPredicate(_ start: Int, _ rule: ContextRule) -> Bool {
    guard rule.category == .resolved || rule.category == .past else { return false }
    return says([.addition, .contrast], start - 1)
  }

  /// "...; these have resolved" takes up what stands before the semicolon.
  private func takesUp(_ hit: PhraseHit, _ start: Int, _ rule: ContextRule) -> Bool {
    Int(hit.end) == start && reading.isMark(Int(hit.start), ";")
      && (rule.category == .resolved || rule.category == .past)
  }

  /// Commas between mention and term have to be those of one list of subjects ("A, B and C were denied"); a term set off
  /// by a comma ("strain, resolved") speaks of the nearest subject only. The comma of a date does not count.
  private func commasJoin(from subjectEnd: Int, to start: Int) -> Bool {
    var joined = false
    for token in stride(from: start - 1, through: subjectEnd, by: -1) {
      if says([.addition, .alternative, .deniedAlternative], token) { joined = true }
      guard reading.isMark(token, ","), !reading.flags[token + 1].contains(.number) else { continue }
      if token == start - 1 { return !hasListMark(subjectEnd..<token) || speaksOfAll(start) }
      if !joined || says([.addition, .contrast, .result], token + 1) { return false }
    }
    return true
  }

  /// "A and B, both resolved".
  private func speaksOfAll(_ term: Int) -> Bool { says(.all, term) }

  private func hasListMark(_ tokens: Range<Int>) -> Bool { tokens.contains(where: isListMark) }

  /// A comma, "and" or "or".
  func isListMark(_ token: Int) -> Bool {
    reading.isMark(token, ",") || says([.addition, .alternative], token)
  }

  /// Whether the word of a token does one of several things.
  func says(_ roles: ContextWordRoles, _ token: Int) -> Bool { lexicon.words.says(roles, reading.words[token]) }
}
