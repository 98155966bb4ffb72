import CodeSystems
import DiagnosisCoding

/// What a finding was coded to.
struct CodedFinding {
  /// Best first.
  var icd10: [DiagnosisCode]
  var icd9: [DiagnosisCode]
  /// The part of the words that the code accounts for, 0...1.
  var coverage: Double

  /// The name of the first code, nil where there is none.
  var concept: String? {
    if !icd10.isEmpty { return icd10[0].display }
    return icd9.isEmpty ? nil : icd9[0].display
  }
}

/// Codes findings of one letter at a time and remembers what it coded.
struct FindingCoder {
  private let coder: DiagnosisCoder
  private var scratch: DiagnosisCoder.Scratch
  private var memo = PhraseMemo<CodedFinding>()
  /// Whether a phrase that coordinates sites is one title.
  private var titles = PhraseMemo<Bool>()
  private var lists = CodeLists()
  /// Kept to put a context together in.
  private var joined: [UInt8] = []

  init(_ coder: DiagnosisCoder) {
    self.coder = coder
    scratch = coder.makeScratch()
  }

  /// The codes of a finding, from its words and the codes printed beside them, which the coder checks against the words;
  /// words around it support them where they can. Where its words have no code, those of its head count.
  /// - Parameter place: what the document says elsewhere of the place of the problem.
  mutating func codes(of finding: DiagnosisFinding, _ place: String, _ year: FiscalYear) -> CodedFinding {
    let phrase =
      finding.printedCodes.isEmpty ? finding.phrase : finding.printedCodes.reduce(finding.phrase) { "\($0) (\($1))" }
    let coded =
      finding.lead.isEmpty ? codes(of: phrase, place, year) : codes(of: phrase, place, lead: finding.lead, year)
    return coded.icd10.isEmpty && coded.icd9.isEmpty ? codes(of: finding.rule.name, phrase, year) : coded
  }

  private mutating func codes(
    of phrase: String, _ place: String, lead: String, _ year: FiscalYear
  ) -> CodedFinding {
    var context: [UInt8] = []
    swap(&context, &joined)
    defer { swap(&context, &joined) }
    context.removeAll(keepingCapacity: true)
    context.append(contentsOf: place.utf8)
    context.append(UInt8(ascii: " "))
    context.append(contentsOf: lead.utf8)
    return phrase.withBytes { phrase in context.withUnsafeBufferPointer { codes(of: phrase, $0, year) } }
  }

  /// Whether the title of one code says all of a phrase.
  mutating func isTitle(_ phrase: String, in year: FiscalYear) -> Bool {
    phrase.withBytes { bytes in
      let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
      let hash = PhraseMemo<Bool>.hash(bytes, nothing, in: year)
      if let isTitle = titles.value(hash, bytes, nothing) { return isTitle }
      let isTitle = coder.isTitle(phrase, in: year, scratch: &scratch)
      titles.remember(isTitle, hash, bytes, nothing)
      return isTitle
    }
  }

  private mutating func codes(of phrase: String, _ context: String, _ year: FiscalYear) -> CodedFinding {
    phrase.withBytes { phrase in context.withBytes { codes(of: phrase, $0, year) } }
  }

  private mutating func codes(
    of phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>, _ year: FiscalYear
  ) -> CodedFinding {
    let hash = PhraseMemo<CodedFinding>.hash(phrase, context, in: year)
    if let known = memo.value(hash, phrase, context) { return known }
    let coded = codes(of: concept(phrase, context, year), year)
    memo.remember(coded, hash, phrase, context)
    return coded
  }

  private mutating func concept(
    _ phrase: UnsafeBufferPointer<UInt8>, _ context: UnsafeBufferPointer<UInt8>, _ year: FiscalYear
  ) -> CodedConcept? {
    let concept = coder.code(phrase, context: context, in: year, scratch: &scratch).first
    return concept == nil && !context.isEmpty ? coder.code(phrase, in: year, scratch: &scratch).first : concept
  }

  private mutating func codes(of concept: CodedConcept?, _ year: FiscalYear) -> CodedFinding {
    guard let concept else { return CodedFinding(icd10: [], icd9: [], coverage: 0.5) }
    return CodedFinding(
      icd10: lists.codes(concept.icd10, of: coder.tables.icd10cm, in: year),
      icd9: lists.codes(concept.icd9, of: coder.tables.icd9cm, in: year), coverage: concept.coverage)
  }
}

/// Codes with their titles, each read out of its table once and shared by the findings that have it alone.
private struct CodeLists {
  private static let limit = 8192

  /// By row, system and year; one code each.
  private var known: [Int: [DiagnosisCode]] = [:]

  mutating func codes(_ rows: [Int], of table: CodeTable, in year: FiscalYear) -> [DiagnosisCode] {
    if rows.count == 1 { return code(rows[0], of: table, in: year) }
    return rows.flatMap { code($0, of: table, in: year) }
  }

  private mutating func code(_ row: Int, of table: CodeTable, in year: FiscalYear) -> [DiagnosisCode] {
    let key = (row << 1 | (table.system == .icd9cm ? 1 : 0)) << 32 | Int(UInt32(truncatingIfNeeded: year.number))
    if let list = known[key] { return list }
    let list = [
      DiagnosisCode(code: table.code(of: row), display: table.title(of: row), billable: table.isBillable(row, in: year))
    ]
    if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
    known[key] = list
    return list
  }
}
