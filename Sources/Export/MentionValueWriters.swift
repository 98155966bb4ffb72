import Extraction

/// The keys of each kind of mention, behind those that all have.
extension LetterWriter {
  func write(_ age: Age, to out: inout OutputBuffer) {
    out.append(#","value":"#)
    out.append(age.value)
    out.append(#","unit":"#)
    out.append(names.timeUnits[age.unit])
    out.append(#","subject":"#)
    out.append(names.subjects[age.subject])
  }

  func write(_ sex: Sex, to out: inout OutputBuffer) {
    out.append(#","value":"#)
    out.append(names.sexes[sex.value])
    out.append(#","subject":"#)
    out.append(names.subjects[sex.subject])
  }

  func write(_ date: DateValue, to out: inout OutputBuffer) {
    out.append(#","value":"#)
    out.append(json: date.date)
    out.append(#","granularity":"#)
    out.append(date.date.day != nil ? #""day""# : date.date.month != nil ? #""month""# : #""year""#)
    out.append(#","endValue":"#)
    out.append(json: date.end)
    out.append(#","relative":"#)
    out.append(json: date.isRelative)
    out.append(#","role":"#)
    out.append(names.dateRoles[date.role])
  }

  func write(_ diagnosis: Diagnosis, to out: inout OutputBuffer) {
    out.append(#","concept":"#)
    out.append(json: diagnosis.concept)
    out.append(#","codes":["#)
    if options.codeSystems.includesICD10 { write(diagnosis.icd10, system: "ICD-10-CM", isFirst: true, to: &out) }
    if options.codeSystems.includesICD9 {
      let isFirst = !options.codeSystems.includesICD10 || diagnosis.icd10.isEmpty
      write(diagnosis.icd9, system: "ICD-9-CM", isFirst: isFirst, to: &out)
    }
    out.append(#"],"assertion":"#)
    out.append(names.assertions[diagnosis.assertion])
    out.append(#","laterality":"#)
    out.append(names.lateralities[diagnosis.laterality])
    out.append(#","bodySites":"#)
    out.append(json: diagnosis.bodySites)
    out.append(#","levels":"#)
    out.append(json: diagnosis.levels)
  }

  private func write(_ codes: [DiagnosisCode], system: StaticString, isFirst: Bool, to out: inout OutputBuffer) {
    for index in codes.indices {
      if index > 0 || !isFirst { out.append(",") }
      out.append(#"{"system":""#)
      out.append(system)
      out.append(#"","code":"#)
      out.append(json: codes[index].code)
      out.append(#","display":"#)
      out.append(json: codes[index].display)
      out.append(#","billable":"#)
      out.append(json: codes[index].billable)
      out.append("}")
    }
  }

  func write(_ amount: SessionAmount, to out: inout OutputBuffer) {
    out.append(#","role":"#)
    out.append(names.sessionRoles[amount.role])
    out.append(#","service":"#)
    out.append(names.services[amount.service])
    out.append(#","count":"#)
    out.append(json: amount.count)
    out.append(#","low":"#)
    out.append(json: amount.low)
    out.append(#","high":"#)
    out.append(json: amount.high)
    out.append(#","frequency":"#)
    write(amount.frequency, unitKey: #","per":"#, to: &out)
    out.append(#","duration":"#)
    write(amount.duration, unitKey: #","unit":"#, to: &out)
  }

  private func write(_ quantity: Quantity?, unitKey: StaticString, to out: inout OutputBuffer) {
    guard let quantity else { return out.append("null") }
    out.append(#"{"low":"#)
    out.append(quantity.low)
    out.append(#","high":"#)
    out.append(quantity.high)
    out.append(unitKey)
    out.append(names.timeUnits[quantity.unit])
    out.append("}")
  }

  func write(_ service: DisputedService, to out: inout OutputBuffer) {
    out.append(#","category":"#)
    out.append(names.services[service.category])
    out.append(#","decision":"#)
    out.append(names.decisions[service.decision])
    out.append(#","sessions":"#)
    out.append(json: fields.contains(.sessions) ? service.sessions : nil)
    out.append(#","quantity":"#)
    out.append(json: service.quantity)
    out.append(#","codes":"#)
    out.append(json: service.codes)
  }

  func write(_ citation: Citation, to out: inout OutputBuffer) {
    out.append(#","guideline":"#)
    out.append(names.guidelines[citation.guideline])
    out.append(#","title":"#)
    out.append(json: citation.title)
    out.append(#","pages":"#)
    out.append(json: citation.pages)
  }
}

extension OutputBuffer {
  /// ISO 8601, as precise as the date; `null` for none.
  mutating func append(json date: PartialDate?) {
    guard let date else { return append("null") }
    append(UInt8(ascii: "\""))
    append(date.year, width: 4)
    if let month = date.month {
      append(UInt8(ascii: "-"))
      append(month, width: 2)
      if let day = date.day {
        append(UInt8(ascii: "-"))
        append(day, width: 2)
      }
    }
    append(UInt8(ascii: "\""))
  }
}
