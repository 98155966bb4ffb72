import CodeSystems
import Testing

@testable import Evaluation

/// What counts as right, wrong and missed.
@Suite struct MatchingTests {
  private func date(_ span: Range<Int>, _ value: String, _ role: JSONElement, optional: Bool = false)
    -> AnnotatedMention
  {
    AnnotatedMention(span: span, isOptional: optional, values: ["value": .string(value), "role": role])
  }

  private func counts(_ name: String, _ mentions: [AnnotatedMention], _ golds: [AnnotatedMention]) throws -> Counts {
    let measure = try #require(Measure.all.first { $0.name == name })
    return MentionMatcher(mentions, golds).counts(where: measure.agrees)
  }

  @Test func eachMentionCountsOnce() throws {
    let golds = [date(0..<8, "2010-03-08", "injury"), date(20..<28, "2011", "service")]
    let twice = [date(0..<8, "2010-03-08", "injury"), date(0..<8, "2010-03-08", "injury")]
    #expect(try counts("dates", twice, golds) == Counts(right: 1, wrong: 1, missed: 1))
  }

  @Test func aRoleMayHaveSeveralRightValues() throws {
    let golds = [date(0..<8, "2010", .array(["service", "other"]))]
    #expect(try counts("dates+role", [date(0..<8, "2010", "other")], golds).right == 1)
    #expect(try counts("dates+role", [date(0..<8, "2010", "injury")], golds) == Counts(wrong: 1, missed: 1))
    #expect(try counts("dates", [date(0..<8, "2010", "injury")], golds).right == 1)
  }

  @Test func optionalGoldIsScoredNeitherWay() throws {
    let golds = [date(0..<8, "2010", "service", optional: true)]
    #expect(try counts("dates", [], golds).isEmpty)
    #expect(try counts("dates", [date(0..<8, "2011", "other")], golds).isEmpty)
    #expect(try counts("dates", [date(9..<12, "2011", "other")], golds) == Counts(wrong: 1))
  }

  @Test func requiredGoldComesBeforeOptionalAndTheCloserBeforeOthers() throws {
    let golds = [date(0..<8, "2010", "service", optional: true), date(4..<12, "2010", "service")]
    #expect(try counts("dates", [date(0..<8, "2010", "service")], golds) == Counts(right: 1))
    let matcher = MentionMatcher([date(0..<20, "x", "y"), date(0..<5, "x", "y")], [date(0..<5, "x", "y")])
    #expect(matcher.pairs { _, _ in true }.gold == [1: 0])
  }

  @Test func aPlaceHasToBeCoveredByHalf() throws {
    let golds = [date(0..<10, "2010", "service")]
    #expect(try counts("dates:place", [date(0..<5, "2010", "service")], golds).right == 1)
    #expect(try counts("dates:place", [date(0..<4, "2010", "service")], golds).right == 0)
  }

  @Test func codesBelowAnAcceptedOneAreRight() throws {
    func diagnosis(_ codes: [String], _ assertion: JSONElement = "present") -> AnnotatedMention {
      AnnotatedMention(span: 0..<9, values: ["assertion": assertion], codes: [.icd10cm: codes])
    }
    let golds = [diagnosis(["M5126", "S335"])]
    #expect(try counts("diagnoses:code", [diagnosis(["S335XXA"])], golds).right == 1)
    #expect(try counts("diagnoses:code", [diagnosis(["M5127", "M5126"])], golds).right == 0)
    #expect(try counts("diagnoses:category", [diagnosis(["M5127"])], golds).right == 1)
    #expect(try counts("diagnoses:category", [diagnosis([])], golds).right == 0)
    #expect(try counts("diagnoses:code", [diagnosis([])], [diagnosis([])]).right == 1)
    #expect(try counts("diagnoses:code+assertion", [diagnosis(["M5126"], "absent")], golds).right == 0)
  }

  @Test(
    arguments: [
      (["count": 6], ["count": 6], true), (["low": 6, "high": 6], ["count": 6], true),
      (["count": 7], ["count": 6], false),
      (["low": 6, "high": 8], ["low": 6, "high": 8], true), (["count": 6], ["low": 6, "high": 8], false),
      ([:], [:], true),
    ] as [([String: Double], [String: Double], Bool)])
  func amounts(found: [String: Double], wanted: [String: Double], agree: Bool) {
    func mention(_ values: [String: Double]) -> AnnotatedMention {
      AnnotatedMention(span: 0..<4, values: values.mapValues(JSONElement.number))
    }
    #expect(Facet.amount.agrees(mention(found), mention(wanted)) == agree)
  }

  @Test func anAmountThatIsNoneWantsNone() {
    let vague = AnnotatedMention(span: 0..<4, values: ["count": .null])
    #expect(!Facet.amount.agrees(AnnotatedMention(span: 0..<4, values: ["count": .number(6)]), vague))
    #expect(
      Facet.amount.agrees(AnnotatedMention(span: 0..<4, values: ["count": .number(6)]), AnnotatedMention(span: 0..<4)))
  }

  @Test func rareValuesAreCountedAlone() throws {
    func mention(_ span: Range<Int>, _ assertion: JSONElement, optional: Bool = false) -> AnnotatedMention {
      AnnotatedMention(span: span, isOptional: optional, values: ["assertion": assertion])
    }
    let measure = try #require(RareMeasure.all.first { $0.name == "diagnoses:not-present" })
    let golds = [
      mention(0..<4, "present"), mention(5..<9, "absent"), mention(10..<14, "family"),
      mention(15..<19, .array(["present", "historical"])), mention(20..<24, "absent", optional: true),
    ]
    let constant = golds.map { mention($0.span, "present") }
    #expect(MentionMatcher(constant, golds).counts(measure) == Counts(missed: 2))
    let mixed = [
      mention(0..<4, "absent"), mention(5..<9, "absent"), mention(15..<19, "historical"), mention(20..<24, "absent"),
    ]
    #expect(MentionMatcher(mixed, golds).counts(measure) == Counts(right: 1, wrong: 1, missed: 1))
  }
}
