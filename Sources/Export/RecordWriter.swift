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
    write(item.reviewerSpecialties, to: &out)
    out.append(#","licensureStates":"#)
    write(item.licensureStates, to: &out)
    out.append(#","spans":{"#)
    let start = out.count
    writeSpan(#""caseNumber":"#, item.caseNumber?.span, after: start, to: &out)
    writeSpan(#""claimNumber":"#, item.claimNumber?.span, after: start, to: &out)
    writeSpan(#""priority":"#, item.priority?.span, after: start, to: &out)
    writeSpan(#""dateAssigned":"#, item.dateAssigned?.span, after: start, to: &out)
    writeSpans(#""reviewerSpecialties":["#, item.reviewerSpecialties, after: start, to: &out)
    writeSpans(#""licensureStates":["#, item.licensureStates, after: start, to: &out)
    out.append("}}")
  }

  private func write(_ items: [CaseItem<String>], to out: inout OutputBuffer) {
    out.append("[")
    for index in items.indices {
      if index > 0 { out.append(",") }
      out.append(json: items[index].value)
    }
    out.append("]")
  }

  private func writeSpan(_ key: StaticString, _ span: Span?, after start: Int, to out: inout OutputBuffer) {
    guard let span else { return }
    if out.count > start { out.append(",") }
    out.append(key)
    write(span, to: &out)
  }

  private func writeSpans(
    _ key: StaticString, _ items: [CaseItem<String>], after start: Int, to out: inout OutputBuffer
  ) {
    guard !items.isEmpty else { return }
    if out.count > start { out.append(",") }
    out.append(key)
    for index in items.indices {
      if index > 0 { out.append(",") }
      write(items[index].span, to: &out)
    }
    out.append("]")
  }

  func writeRecord(to out: inout OutputBuffer) {
    let record = letter.record
    out.append(#""record":{"age":"#)
    out.append(json: record.age)
    out.append(#","sex":"#)
    out.append(names.sexes[record.sex])
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
    out.append(names.outcomes[record.outcome])
    out.append("}")
  }

  private func writeSessionsByService(_ services: SessionsByService, to out: inout OutputBuffer) {
    out.append(#","sessionsByService":{"#)
    for (index, entry) in services.entries.enumerated() {
      if index > 0 { out.append(",") }
      out.append(names.services[entry.service])
      out.append(#":{"requested":"#)
      out.append(json: entry.sessions.requested)
      out.append(#","received":"#)
      out.append(json: entry.sessions.received)
      out.append(#","authorized":"#)
      out.append(json: entry.sessions.authorized)
      out.append("}")
    }
    out.append("}")
  }

  /// JSON Pointers (RFC 6901) into this document; those into a list that is not written are left out, and a key that
  /// rests on such alone is null.
  func writeRecordSources(to out: inout OutputBuffer) {
    out.append(#""recordSources":{"#)
    var last: LetterRecord.Key?
    var hasPointer = false
    for source in letter.record.sources.all {
      if last.map({ $0 == source.key }) != true {
        if last != nil { out.append(hasPointer ? "]," : "null,") }
        out.append(names.recordKeys[source.key])
        (last, hasPointer) = (source.key, false)
      }
      guard isWritten(source.mention.list) else { continue }
      out.append(hasPointer ? UInt8(ascii: ",") : UInt8(ascii: "["))
      hasPointer = true
      out.append(names.pointers[source.mention.list])
      out.append(source.mention.index)
      out.append(#"""#)
    }
    if last != nil { out.append(hasPointer ? "]" : "null") }
    out.append("}")
  }

  private func isWritten(_ list: MentionReference.List) -> Bool {
    switch list {
    case .ages: fields.contains(.ages)
    case .sexes: fields.contains(.sexes)
    case .dates: fields.contains(.dates)
    case .diagnoses: fields.contains(.diagnoses)
    case .sessions: fields.contains(.sessions)
    case .services: fields.contains(.services)
    }
  }
}
