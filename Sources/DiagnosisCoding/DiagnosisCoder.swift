import CodeSystems
import DiagnosisTerms
import Lexicon
import PackedData

/// Gives the codes of diagnosis phrases, as a coder does: Alphabetic Index first, Tabular List second.
///
/// A phrase and the entries of the index meet as sets of base words. An entry holds where the phrase says, or by its
/// anatomy implies, all the words that the entry needs; of those that hold, the one that covers most of the phrase
/// counts. From its code the Tabular List is gone down for side, site, acuity and 7th character, to the most specific
/// code that the words support.
public final class DiagnosisCoder: Sendable {
  public let tables: CodeTables
  let normalizer: TermNormalizer
  let index: CodingIndex
  let search: IndexSearch
  let descent: TabularDescent
  let implications: Implications
  let coordination: Coordination
  let classes: WordClasses
  let overlay: OverlayEntries
  let problemEnds: ProblemEnds
  /// From here on codes are of external causes and of reasons for contact with health services (chapters 20 and 21).
  let firstRowOfCircumstances: Int

  /// - Throws: `LexiconError` where a table of `Lexicons/coding` is missing or an overlay's row cannot be used.
  public init(_ source: LexiconSource = .builtIn(), tables: CodeTables = .builtIn) throws(LexiconError) {
    self.tables = tables
    firstRowOfCircumstances = tables.icd10cm.row(of: "V00") ?? tables.icd10cm.count
    let rules = try CodingRules(source)
    index = CodingIndex(PackedData(embeddedCodingIndex))
    var normalizer = TermNormalizer(vocabulary: Vocabulary(index), rules: rules)
    classes = WordClasses(rules.wordClasses, normalizer: &normalizer)
    implications = Implications(rules.implications, normalizer: &normalizer)
    coordination = try Coordination(source, classes, normalizer: &normalizer)
    overlay = try OverlayEntries(source, tables: tables, normalizer: &normalizer)
    problemEnds = ProblemEnds(rules.problemEnds, normalizer: &normalizer)
    search = IndexSearch(index: index)
    descent = TabularDescent(search: search, table: tables.icd10cm)
    self.normalizer = normalizer
  }

  /// Whether an entry of the index can be about the word (of any case): a disorder, not a site or a qualifier.
  public func isDisorderTerm(_ word: UnsafeBufferPointer<UInt8>, scratch: inout Scratch) -> Bool {
    normalizer.read(word, scratch: &scratch.terms)
    return scratch.terms.terms.contains { isHead($0.id) }
  }

  @inline(__always)
  func isHead(_ word: UInt32) -> Bool {
    index.isMainTerm(word) && classes.class(of: word) == nil && !coordination.isSite(word)
  }
}

extension CodingRules {
  /// The tables of `coding/` with what overlays add; `entries.tsv` is compiled and only its overlays are read.
  init(_ source: LexiconSource) throws(LexiconError) {
    do {
      try self.init { name in
        let texts = try source.texts(of: "coding/" + name)
        for text in texts.dropFirst() { try CodingOverlayCheck.check(text, file: name) }
        return TableText(name == "entries.tsv" ? "" : texts.joined(separator: "\n"))
      }
    } catch let error as LexiconError {
      throw error
    } catch {
      throw LexiconError(file: "coding", line: nil, reason: "not readable")
    }
  }
}

/// What words imply beside themselves.
struct Implications: Sendable {
  private var lists: [[UInt32]] = [[]]
  /// By word number: place in `lists`.
  private var places: [UInt16] = []

  init(_ table: TableText, normalizer: inout TermNormalizer) {
    var scratch = TermScratch()
    table.forEachRow { columns, _ in
      guard columns.count >= 2 else { return }
      columns[0].withUnsafeBufferPointer { normalizer.learn($0, scratch: &scratch) }
      guard let word = scratch.terms.first?.id else { return }
      columns[1].withUnsafeBufferPointer { normalizer.learn($0, scratch: &scratch) }
      add(scratch.terms.map(\.id), to: word)
    }
  }

  private mutating func add(_ implied: [UInt32], to word: UInt32) {
    while places.count <= Int(word) { places.append(0) }
    if places[Int(word)] == 0 {
      places[Int(word)] = UInt16(lists.count)
      lists.append([])
    }
    lists[Int(places[Int(word)])] += implied
  }

  /// The words implied, nearest first.
  subscript(word: UInt32) -> [UInt32] { Int(word) < places.count ? lists[Int(places[Int(word)])] : [] }
}
