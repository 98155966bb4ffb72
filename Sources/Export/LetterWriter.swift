import ClinicalText
import Extraction
import IMRLetter

/// Writes the fields of one letter. A class, so that the letter is not copied for each of its mentions.
final class LetterWriter {
  let letter: Letter
  private let reading: Reading
  private let hasPages: Bool
  private let isRepaired: Bool
  /// The source, for as long as something is written.
  private var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  let map: OffsetMap
  let names: OutputNames
  let options: ExportOptions
  let fields: FieldSet
  /// Nil where the document has no pages but text.
  private let layout: PageLayout?
  /// The sentence of the last mention, at which the sentence of the next is looked for.
  private var sentence = 0

  init(_ letter: Letter, _ options: ExportOptions, _ fields: FieldSet, _ names: OutputNames, layout: PageLayout?) {
    reading = letter.reading
    map = OffsetMap(reading.text, unit: options.offsets)
    hasPages = reading.text.pageCount > 1
    isRepaired = !reading.edits.isEmpty
    self.letter = letter
    self.names = names
    self.layout = layout
    self.options = options
    self.fields = fields
  }

  /// Calls `body`, in which alone fields may be written.
  func withText(_ body: () -> Void) {
    reading.text.bytes.withUnsafeBufferPointer {
      text = $0
      body()
      text = UnsafeBufferPointer(start: nil, count: 0)
    }
  }

  /// The field's key and value; `record` brings `recordSources` with it.
  func write(_ field: Field, to out: inout OutputBuffer) {
    switch field {
    case .ages: writeList("\"ages\":[", letter.ages, to: &out) { write($0, to: &$1) }
    case .sexes: writeList("\"sexes\":[", letter.sexes, to: &out) { write($0, to: &$1) }
    case .dates: writeList("\"dates\":[", letter.dates, to: &out) { write($0, to: &$1) }
    case .diagnoses: writeList("\"diagnoses\":[", letter.diagnoses, to: &out) { write($0, to: &$1) }
    case .sessions: writeList("\"sessions\":[", letter.sessions, to: &out) { write($0, to: &$1) }
    case .services: writeList("\"services\":[", letter.services, to: &out) { write($0, to: &$1) }
    case .citations: writeList("\"citations\":[", letter.citations, to: &out) { write($0, to: &$1) }
    case .caseDescription: writeCase(to: &out)
    case .record:
      writeRecord(to: &out)
      out.append(options.layout == .page ? ",\n  " : ",")
      writeRecordSources(to: &out)
    }
  }

  @inline(__always)
  private func writeList<Value>(
    _ key: StaticString, _ mentions: [Mention<Value>], to out: inout OutputBuffer,
    value: (Value, inout OutputBuffer) -> Void
  ) {
    out.append(key)
    for index in mentions.indices {
      if index > 0 { out.append(",") }
      if options.layout == .page { out.append("\n    ") }
      writePlace(
        mentions[index].span, token: mentions[index].tokens.lowerBound, confidence: mentions[index].confidence, to: &out
      )
      value(mentions[index].value, &out)
      if options.explains { writeExplanation(mentions[index].rule, mentions[index].evidence, to: &out) }
      out.append("}")
    }
    if options.layout == .page, !mentions.isEmpty { out.append("\n  ") }
    out.append("]")
  }

  /// The keys that every mention has, behind an opening brace.
  private func writePlace(_ span: Span, token: Int, confidence: Double, to out: inout OutputBuffer) {
    out.append(#"{"text":"#)
    out.append(json: UnsafeBufferPointer(rebasing: text[span.start..<span.end]))
    out.append(#","start":"#)
    out.append(map.offset(ofByte: span.start))
    out.append(#","end":"#)
    out.append(map.offset(ofByte: span.end))
    out.append(#","section":"#)
    out.append(names.sections[section(ofToken: token)])
    out.append(#","page":"#)
    out.append(hasPages ? reading.text.page(at: span.start) : 1)
    out.append(#","confidence":"#)
    guard let layout else {
      out.append(fraction: confidence)
      return writeReading(of: span, to: &out)
    }
    out.append(fraction: confidence * layout.confidence(of: span))
    writeReading(of: span, to: &out)
    LineBoxWriter(layout: layout).write(boxesOf: span, to: &out)
  }

  /// What stands there once it is repaired.
  private func writeReading(of span: Span, to out: inout OutputBuffer) {
    guard isRepaired, !reading.edits(in: span).isEmpty else { return }
    out.append(#","repaired":true,"reading":"#)
    reading.printed(span).withUnsafeBufferPointer { out.append(json: $0) }
  }

  private func section(ofToken token: Int) -> SectionKind? {
    guard reading.sentenceCount > 0 else { return nil }
    if Int(reading.sentenceStarts[sentence]) > token { sentence = 0 }
    while sentence + 1 < reading.sentenceCount, Int(reading.sentenceStarts[sentence + 1]) <= token { sentence += 1 }
    return sentence < letter.sentenceSections.count ? letter.sentenceSections[sentence] : nil
  }

  private func writeExplanation(_ rule: RuleReference, _ evidence: EvidenceList, to out: inout OutputBuffer) {
    out.append(#","rule":"#)
    write(rule, to: &out)
    out.append(#","evidence":["#)
    for (index, item) in evidence.enumerated() {
      if index > 0 { out.append(",") }
      out.append(#"{"key":"#)
      out.append(json: item.key.rawValue)
      out.append(#","rule":"#)
      write(item.rule, to: &out)
      out.append(#","cue":"#)
      if let cue = item.cue { write(cue, to: &out) } else { out.append("null") }
      out.append("}")
    }
    out.append("]")
  }

  private func write(_ rule: RuleReference, to out: inout OutputBuffer) {
    out.append(#"{"file":"#)
    out.append(json: rule.file)
    out.append(#","line":"#)
    out.append(rule.line)
    out.append(#","name":"#)
    out.append(json: rule.name)
    out.append("}")
  }

  /// A place as an object with `start` and `end`.
  func write(_ span: Span, to out: inout OutputBuffer) {
    out.append(#"{"start":"#)
    out.append(map.offset(ofByte: span.start))
    out.append(#","end":"#)
    out.append(map.offset(ofByte: span.end))
    out.append("}")
  }
}
