import ClinicalText
import Extraction
import IMRLetter
import Ingest
import PCRE2
import Testing

@testable import Export

@Suite struct JSONExporterTests {
  private let source = "Ünna is 52 years old.\u{0C}She had 12 visits \"so far\"."
  private let rule = RuleReference(file: "ages.tsv", line: 3, name: "years old")

  /// A letter whose lists are filled by hand.
  private func letter(_ fill: (inout Letter) -> Void) throws -> Letter {
    let text = SourceText(utf8: Array(source.utf8))
    var letter = try LetterExtractor().letter(from: text, scratch: MatchScratch())
    letter.ages = []
    letter.sexes = []
    letter.dates = []
    letter.diagnoses = []
    letter.sessions = []
    letter.services = []
    letter.citations = []
    letter.caseDescription = CaseDescription()
    letter.record = LetterRecord()
    letter.warnings = []
    letter.codeTables = ["ICD-10-CM FY2026"]
    fill(&letter)
    return letter
  }

  private func json(_ letter: Letter, _ options: ExportOptions, undecodable: UndecodableBytes? = nil) -> String {
    let document = IngestedDocument(
      id: "a\"1", name: "a.txt", mediaType: "text/plain", text: letter.reading.text, undecodable: undecodable,
      sha256: SIMD32(repeating: 0xAB))
    var out = OutputBuffer()
    JSONExporter(options).write(letter, of: document, to: &out)
    return out.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private func mention<Value>(_ value: Value, _ span: Span, _ evidence: EvidenceList = []) -> Mention<Value> {
    Mention(span: span, tokens: 0..<1, value: value, confidence: 0.95, rule: rule, evidence: evidence)
  }

  private func sessions(_ letter: inout Letter) {
    let amount = SessionAmount(
      role: .received, service: .physicalTherapy, count: 12, frequency: Quantity(low: 2, high: 3, unit: .week))
    letter.sessions = [mention(amount, Span(31, 40))]
    letter.services = [mention(DisputedService(category: .massage, decision: nil, sessions: 0), Span(0, 5))]
    letter.record.sessionsReceived = 12
    letter.record.age = 52
    letter.record.sources.add(MentionReference(.sessions, 0), to: .sessionsReceived)
    letter.record.sources.add(MentionReference(.ages, 0), to: .age)
  }

  @Test func theFrameOfADocument() throws {
    let output = json(try letter { _ in }, ExportOptions(fields: []), undecodable: nil)
    let hash = String(repeating: "ab", count: 32)
    #expect(
      output == """
        {"schemaVersion":"1","id":"a\\"1","generator":{"name":"imr-extract","version":"\(Generator.version)",\
        "codeTables":["ICD-10-CM FY2026"]},"warnings":[],"source":{"name":"a.txt","mediaType":"text/plain",\
        "sha256":"\(hash)","length":49,"offsets":"codepoint","pages":2}}
        """)
  }

  @Test func undecodableBytesAreWarnedOf() throws {
    let undecodable = UndecodableBytes(count: 2, first: Span(2, 3))
    let output = json(try letter { _ in }, ExportOptions(fields: []), undecodable: undecodable)
    #expect(output.contains(#""warnings":[{"code":"undecodable-bytes","message":"2 undecodable bytes"#))
    #expect(output.contains(#""start":1,"end":2}]"#))
  }

  @Test(arguments: [(OffsetUnit.codepoint, 30, 39, 49), (.utf8, 31, 40, 50), (.utf16, 30, 39, 49)])
  func offsetsComeInTheUnitAskedFor(unit: OffsetUnit, start: Int, end: Int, length: Int) throws {
    let output = json(try letter(sessions), ExportOptions(fields: [.sessions], offsets: unit))
    #expect(output.contains(#""length":\#(length),"#))
    #expect(
      output.contains(
        #""sessions":[{"text":"12 visits","start":\#(start),"end":\#(end),"section":null,"page":2,"confidence":0.95,"#
          + #""role":"received","service":"physical-therapy","count":12,"low":null,"high":null,"#
          + #""frequency":{"low":2,"high":3,"per":"wk"},"duration":null}]"#))
  }

  @Test func referencesIntoAbsentListsAreNull() throws {
    let full = json(try letter(sessions), ExportOptions())
    #expect(full.contains(#""decision":null,"sessions":0,"#))
    #expect(full.contains(#""recordSources":{"age":["/ages/0"],"sessionsReceived":["/sessions/0"]}"#))
    let part = json(try letter(sessions), ExportOptions(fields: [.services, .record, .ages]))
    #expect(part.contains(#""decision":null,"sessions":null,"#))
    #expect(part.contains(#""recordSources":{"age":["/ages/0"],"sessionsReceived":null}"#))
    #expect(!part.contains(#""dates""#))
  }

  @Test func explanationsNameRuleAndCue() throws {
    let evidence: EvidenceList = [
      Evidence(key: .subject, rule: rule, cue: Span(6, 8)), Evidence(key: .role, rule: rule, cue: nil),
    ]
    let filled = try letter {
      $0.ages = [mention(Age(value: 52, unit: .year, subject: .patient), Span(9, 21), evidence)]
    }
    let place = #"{"file":"ages.tsv","line":3,"name":"years old"}"#
    #expect(
      json(filled, ExportOptions(fields: [.ages], explains: true)).contains(
        #""value":52,"unit":"a","subject":"patient","rule":\#(place),"evidence":["#
          + #"{"key":"subject","rule":\#(place),"cue":{"start":5,"end":7}},{"key":"role","rule":\#(place),"cue":null}]}]"#
      ))
    #expect(!json(filled, ExportOptions(fields: [.ages])).contains("rule"))
  }

  @Test(arguments: [
    (
      CodeSystemChoice.both,
      #"[{"system":"ICD-10-CM","code":"M54.2","display":"Cervicalgia","billable":true},"#
        + #"{"system":"ICD-9-CM","code":"723.1","display":"Cervicalgia","billable":true}]"#, #"["M54.2"]"#,
      #"["723.1"]"#
    ),
    (
      .icd10cm, #"[{"system":"ICD-10-CM","code":"M54.2","display":"Cervicalgia","billable":true}]"#, #"["M54.2"]"#,
      "null"
    ),
    (
      .icd9cm, #"[{"system":"ICD-9-CM","code":"723.1","display":"Cervicalgia","billable":true}]"#, "null", #"["723.1"]"#
    ),
  ])
  func codesOfTheSystemsAskedFor(choice: CodeSystemChoice, codes: String, icd10: String, icd9: String) throws {
    let filled = try letter {
      let icd10 = DiagnosisCode(code: "M54.2", display: "Cervicalgia", billable: true)
      let icd9 = DiagnosisCode(code: "723.1", display: "Cervicalgia", billable: true)
      $0.diagnoses = [
        mention(Diagnosis(concept: "neck pain", icd10: [icd10], icd9: [icd9], levels: ["C5-C6"]), Span(0, 4))
      ]
      $0.record.diagnosisCodes = ["M54.2"]
      $0.record.diagnosisCodesICD9 = ["723.1"]
    }
    let output = json(filled, ExportOptions(codeSystems: choice))
    #expect(
      output.contains(#""codes":\#(codes),"assertion":"present","laterality":null,"bodySites":[],"levels":["C5-C6"]"#))
    #expect(output.contains(#""diagnosisCodes":\#(icd10),"diagnosisCodesICD9":\#(icd9),"#))
  }

  @Test func datesAreAsPreciseAsTheText() throws {
    let filled = try letter {
      let range = DateValue(
        date: PartialDate(year: 2010, month: 3, day: 8), end: PartialDate(year: 2012), role: .injury)
      $0.dates = [mention(range, Span(0, 4)), mention(DateValue(date: PartialDate(year: 2012, month: 6)), Span(0, 4))]
    }
    let output = json(filled, ExportOptions(fields: [.dates]))
    #expect(
      output.contains(
        #""value":"2010-03-08","granularity":"day","endValue":"2012","relative":false,"role":"injury"}"#))
    #expect(
      output.contains(#""value":"2012-06","granularity":"month","endValue":null,"relative":false,"role":"other"}"#))
  }

  @Test func theCaseKeepsItsPlaces() throws {
    let filled = try letter {
      $0.caseDescription.caseNumber = CaseItem(value: "CM14-0012345", span: Span(0, 4))
      $0.caseDescription.priority = CaseItem(value: .expedited, span: Span(6, 8))
      $0.caseDescription.reviewerSpecialties = [CaseItem(value: "Pain Management", span: Span(9, 11))]
    }
    #expect(
      json(filled, ExportOptions(fields: [.caseDescription])).contains(
        #""case":{"caseNumber":"CM14-0012345","claimNumber":null,"priority":"expedited","dateAssigned":null,"#
          + #""reviewerSpecialties":["Pain Management"],"licensureStates":[],"spans":{"caseNumber":{"start":0,"end":3},"#
          + #""priority":{"start":5,"end":7},"reviewerSpecialties":[{"start":8,"end":10}]}}"#))
  }

  @Test func aFailureIsAnObjectOfItsOwn() {
    var out = OutputBuffer()
    let failure = DocumentFailure(id: "x", code: .binary, message: "x.txt: a binary file, not a letter")
    JSONExporter(ExportOptions()).write(failure, to: &out)
    let output = out.withBytes { String(decoding: $0, as: UTF8.self) }
    #expect(output == #"{"id":"x","error":{"code":"binary","message":"x.txt: a binary file, not a letter"}}"#)
  }
}
