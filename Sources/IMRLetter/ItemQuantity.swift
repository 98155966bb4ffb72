import ClinicalText
import Lexicon

/// Reads the number of units and the procedure codes that an item prints.
struct ItemQuantity: Sendable {
  private enum Role: String, CaseIterable { case quantity, of, times, period, numbered }

  private let quantityWords: [WordID]
  private let of: [WordID]
  private let times: [WordID]
  private let numbered: [WordID]
  /// How words begin that name a time.
  private let periods: [[UInt8]]

  /// - Throws: `LexiconError` for an unknown role in `services/quantity-words.tsv`.
  init(in builder: inout LexiconBuilder) throws(LexiconError) {
    var words: [Role: [WordID]] = [:]
    var periods: [[UInt8]] = []
    for row in try builder.source.rows(of: "services/quantity-words.tsv", columns: 2) {
      let role = try row.value(0, as: Role.self)
      for word in row.list(1) {
        if role == .period {
          periods.append(Array(word.utf8))
        } else {
          words[role, default: []].append(builder.word(word))
        }
      }
    }
    quantityWords = words[.quantity] ?? []
    of = words[.of] ?? []
    times = words[.times] ?? []
    numbered = words[.numbered] ?? []
    self.periods = periods
  }

  /// "#60", "x 2", "times 2", "Qty: 1", "quantity 2", "Eight (8) ..."; nil where the item prints none.
  func quantity(in tokens: Range<Int>, _ reading: Reading) -> Int? {
    for token in tokens {
      if let number = afterSign(token, tokens, reading) { return number }
    }
    return leading(tokens, reading)
  }

  /// Five-digit CPT codes and HCPCS codes of a letter and four digits, in capitals, as they are printed.
  func codes(in tokens: Range<Int>, _ reading: Reading) -> [String] {
    var codes: [String] = []
    for token in tokens where reading.tokenEnds[token] - reading.tokenStarts[token] == 5 {
      let bytes = reading.viewBytes(ofToken: token)
      guard bytes.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
      let isCPT = (0x30...0x39).contains(bytes[0]) && !(token > 0 && reading.isMark(token - 1, "#"))
      let isHCPCS = (UInt8(ascii: "a")...UInt8(ascii: "v")).contains(bytes[0])
      if isCPT || isHCPCS { codes.append(String(decoding: bytes, as: UTF8.self).uppercased()) }
    }
    return codes
  }

  private func afterSign(_ token: Int, _ tokens: Range<Int>, _ reading: Reading) -> Int? {
    let word = reading.words[token]
    var at = token + 1
    if reading.isMark(token, "#") {
      guard token == tokens.lowerBound || !numbered.contains(reading.words[token - 1]) else { return nil }
    } else if quantityWords.contains(word) {
      while at < tokens.upperBound, reading.isMark(at, ":") || reading.isMark(at, ".") || of.contains(reading.words[at])
      {
        at += 1
      }
    } else if times.contains(word) {
      guard token == tokens.lowerBound || reading.number(token - 1) == nil,
        at + 1 >= tokens.upperBound || !isTime(at + 1, reading)
      else { return nil }
    } else {
      return nil
    }
    return at < tokens.upperBound ? reading.number(at) : nil
  }

  /// A count in brackets behind the first word: "One (1) urine drug screen".
  private func leading(_ tokens: Range<Int>, _ reading: Reading) -> Int? {
    let start = tokens.lowerBound
    guard tokens.count > 4, reading.isMark(start + 1, "("), reading.isMark(start + 3, ")") else { return nil }
    return reading.number(start + 2)
  }

  private func isTime(_ token: Int, _ reading: Reading) -> Bool {
    let bytes = reading.viewBytes(ofToken: token)
    return periods.contains { bytes.starts(with: $0) } || reading.isMark(token, "/") || reading.isMark(token, "-")
  }
}
