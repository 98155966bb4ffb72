import ClinicalText
import Foundation
import Lexicon
import Testing

@testable import Extraction

@Suite struct DiagnosisFinderTests {
  private static let setup = Result { try FinderSetup() }

  @Test(arguments: try MarkedExample.all(of: "diagnoses.txt"))
  func findsWhatIsMarked(_ example: MarkedExample) throws {
    let setup = try Self.setup.get()
    let document = setup.document(example.text)
    var found: [(span: Span, phrases: [String])] = []
    for finding in setup.findings(in: document) {
      let span = document.reading.span(ofTokens: finding.tokens)
      if found.last?.span == span {
        found[found.count - 1].phrases.append(finding.phrase)
      } else {
        found.append((span, [finding.phrase]))
      }
    }
    #expect(found.map(\.span) == example.spans, "line \(example.line): \(found.map(\.phrases))")
    #expect(found.map { $0.phrases.joined(separator: " + ") } == example.values, "line \(example.line)")
  }

  @Test func sidesLevelsAndSitesAreReadOutOfThePhrase() throws {
    let findings = try findings("He has a right C5-6 and C6-7 foraminal stenosis and bilateral knee osteoarthritis.")
    #expect(findings.map(\.levels) == [["C5-C6"], ["C6-C7"], []])
    #expect(findings.map(\.laterality) == [.right, .right, .bilateral])
    #expect(findings.last?.bodySites == ["knee"])
  }

  @Test func sideOfAnEarlierSiteIsContext() throws {
    let findings = try findings("MRI of the right shoulder dated 1/2/2015 has a labral tear and a rotator cuff tear.")
    #expect(findings.map(\.context) == ["right shoulder", "right"])
  }

  @Test func siteOfAnotherListItemIsNoContext() throws {
    let findings = try findings("Diagnoses: lumbar strain; neuritis. At L4-5 there is disc desiccation.")
    #expect(findings.map(\.context) == ["", "", "l4-5"])
  }

  @Test func levelOfTheSentenceIsContextBesideASide() throws {
    let findings = try findings("At C6-7 there is a small bulge with right foraminal stenosis.")
    #expect(findings.last?.context == "c6-7")
  }

  @Test func studyGivesItsSideToTheSentencesBehindIt() throws {
    let findings = try findings(
      """
      MRI of the left shoulder was done on 3/4/2012. There is a full thickness tear of the supraspinatus. A SLAP lesion \
      is seen. His right knee has a Baker's cyst. There is tendinosis.
      """)
    #expect(findings.map(\.context) == ["left", "left", "right", ""])
  }

  @Test func studyGivesItsSideToASiteOfTheSentence() throws {
    let findings = try findings(
      "X-rays of the right knee were taken. There is chondromalacia of the patella and a loose body.")
    #expect(findings.map(\.context) == ["right", "right patella"])
  }

  @Test func termOfTwoSitesNamesTwoProblems() throws {
    let finding = try #require(try findings("There is a tear of the medial and lateral meniscus.").first)
    let words = try FindingWords(.builtIn())
    #expect(finding.namesPair(words))
    #expect(finding.members(words).map(\.bodySites) == [["medial meniscus"], ["lateral meniscus"]])
    #expect(finding.members(words).map(\.phrase) == ["tear of medial meniscus", "tear of lateral meniscus"])
    #expect(try findings("There is a tear of the medial meniscus.").first?.namesPair(words) == false)
  }

  @Test func unspecifiedSiteTakesNoSide() throws {
    let words = try FindingWords(.builtIn())
    let findings = try findings(
      "He has a fracture of unspecified lower leg and an unspecified fracture of the lower leg.")
    #expect(findings.map { $0.leavesPlaceOpen(words) } == [true, false])
  }

  @Test func coordinationIsOneProblemWhereAsked() throws {
    let setup = try Self.setup.get()
    let document = setup.document("She has a contusion of the lower back and pelvis.")
    #expect(setup.findings(in: document).count == 2)
    #expect(
      setup.findings(in: document, isOne: { $0.hasSuffix("pelvis") }).map(\.bodySites) == [["lower back", "pelvis"]])
  }

  @Test func codeBeforeThePhraseIsItsOwnWhereTheNextItemHasOne() throws {
    let findings = try findings("Diagnoses: 847.0 neck sprain, 847.2 lumbar sprain, 724.3 sciatica.")
    #expect(findings.map(\.printedCodes) == [["847.0"], ["847.2"], ["724.3"]])
  }

  @Test func printedCodesBesideThePhraseAreKept() throws {
    let findings = try findings(
      "Lumbar sprain (847.2); M54.16 Radiculopathy; (M50.20) cervical disc displacement; asthma.")
    #expect(findings.map(\.printedCodes) == [["847.2"], ["M54.16"], ["M50.20"], []])
  }

  @Test func codeOfThePhraseBeforeIsNotTaken() throws {
    let findings = try findings("Lumbar strain (847.2), lumbosacral neuritis (724.4), and sacroiliac sprain 846.1.")
    #expect(findings.map(\.printedCodes) == [["847.2"], ["724.4"], ["846.1"]])
  }

  @Test func guidelineSentencesAreLeftOut() throws {
    let setup = try Self.setup.get()
    let text = "The patient has sciatica. Massage is recommended for low back pain."
    let document = setup.document(text, statements: [.patient, .guideline])
    #expect(setup.findings(in: document).map(\.phrase) == ["sciatica"])
  }

  private func findings(_ text: String) throws -> [DiagnosisFinding] {
    let setup = try Self.setup.get()
    return setup.findings(in: setup.document(text))
  }
}

/// A finder and the lexicon it was registered with.
private struct FinderSetup {
  let finder: DiagnosisFinder
  let lexicon: Lexicon

  init() throws {
    var builder = try LexiconBuilder(.builtIn())
    finder = try DiagnosisFinder(in: &builder)
    lexicon = builder.build()
  }

  func findings(
    in document: AnalyzedDocument, isOne: (String) -> Bool = { _ in false }
  ) -> [DiagnosisFinding] {
    var findings: [DiagnosisFinding] = []
    finder.forEachFinding(in: finder.sentences(in: document), of: document, isOne: isOne, { findings.append($0) })
    return findings
  }

  func document(_ text: String, statements: [StatementKind]? = nil) -> AnalyzedDocument {
    let reading = Reading(SourceText(utf8: Array(text.utf8)), rules: lexicon.rules)
    return AnalyzedDocument(
      reading: reading, phrases: lexicon.phrases(in: reading), sections: [],
      statements: statements ?? Array(repeating: .patient, count: reading.sentenceCount))
  }
}
