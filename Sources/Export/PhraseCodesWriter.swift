import CodeSystems
import DiagnosisCoding

/// Writes the codes of diagnosis phrases: what `imr-extract code` prints.
public struct PhraseCodesWriter: Sendable {
  private let systems: CodeSystemChoice

  public init(codeSystems: CodeSystemChoice) { systems = codeSystems }

  /// A line of JSON Lines: `{"phrase": …, "codes": [{"system": …, "code": …, "display": …, "billable": …}]}`.
  public func writeJSONLine(_ phrase: String, _ codes: [ReportedCode], to out: inout OutputBuffer) {
    out.append("{\"phrase\":")
    out.append(json: phrase)
    out.append(",\"codes\":[")
    for (index, code) in chosen(codes).enumerated() {
      if index > 0 { out.append(",") }
      writeObject(code, to: &out)
    }
    out.append("]}\n")
  }

  private func writeObject(_ code: ReportedCode, to out: inout OutputBuffer) {
    out.append("{\"system\":")
    out.append(json: code.system.name)
    out.append(",\"code\":")
    out.append(json: code.code)
    out.append(",\"display\":")
    out.append(json: code.display)
    out.append(",\"billable\":")
    out.append(json: code.isBillable)
    if let explanation = code.explanation {
      out.append(",\"explanation\":")
      out.append(json: explanation)
    }
    out.append("}")
  }

  /// The phrase on a line of its own, below it a line for each code, or that there is none.
  public func writeText(_ phrase: String, _ codes: [ReportedCode], to out: inout OutputBuffer) {
    append(phrase, to: &out)
    out.append("\n")
    let codes = chosen(codes)
    if codes.isEmpty { out.append("  no diagnosis\n") }
    for code in codes {
      append("  \(code.system.name)  \(padded(code.code))  \(code.display)\n", to: &out)
      if let explanation = code.explanation { append("      \(explanation)\n", to: &out) }
    }
  }

  private func chosen(_ codes: [ReportedCode]) -> [ReportedCode] {
    codes.filter { code in
      switch systems {
      case .both: true
      case .icd10cm: code.system == .icd10cm
      case .icd9cm: code.system == .icd9cm
      }
    }
  }

  private func padded(_ code: String) -> String { code + String(repeating: " ", count: max(0, 8 - code.utf8.count)) }

  private func append(_ text: String, to out: inout OutputBuffer) {
    var text = text
    text.withUTF8 { out.append($0) }
  }
}
