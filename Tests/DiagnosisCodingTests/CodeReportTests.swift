import CodeSystems
import DiagnosisCoding
import Testing

@Suite struct CodeReportTests {
  let coder: DiagnosisCoder

  init() throws { coder = try #require(DiagnosisCoderTests.coder) }

  @Test func tellsPathAndRows() throws {
    let codes = report("carpal tunnel syndrome, right")
    #expect(codes.map(\.code) == ["G56.01", "354.0"])
    let explanation = try #require(codes.first?.explanation)
    #expect(explanation.contains("G56.0 > G56.01"))
    #expect(codes.first?.display == "Carpal tunnel syndrome, right upper limb")
    #expect(codes.allSatisfy { $0.isBillable })
  }

  @Test func alternativesFollowTheFirst() {
    let few = report("pain in the left shoulder").filter { $0.system == .icd10cm }
    let all = report("pain in the left shoulder", all: true).filter { $0.system == .icd10cm }
    #expect(few.map(\.code) == ["M25.512"])
    #expect(all.count > 1)
    #expect(all.first?.code == "M25.512")
  }

  @Test func aPhraseThatIsNoDiagnosisHasNone() {
    #expect(report("twelve visits of aquatic therapy").isEmpty)
    #expect(report("").isEmpty)
    #expect(report("().,;-/").isEmpty)
  }

  private func report(_ phrase: String, all: Bool = false) -> [ReportedCode] {
    var scratch = coder.makeScratch()
    return coder.report(phrase, in: coder.tables.newest.fiscalYear, all: all, explains: true, scratch: &scratch)
  }
}
