import CodeSystems
import DiagnosisTerms

/// A code that stands in a phrase, such as "847.2" in "Lumbar sprain (847.2)".
struct PrintedCode {
  var system: CodeSystem
  var row: Int
  /// Where it stands, in bytes of the phrase.
  var range: Range<Int>
}

extension CodeTables {
  /// The codes printed in a phrase that a table holds: with their point, or, beside no other word, without.
  func printedCodes(in phrase: UnsafeBufferPointer<UInt8>) -> [PrintedCode] {
    var codes: [PrintedCode] = []
    var index = 0
    while index < phrase.count {
      guard isCodeByte(phrase[index]) else {
        index += 1
        continue
      }
      var end = index
      while end < phrase.count, isCodeByte(phrase[end]) { end += 1 }
      while end > index, phrase[end - 1] == UInt8(ascii: ".") { end -= 1 }
      if let code = code(phrase, index..<end) { codes.append(code) }
      index = max(end, index + 1)
    }
    return codes
  }

  private func code(_ phrase: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> PrintedCode? {
    let text = UnsafeBufferPointer(rebasing: phrase[range])
    guard range.count >= 3, range.count <= 8, text.contains(where: isDigit) else { return nil }
    let isWhole = range.count == phrase.count
    guard text.contains(UInt8(ascii: ".")) || isWhole || isLongCode(text) else { return nil }
    if text[0] != UInt8(ascii: "."), !isDigit(text[0]), let row = icd10cm.row(of: text) {
      return PrintedCode(system: .icd10cm, row: row, range: range)
    }
    return icd9cm.row(of: text).map { PrintedCode(system: .icd9cm, row: $0, range: range) }
  }

  /// A letter, two digits and more: no word and no spinal level looks so.
  private func isLongCode(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count >= 5 && !isDigit(text[0]) && isDigit(text[1])
  }

  private func isCodeByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: ".") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

extension DiagnosisCoder {
  /// Joins printed codes with what the words were coded to.
  ///
  /// A printed code goes first in its system where the words say nothing else: it is one of theirs, stands above or
  /// below one, or no words stand beside it. Else the words go first. A code that is not billable in the year gives
  /// way to the one that stands for it then.
  func join(_ printed: [PrintedCode], with concepts: [CodedConcept], in year: FiscalYear) -> [CodedConcept] {
    var concepts = concepts
    if concepts.isEmpty { concepts.append(CodedConcept()) }
    for code in printed {
      switch code.system {
      case .icd10cm: joinICD10(code.row, to: &concepts[0], in: year)
      case .icd9cm: joinICD9(code.row, to: &concepts[0], in: year)
      }
    }
    return concepts[0].icd10.isEmpty && concepts[0].icd9.isEmpty ? [] : concepts
  }

  private func joinICD10(_ row: Int, to concept: inout CodedConcept, in year: FiscalYear) {
    let isCoded = tables.icd10cm.isBillable(row, in: year)
    if !isCoded, let below = concept.icd10.first, tables.icd10cm.subtree(of: row).contains(below) { return }
    guard let code = isCoded ? row : tables.icd10cm.billableEquivalent(of: row, in: year) else { return }
    if let known = concept.icd10.firstIndex(of: code) {
      concept.icd10.remove(at: known)
      concept.origins.remove(at: known)
    }
    let agrees = concept.icd10.first.map { category(of: $0) == category(of: code) } ?? true
    concept.icd10.insert(code, at: agrees ? 0 : 1)
    concept.origins.insert(.printed, at: agrees ? 0 : 1)
    guard agrees else { return }
    let equivalents = equivalents(of: code)
    if !equivalents.contains(where: { $0 == concept.icd9.first }) {
      concept.icd9 = equivalents + concept.icd9.filter { !equivalents.contains($0) }
    }
  }

  private func joinICD9(_ row: Int, to concept: inout CodedConcept, in year: FiscalYear) {
    let code =
      tables.icd9cm.isBillable(row, in: year) ? row : tables.icd9cm.billableEquivalent(of: row, in: year) ?? row
    let agrees = concept.icd9.contains { tables.icd9cm.parent(of: $0) == tables.icd9cm.parent(of: code) }
    concept.icd9.removeAll { $0 == code }
    concept.icd9.insert(code, at: agrees || concept.icd9.isEmpty ? 0 : 1)
    guard concept.icd10.isEmpty else { return }
    for mapping in tables.toICD10.nearestMappings(of: code) where !mapping.isCombination {
      guard let target = mapping.target, let valid = tables.icd10cm.billableEquivalent(of: target, in: year),
        !concept.icd10.contains(valid)
      else { continue }
      concept.icd10.append(valid)
      concept.origins.append(.printed)
    }
  }

  private func category(of row: Int) -> Int {
    var category = row
    while let parent = tables.icd10cm.parent(of: category) { category = parent }
    return category
  }
}
