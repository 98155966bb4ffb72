import ClinicalText
import Extraction
import IMRLetter
import Ingest

/// Writes documents as the JSON objects of the output contract; `JSONSchema` describes the same.
public struct JSONExporter: Sendable {
  private let options: ExportOptions
  /// In the order of the output.
  private let fields: [Field]
  private let fieldSet: FieldSet
  private let names = OutputNames()

  public init(_ options: ExportOptions) {
    self.options = options
    fields = Field.allCases.filter(options.fields.contains)
    fieldSet = FieldSet(fields)
  }

  /// Appends the object of one document, without a line end behind it.
  public func write(_ letter: consuming Letter, of document: IngestedDocument, to out: inout OutputBuffer) {
    let writer = LetterWriter(letter, options, fieldSet, names, layout: document.layout)
    writer.withText { write(document, writer, to: &out) }
  }

  private func write(_ document: IngestedDocument, _ writer: LetterWriter, to out: inout OutputBuffer) {
    out.append(options.layout == .page ? "{\n  " : "{")
    out.append(#""schemaVersion":"1""#)
    separator(to: &out)
    out.append(#""id":"#)
    out.append(json: document.id)
    separator(to: &out)
    out.append(#""generator":{"name":"imr-extract","version":"#)
    out.append(json: Generator.version)
    out.append(#","codeTables":"#)
    out.append(json: writer.letter.codeTables)
    out.append("}")
    separator(to: &out)
    writeWarnings(of: document, writer.letter.warnings, writer.map, to: &out)
    separator(to: &out)
    writeSource(of: document, writer.map, to: &out)
    for field in fields {
      separator(to: &out)
      writer.write(field, to: &out)
    }
    if options.layout == .page { out.append("\n") }
    out.append("}")
  }

  /// Appends the object that stands for a document that failed.
  public func write(_ failure: DocumentFailure, to out: inout OutputBuffer) {
    out.append(#"{"id":"#)
    out.append(json: failure.id)
    out.append(#","error":{"code":"#)
    out.append(json: failure.code.rawValue)
    out.append(#","message":"#)
    out.append(json: failure.message)
    out.append("}}")
  }

  private func separator(to out: inout OutputBuffer) {
    if options.layout == .page { out.append(",\n  ") } else { out.append(",") }
  }

  private func writeSource(of document: IngestedDocument, _ map: OffsetMap, to out: inout OutputBuffer) {
    out.append(#""source":{"name":"#)
    out.append(json: document.name)
    out.append(#","mediaType":"#)
    out.append(json: document.mediaType)
    out.append(#","sha256":""#)
    withUnsafeBytes(of: document.sha256) { out.append(hexadecimal: $0) }
    out.append(#"","length":"#)
    out.append(map.offset(ofByte: document.text.bytes.count))
    out.append(#","offsets":"#)
    out.append(json: options.offsets.rawValue)
    out.append(#","pages":"#)
    out.append(document.text.pageCount)
    if let layout = document.layout { writeRecognised(layout, to: &out) }
    out.append("}")
  }

  /// The pages, from 1, whose text comes from optical character recognition.
  private func writeRecognised(_ layout: PageLayout, to out: inout OutputBuffer) {
    out.append(#","ocrPages":["#)
    var isFirst = true
    for (index, page) in layout.pages.enumerated() where page.isRecognized {
      if !isFirst { out.append(",") }
      isFirst = false
      out.append(index + 1)
    }
    out.append("]")
  }

  private func writeWarnings(
    of document: IngestedDocument, _ warnings: [LetterWarning], _ map: OffsetMap, to out: inout OutputBuffer
  ) {
    guard !warnings.isEmpty || document.undecodable != nil || !document.faults.isEmpty else {
      return out.append(#""warnings":[]"#)
    }
    out.append(#""warnings":["#)
    let decoding = (document.undecodable.map { [Self.warning($0)] } ?? []) + document.faults.map(Self.warning)
    for (index, warning) in (decoding + warnings).enumerated() {
      if index > 0 { out.append(",") }
      out.append(#"{"code":"#)
      out.append(json: warning.code.rawValue)
      out.append(#","message":"#)
      out.append(json: warning.message)
      out.append(#","start":"#)
      out.append(json: warning.span.map { map.offset(ofByte: $0.start) })
      out.append(#","end":"#)
      out.append(json: warning.span.map { map.offset(ofByte: $0.end) })
      out.append("}")
    }
    out.append("]")
  }

  private static func warning(_ fault: PageFault) -> LetterWarning {
    switch fault {
    case .damagedFile:
      LetterWarning(code: .damagedFile, message: "the file is damaged; some of its text may be missing")
    case .withoutText(let pages):
      LetterWarning(code: .pageWithoutText, message: "not read, since without text: \(named(pages))")
    case .poorRecognition(let pages):
      LetterWarning(code: .poorRecognition, message: "recognised with little confidence: \(named(pages))")
    }
  }

  private static func named(_ pages: [Int]) -> String {
    "page\(pages.count == 1 ? "" : "s") " + pages.map(String.init).joined(separator: ", ")
  }

  private static func warning(_ undecodable: UndecodableBytes) -> LetterWarning {
    let message =
      "\(undecodable.count) undecodable byte\(undecodable.count == 1 ? "" : "s") stand as U+FFFD; the first is marked"
    return LetterWarning(code: .undecodableBytes, message: message, span: undecodable.first)
  }
}
