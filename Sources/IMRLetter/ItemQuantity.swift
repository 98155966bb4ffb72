import ClinicalText

/// Reads the number of units and the procedure codes that an item prints.
enum ItemQuantity {
  /// "#60", "x 2", "times 2", "Qty: 1", "quantity 2", "Eight (8) ..."; nil where the item prints none.
  static func quantity(in tokens: Range<Int>, _ reading: Reading) -> Int? {
    for token in tokens {
      if let number = afterSign(token, tokens, reading) { return number }
    }
    return leading(tokens, reading)
  }

  /// Five-digit CPT codes and HCPCS codes of a letter and four digits, in capitals, as they are printed.
  static func codes(in tokens: Range<Int>, _ reading: Reading) -> [String] {
    tokens.compactMap { token in
      let bytes = reading.viewBytes(ofToken: token)
      guard bytes.count == 5, bytes.dropFirst().allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      let isCPT = (0x30...0x39).contains(bytes[0]) && !(token > 0 && reading.isMark(token - 1, "#"))
      let isHCPCS = (UInt8(ascii: "a")...UInt8(ascii: "v")).contains(bytes[0])
      return isCPT || isHCPCS ? String(decoding: bytes, as: UTF8.self).uppercased() : nil
    }
  }

  private static func afterSign(_ token: Int, _ tokens: Range<Int>, _ reading: Reading) -> Int? {
    var at = token + 1
    if reading.isMark(token, "#") {
      guard token == tokens.lowerBound || !isWord(token - 1, ["tooth", "teeth", "tylenol"], reading) else { return nil }
    } else if isWord(token, ["qty", "quantity"], reading) {
      while at < tokens.upperBound, reading.isMark(at, ":") || reading.isMark(at, ".") || isWord(at, ["of"], reading) {
        at += 1
      }
    } else if isWord(token, ["x", "times"], reading) {
      guard token == tokens.lowerBound || reading.number(token - 1) == nil,
        at + 1 >= tokens.upperBound || !isTime(at + 1, reading)
      else { return nil }
    } else {
      return nil
    }
    return at < tokens.upperBound ? reading.number(at) : nil
  }

  /// A count in brackets behind the first word: "One (1) urine drug screen".
  private static func leading(_ tokens: Range<Int>, _ reading: Reading) -> Int? {
    let start = tokens.lowerBound
    guard tokens.count > 4, reading.isMark(start + 1, "("), reading.isMark(start + 3, ")") else { return nil }
    return reading.number(start + 2)
  }

  private static func isTime(_ token: Int, _ reading: Reading) -> Bool {
    let bytes = reading.viewBytes(ofToken: token)
    return ["day", "week", "wk", "month", "mo", "year"].contains { bytes.starts(with: $0.utf8) }
      || reading.isMark(token, "/") || reading.isMark(token, "-")
  }

  private static func isWord(_ token: Int, _ words: [StaticString], _ reading: Reading) -> Bool {
    let bytes = reading.viewBytes(ofToken: token)
    return words.contains { word in
      word.utf8CodeUnitCount == bytes.count
        && bytes.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
  }
}
