import ClinicalText
import Extraction
import IMRLetter

/// The case and the record.
extension LetterWriter {
  func writeCase(to out: inout OutputBuffer) {
    let item = letter.caseDescription
    out.append(#""case":{"caseNumber":"#)
    out.append(json: item.caseNumber?.value)
    out.append(#","claimNumber":"#)
    out.append(json: item.claimNumber?.value)
    out.append(#","priority":"#)
    out.append(json: item.priority?.value.rawValue)
    out.append(#","dateAssigned":"#)
    out.append(json: item.dateAssigned?.value)
    out.append(#","reviewerSpecialties":"#)
    out.append(json: item.reviewerSpecialties.map(\.value))
    out.append(#","licensureStates":"#)
    out.append(json: item.licensureStates.map(\.value))
    out.append(#","spans":{"#)
    let start = out.count
    writeSpan(#""caseNumber":"#, item.caseNumber?.span, after: start, to: &out)
    writeSpan(#""claimNumber":"#, item.claimNumber?.span, after: start, to: &out)
    writeSpan(#""priority":"#, item.priority?.span, after: start, to: &out)
    writeSpan(#""dateAssigned":"#, item.dateAssigned?.span, after: start, to: &out)
    writeSpans(#""reviewerSpecialties":["#, item.reviewerSpecialties.map(\.span), after: start, to: &out)
    writeSpans(#""licensureStates":["#, item.licensureStates.map(\.span), after: start, to: &out)
    out.append("}}")
  }

  private func writeSpan(_ key: StaticString, _ span: Span?, after start: Int, to out: inout OutputBuffer) {
    guard let span else { return }
    if out.count > start { out.append(",") }
    out.append(key)
    write(span, to: &out)
  }

  private func writeSpans(_ key: StaticString, _ spans: [Span], after start: Int, to out: inout OutputBuffer) {
    guard !spans.isEmpty else { return }
    if out.count > start { out.append(",") }
    out.append(key)
    for (index, span) in spans.enumerated() {
      if index > 0 { out.append(",") }
      write(span, to: &out)
    }
    out.append("]")
  }

  func writeRecord(to out: inout OutputBuffer) {
    let record = letter.record
    out.append(#""record":{"age":"#)
    out.append(json: record.age)
    out.append(#","sex":"#)
    out.append(json: record.sex?.rawValue)
    out.append(#","dateOfInjury":"#)
    out.append(json: record.dateOfInjury)
    out.append(#","utilizationReviewDate":"#)
    out.append(json: record.utilizationReviewDate)
    out.append(#","applicationDate":"#)
    out.append(json: record.applicationDate)
    out.append(#","determinationDate":"#)
    out.append(json: record.determinationDate)
    out.append(#","diagnosisCodes":"#)
    if options.codeSystems.includesICD10 { out.append(json: record.diagnosisCodes) } else { out.append("null") }
    out.append(#","diagnosisCodesICD9":"#)
    if options.codeSystems.includesICD9 { out.append(json: record.diagnosisCodesICD9) } else { out.append("null") }
    out.append(#","sessionsRequested":"#)
    out.append(json: record.sessionsRequested)
    out.append(#","sessionsReceived":"#)
    out.append(json: record.sessionsReceived)
    out.append(#","sessionsAuthorized":"#)
    out.append(json: record.sessionsAuthorized)
    writeSessionsByService(record.sessionsByService, to: &out)
    out.append(#","outcome":"#)
    out.append(json: record.outcome?.rawValue)
    out.append("}")
  }

  private func writeSessionsByService(
    _ services: [ServiceCategory: LetterRecord.ServiceSessions], to out: inout OutputBuffer
  ) {
    out.append(#","sessionsByService":{"#)
    var isFirst = true
    for category in ServiceCategory.allCases {
      guard let sessions = services[category] else { continue }
      if !isFirst { out.append(",") }
      isFirst = false
      out.append(json: category.rawValue)
      out.append(#":{"requested":"#)
      out.append(json: sessions.requested)
      out.append(#","received":"#)
      out.append(json: sessions.received)
      out.append(#","authorized":"#)
      out.append(json: sessions.authorized)
      out.append("}")
    }
    out.append("}")
  }

  /// JSON Pointers (RFC 6901) into this document; those into a list that is not written are left out, and a key that
  /// rests on such alone is null.
  func writeRecordSources(to out: inout OutputBuffer) {
    out.append(#""recordSources":{"#)
    var isFirst = true
    for key in LetterRecord.keys {
      guard let pointers = letter.record.sources[key], !pointers.isEmpty else { continue }
      if !isFirst { out.append(",") }
      isFirst = false
      out.append(json: key)
      out.append(":")
      let written = pointers.filter(isWritten)
      if written.isEmpty { out.append("null") } else { out.append(json: written) }
    }
    out.append("}")
  }

  private func isWritten(_ pointer: String) -> Bool {
    if options.fields.count == Field.allCases.count { return true }
    let list = pointer.utf8.dropFirst().prefix { $0 != UInt8(ascii: "/") }
    return options.fields.contains { $0.rawValue.utf8.elementsEqual(list) }
  }
}
