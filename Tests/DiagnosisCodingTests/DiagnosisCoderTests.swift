import CodeSystems
import DiagnosisCoding
import Lexicon
import Testing

@Suite struct DiagnosisCoderTests {
  static let coder = try? DiagnosisCoder()
  let coder: DiagnosisCoder
  let newest = CodeTables.builtIn.newest.fiscalYear

  init() throws { coder = try #require(Self.coder) }

  @Test func examplesAreThere() { #expect(CodingExample.all.count > 20) }

  @Test(arguments: CodingExample.all)
  func firstCodeIsThatOfTheExample(_ example: CodingExample) {
    var scratch = coder.makeScratch()
    let concepts = coder.code(example.phrase, in: newest, scratch: &scratch)
    #expect(concepts.first?.icd10.first.map { coder.tables.icd10cm.code(of: $0) } == example.icd10)
    if let icd9 = example.icd9 {
      #expect(concepts.first?.icd9.first.map { coder.tables.icd9cm.code(of: $0) } == icd9)
    }
  }

  @Test func codesAreThoseOfTheYear() {
    #expect(codes("lumbar disc degeneration", FiscalYear(2024)) == ["M51.36"])
    #expect(codes("lumbar disc degeneration", FiscalYear(2026)) == ["M51.369"])
    #expect(codes("low back pain", FiscalYear(2016)) == ["M54.5"])
    #expect(codes("depression", FiscalYear(2018)) == ["F32.9"])
  }

  @Test func coordinationNamesSeveralDiagnoses() {
    #expect(codes("right and left carpal tunnel syndrome", newest) == ["G56.01", "G56.02"])
    #expect(codes("cervical, thoracic and lumbar sprain", newest) == ["S13.4XXA", "S23.3XXA", "S33.5XXA"])
  }

  /// Names that the finder reports without a site need a code; those left are signs and accidents no code is for.
  @Test func disordersThatTheFinderKnowsHaveCodes() throws {
    var scratch = coder.makeScratch()
    let names = try LexiconSource.builtIn().rows(of: "diagnoses/disorders.tsv", columns: 5).filter { row in
      ["disorder", "mental", "injury"].contains(row[1]) && ["-", "capitals"].contains(row[2])
    }
    #expect(names.count > 2000)
    let uncoded = names.map { $0[0] }.filter { coder.code($0, in: newest, scratch: &scratch).isEmpty }
    #expect(uncoded.count < 30, "\(uncoded)")
  }

  @Test func titleOfOneCodeSaysAll() {
    var scratch = coder.makeScratch()
    for phrase in [
      "contusion of the lower back and pelvis", "Sprain of the other part of the left hand and wrist",
      "fracture of unspecified parts of the lumbosacral spine and pelvis",
    ] {
      #expect(coder.isTitle(phrase, in: newest, scratch: &scratch), "\(phrase)")
    }
    for phrase in ["left hand and wrist pain", "right ankle and foot injury", "cervical and lumbar sprain", ""] {
      #expect(!coder.isTitle(phrase, in: newest, scratch: &scratch), "\(phrase)")
    }
  }

  @Test func contextGivesTheSide() {
    var scratch = coder.makeScratch()
    let concepts = coder.code("carpal tunnel syndrome", context: "left wrist", in: newest, scratch: &scratch)
    #expect(concepts.map { coder.tables.icd10cm.code(of: $0.icd10[0]) } == ["G56.02"])
  }

  @Test func sameAnswerWhenAskedAgain() {
    var scratch = coder.makeScratch()
    let first = coder.code("left knee pain", in: newest, scratch: &scratch)
    #expect(coder.code("left knee pain", in: newest, scratch: &scratch) == first)
    #expect(!first.isEmpty)
  }

  @Test func everyCodeOfAWordSaladIsBillable() {
    var random = SplitMix(state: 7)
    let words =
      CodingExample.all.flatMap { $0.phrase.split(separator: " ").map(String.init) } + [
        "-", "L4-5", "847.2", "é", "'s",
      ]
    var scratch = coder.makeScratch()
    for year in coder.tables.fiscalYears {
      for _ in 0..<200 {
        let phrase = (0..<Int.random(in: 0..<12, using: &random)).compactMap { _ in words.randomElement(using: &random)
        }
        for concept in coder.code(phrase.joined(separator: " "), in: year, scratch: &scratch) {
          #expect(!concept.icd10.isEmpty || !concept.icd9.isEmpty)
          #expect(concept.icd10.allSatisfy { coder.tables.icd10cm.isBillable($0, in: year) })
          #expect(concept.icd9.allSatisfy { $0 < coder.tables.icd9cm.count })
        }
      }
    }
  }

  @Test func aProblemGoesBeforeWhatWasDoneForIt() {
    #expect(codes("left knee pain status post meniscectomy", newest) == ["M25.562"])
    #expect(codes("status post meniscectomy", newest) == ["Z98.890"])
  }

  @Test func theSideIsEnoughWhereAllSiblingsNameOneSite() {
    #expect(codes("left tinnitus", newest) == ["H93.12"])
    #expect(codes("right olecranon fracture", newest) == ["S52.021A"])
    #expect(codes("meniscus tear", newest) == ["S83.209A"])
  }

  @Test func everyPhraseOfTheProbesHasCodesOfItsYear() {
    var scratch = coder.makeScratch()
    #expect(CodingExample.probes.count > 300)
    for year in coder.tables.fiscalYears {
      for phrase in CodingExample.probes {
        let concepts = coder.code(phrase, in: year, scratch: &scratch)
        #expect(concepts.allSatisfy { $0.icd10.allSatisfy { coder.tables.icd10cm.isBillable($0, in: year) } })
      }
    }
  }

  private func codes(_ phrase: String, _ year: FiscalYear) -> [String] {
    var scratch = coder.makeScratch()
    return coder.code(phrase, in: year, scratch: &scratch).compactMap { $0.icd10.first }.map {
      coder.tables.icd10cm.code(of: $0)
    }
  }
}

/// A generator whose numbers are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
